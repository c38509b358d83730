package import Workflows

/// Acknowledges a transaction that is not on the disk; the process dies as soon as it was believed.
package struct LostFsync: Injection {
    /// Declares the lie.
    package init() {}

    package func apply(to append: inout AppendPassage, chance: Chance) {
        append.fate = .unsynced
    }
}

extension LostFsync {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "lost_fsync",
        places: [.journalAppend: .virtual],
        summary: "The transaction is acknowledged and gone: the process dies after it, and is "
            + "resumed at once.",
        imitates: "a drive or hypervisor that acknowledges before it writes, then loses power",
        source: "https://www.sqlite.org/howtocorrupt.html (drives that do not honor sync requests)",
        remedy: "none in an engine; make effects idempotent, and use honest disks",
        decode: { _, _, _ in LostFsync() }
    )
}

extension FaultType {
    /// Loses synchronisations; see `LostFsync`.
    package static let lostFsync = LostFsync.type
}
