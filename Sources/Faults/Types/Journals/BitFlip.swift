package import Workflows

/// Inverts one bit of what a disk holds: which, is drawn.
package struct BitFlip: Injection {
    /// Declares the inverted bit.
    package init() {}

    package func apply(to append: inout AppendPassage, chance: Chance) {
        guard append.bytes > 0 else { return }
        append.fate = .flipped(bit: Self.draw(8 * append.bytes, chance))
    }

    package func apply(to journal: inout JournalPassage, chance: Chance) {
        let bits = journal.entries.reduce(0) { $0 + 8 * $1.count }
        guard bits > 0 else { return }
        var bit = Self.draw(bits, chance)
        for index in journal.entries.indices {
            let here = 8 * journal.entries[index].count
            if bit < here {
                journal.entries[index][bit / 8] ^= 1 << UInt8(bit % 8)
                return
            }
            bit -= here
        }
    }

    private static func draw(_ count: Int, _ chance: Chance) -> Int {
        min(count - 1, Int(chance.uniform() * Double(count)))
    }
}

extension BitFlip {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "bit_flip",
        places: [.journalAppend: .both, .journalRead: .both],
        summary: "One bit is inverted. Where it is written the process dies after it, and is "
            + "resumed at once.",
        imitates: "bit rot, a bad cable or controller, a bug below the file system",
        source:
            "Bairavasundaram et al., An Analysis of Data Corruption in the Storage Stack (FAST 2008)",
        remedy: "check every record; refuse what is damaged, never read it as a result",
        decode: { _, _, _ in BitFlip() }
    )
}

extension FaultType {
    /// Inverts bits; see `BitFlip`.
    package static let bitFlip = BitFlip.type
}
