package import Workflows

/// Lets a disk be full where something is written to it.
package struct NoSpace: Injection {
    /// Declares the full disk.
    package init() {}

    package func apply(to append: inout AppendPassage, chance: Chance) {
        append.fate = .refused(
            OperationFailure(
                kind: .journal,
                message: "cannot write the journal: no space left on device",
                isRetryable: false
            )
        )
    }

    package func apply(to store: inout StorePassage, chance: Chance) {
        store.fate = .failure(
            OperationFailure(
                kind: .ioError,
                message: "cannot write the cache: no space left on device",
                isRetryable: false
            )
        )
    }
}

extension NoSpace {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "no_space",
        places: [.journalAppend: .both, .cacheWrite: .both],
        summary: "The disk is full: nothing is written.",
        imitates: "ENOSPC or EDQUOT of a full disk",
        source: "write(2), ENOSPC and EDQUOT",
        remedy: "stop before anything acts on what was not recorded; resume once there is room",
        decode: { _, _, _ in NoSpace() }
    )
}

extension FaultType {
    /// Fills disks up; see `NoSpace`.
    package static let noSpace = NoSpace.type
}
