/// The bytes of a journal: one entry for each transaction, a list of checked records each.
///
/// An entry is `ML1`, then records, then an end that says how many there were. A record is its length, a CRC-32C over
/// what follows, its kind and its content.
package enum JournalCodec {
    /// A journal that cannot be trusted: bytes are wrong, and whole entries follow them.
    package struct Damage: Error, Equatable, Sendable, CustomStringConvertible {
        /// The place of the entry, from 0.
        package let entry: Int
        /// What is wrong with it; `nil` where it is whole, and a newer version wrote it.
        package let reason: String?

        package var description: String {
            guard let reason else {
                return
                    "entry \(entry) of the journal has a record of an unknown kind: it was written "
                    + "by a newer version"
            }
            return
                "entry \(entry) of the journal is damaged (\(reason)), and whole entries follow it"
        }
    }

    /// What could be read.
    package struct Reading: Sendable {
        /// The records of all whole entries.
        package let records: [JournalRecord]
        /// How many entries are whole.
        package let wholeEntries: Int
        /// The bytes of the torn tail, which is not part of the records.
        package let cutBytes: Int
    }

    private static let mark: [UInt8] = Array("ML1".utf8)

    private enum Kind: UInt8 {
        case end = 0
        case opened = 1
        case committed = 2
        case event = 3
        case told = 4
        case rests = 5
        case decided = 6
        case asked = 7
        case affected = 8
        case lives = 9
    }

    /// The entry of one transaction.
    package static func entry(_ records: [JournalRecord]) -> [UInt8] {
        entry { add in
            for record in records { add(record) }
        }
    }

    /// The entry of the records that are visited, so that nobody has to gather them.
    static func entry(visiting visit: ((JournalRecord) -> Void) -> Void) -> [UInt8] {
        var writer = ByteWriter(expecting: 512)
        writer.append(raw: mark)
        var count = 0
        visit { record in
            writer.addChecked { encode(record, into: &$0) }
            count += 1
        }
        writer.addChecked { content in
            content.add(byte: Kind.end.rawValue)
            content.add(count)
        }
        return writer.bytes
    }

    /// An entry whose records have these contents, whatever they say, with checksums that are right: what a reader must not
    /// trust all the same.
    package static func entry(ofContents contents: [[UInt8]]) -> [UInt8] {
        var writer = ByteWriter()
        writer.append(raw: mark)
        for bytes in contents { writer.addChecked { $0.append(raw: bytes) } }
        writer.addChecked { content in
            content.add(byte: Kind.end.rawValue)
            content.add(contents.count)
        }
        return writer.bytes
    }

    private static func encode(_ record: JournalRecord, into content: inout ByteWriter) {
        switch record {
        case .opened(let header):
            content.add(byte: Kind.opened.rawValue)
            header.encode(into: &content)
        case .committed(let commit):
            content.add(byte: Kind.committed.rawValue)
            commit.encode(into: &content)
        case .event(let event):
            content.add(byte: Kind.event.rawValue)
            event.encode(into: &content)
        case .rests(let basis):
            content.add(byte: Kind.rests.rawValue)
            basis.encode(into: &content)
        case .told(let memory):
            content.add(byte: Kind.told.rawValue)
            memory.encode(into: &content)
        case .decided(let decision):
            content.add(byte: Kind.decided.rawValue)
            decision.encode(into: &content)
        case .asked(let requirements):
            content.add(byte: Kind.asked.rawValue)
            content.add(requirements)
        case .affected(let ledger):
            content.add(byte: Kind.affected.rawValue)
            ledger.encode(into: &content)
        case .lives(let number):
            content.add(byte: Kind.lives.rawValue)
            content.add(number)
        }
    }

    /// An entry as a newer version could have written it: it has one record more, of a kind that nobody knows yet.
    package static func entry(ofNewerVersion entry: [UInt8]) -> [UInt8] {
        var writer = ByteWriter()
        writer.append(raw: mark)
        writer.addChecked { content in content.add(byte: .max) }
        writer.append(raw: Array(entry.dropFirst(mark.count)))
        return writer.bytes
    }

    /// Reads the entries of a run. A tail that is not whole is cut; damage before whole entries is an error, and so is a
    /// record that is whole and of a kind that this version does not know: cutting it would lose what a newer one wrote.
    package static func read(_ entries: [[UInt8]]) throws(Damage) -> Reading {
        var records: [JournalRecord] = []
        for (number, entry) in entries.enumerated() {
            do {
                records += try read(entry: entry)
            } catch {
                guard !error.isUnknown else {
                    throw Damage(entry: number, reason: nil)
                }
                let rest = entries[(number + 1)...]
                if rest.contains(where: { (try? read(entry: $0)) != nil }) {
                    throw Damage(entry: number, reason: "expected \(error.flaw.expected)")
                }
                let cut = entries[number...].reduce(0) { $0 + $1.count }
                return Reading(records: records, wholeEntries: number, cutBytes: cut)
            }
        }
        return Reading(records: records, wholeEntries: entries.count, cutBytes: 0)
    }

    /// Why an entry cannot be read.
    private struct Unreadable: Error {
        let flaw: ByteReader.Malformed
        /// Whether it is whole, and has what this version does not know.
        let isUnknown: Bool
    }

    private static func read(entry: [UInt8]) throws(Unreadable) -> [JournalRecord] {
        // No tear and no inverted bit leaves a record whose checksum is right.
        var isChecked = false
        do throws(ByteReader.Malformed) {
            return try read(entry: entry, &isChecked)
        } catch {
            throw Unreadable(flaw: error, isUnknown: isChecked)
        }
    }

    /// Reads an entry; says whether what is wrong with it lies in a record whose checksum is right.
    private static func read(
        entry: [UInt8],
        _ isChecked: inout Bool
    ) throws(ByteReader.Malformed) -> [JournalRecord] {
        var reader = ByteReader(entry)
        guard try reader.raw(mark.count) == mark else { throw reader.malformed("an entry's mark") }
        var records: [JournalRecord] = []
        while true {
            let length = Int(try reader.fixed())
            let sum = try reader.fixed()
            let content = try reader.raw(length)
            guard CRC32C.checksum(content) == sum else {
                throw reader.malformed("the checksum of record \(records.count)")
            }
            var inner = ByteReader(content)
            isChecked = content.first.map { $0 != Kind.end.rawValue } ?? false
            switch Kind(rawValue: try inner.byte()) {
            case .end:
                guard try inner.integer() == records.count, inner.isAtEnd, reader.isAtEnd else {
                    throw reader.malformed("\(records.count) records and no more bytes")
                }
                return records
            case .opened: records.append(.opened(try RunHeader(from: &inner)))
            case .committed: records.append(.committed(try CommittedPhase(from: &inner)))
            case .event: records.append(.event(try Event(from: &inner)))
            case .told: records.append(.told(try PhaseMemory(from: &inner)))
            case .decided: records.append(.decided(try RunDecision(from: &inner)))
            case .asked: records.append(.asked(try inner.digest()))
            case .affected: records.append(.affected(try EffectLedger(from: &inner)))
            case .lives: records.append(.lives(try inner.integer()))
            case .rests: records.append(.rests(try ScenarioBasis(from: &inner)))
            case nil: throw inner.malformed("a known kind of record")
            }
            guard inner.isAtEnd else { throw inner.malformed("the end of the record") }
            isChecked = false
        }
    }
}
