package import Workflows

/// Lets a disk fail where something is written to it or read from it.
package struct IOError: Injection {
    /// Declares the failure.
    package init() {}

    package func apply(to append: inout AppendPassage, chance: Chance) {
        append.fate = .refused(Self.failure(of: "write the journal"))
    }

    package func apply(to journal: inout JournalPassage, chance: Chance) {
        journal.failure = Self.failure(of: "read the journal")
    }

    package func apply(to lookUp: inout LookUpPassage, chance: Chance) {
        lookUp.finding = .failure(Self.cacheFailure(to: "read"))
    }

    package func apply(to store: inout StorePassage, chance: Chance) {
        store.fate = .failure(Self.cacheFailure(to: "write"))
    }

    private static func cacheFailure(to work: String) -> OperationFailure {
        OperationFailure(
            kind: .ioError,
            message: "cannot \(work) the cache: input/output error",
            isRetryable: false
        )
    }

    private static func failure(of work: String) -> OperationFailure {
        OperationFailure(
            kind: .journal,
            message: "cannot \(work): input/output error",
            isRetryable: false
        )
    }
}

extension IOError {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "io_error",
        places: [
            .journalAppend: .both, .journalRead: .both, .cacheRead: .both, .cacheWrite: .both,
        ],
        summary: "The disk reports an input/output error, and nothing is written or read.",
        imitates: "EIO of a dying disk or of a lost network volume",
        source: "write(2) and fsync(2), EIO",
        remedy: "stop before anything acts on what was not recorded, and resume later",
        decode: { _, _, _ in IOError() }
    )
}

extension FaultType {
    /// Lets disks fail; see `IOError`.
    package static let ioError = IOError.type
}
