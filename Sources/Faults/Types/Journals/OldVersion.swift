package import Workflows

/// Has a program read a journal that a newer version wrote.
package struct OldVersion: Injection {
    /// Declares the newer journal.
    package init() {}

    package func apply(to journal: inout JournalPassage, chance: Chance) {
        guard let last = journal.entries.indices.last else { return }
        journal.entries[last] = JournalCodec.entry(ofNewerVersion: journal.entries[last])
    }
}

extension OldVersion {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "old_version",
        places: [.journalRead: .both],
        summary: "The last entry of the journal has a record that only a newer version knows.",
        imitates: "a deploy that is rolled back, two versions over one state folder",
        source: "https://www.sqlite.org/fileformat2.html (file format version numbers)",
        remedy: "refuse the journal and name the reason; cut nothing",
        decode: { _, _, _ in OldVersion() }
    )
}

extension FaultType {
    /// Has journals of newer versions; see `OldVersion`.
    package static let oldVersion = OldVersion.type
}
