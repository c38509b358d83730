internal import Files
internal import Workflows

/// What lies in a workspace at one time, folders before what they hold.
struct WorkspaceListing: Sendable {
    struct Entry: Sendable {
        let path: RelativePath
        let status: FileStatus
    }

    /// The deepest folder that is looked into, and the most names that are listed.
    private static let (maxDepth, maxEntries) = (100, 1_000_000)

    private(set) var entries: [Entry] = []

    /// Lists a folder; links are listed and not followed. `opening` makes folders accessible that a program closed; the
    /// list says what they were.
    init(
        _ folder: borrowing WorkspaceFolder,
        opening: Bool = false
    ) throws(OperationFailure) {
        var open = [RelativePath([])]
        var cursor = try folder.cursor()
        while let next = open.popLast() {
            // One name more: the cursor goes to the folder that holds it.
            try cursor.move(toFolderOf: next.appending(FileName(".")), making: false)
            for (name, status) in try Self.content(of: cursor.descriptor, at: next) {
                let path = next.appending(name)
                entries.append(Entry(path: path, status: status))
                guard status.kind == .folder else { continue }
                guard path.names.count < Self.maxDepth else {
                    throw Self.excess("folders in folders deeper than \(Self.maxDepth)")
                }
                if opening, status.permissions & 0o700 != 0o700 {
                    let permissions = UInt32(status.permissions) | 0o700
                    try? cursor.descriptor.setPermissions(permissions, of: name)
                }
                open.append(path)
            }
            guard entries.count <= Self.maxEntries else {
                throw Self.excess("more than \(Self.maxEntries) files")
            }
        }
    }

    private static func content(
        of folder: borrowing Descriptor,
        at path: RelativePath
    ) throws(OperationFailure) -> [(FileName, FileStatus)] {
        do throws(SystemError) {
            var content: [(FileName, FileStatus)] = []
            for name in try folder.names() {
                guard !Task.isCancelled else { throw SystemError.cancelled }
                do throws(SystemError) {
                    content.append((name, try folder.status(of: name)))
                } catch  where error.isMissing {
                    // A program at work took it away.
                }
            }
            return content
        } catch {
            if error == .cancelled { throw .filesCancelled }
            throw .inWorkspace("cannot list \"\(path.shown)\" in the workspace", error)
        }
    }

    private static func excess(_ what: String) -> OperationFailure {
        OperationFailure(
            kind: EngineFailure.process.rawValue,
            message: "the workspace holds \(what)",
            isRetryable: false
        )
    }

    /// The regular files that are not as they were in an earlier listing.
    func changedFiles(since earlier: WorkspaceListing) -> [RelativePath] {
        let before = Dictionary(earlier.entries.map { ($0.path, $0.status) }) { first, _ in first }
        return entries.filter { entry in
            entry.status.kind == .regular && before[entry.path] != entry.status
        }
        .map(\.path)
    }

    /// Files that have names outside the workspace too, by all their names in it.
    var filesFromOutside: Set<RelativePath> {
        var names: [FileStatus.Stamp: [RelativePath]] = [:]
        var counts: [FileStatus.Stamp: Int] = [:]
        for entry in entries where entry.status.kind == .regular && entry.status.names > 1 {
            names[entry.status.stamp, default: []].append(entry.path)
            counts[entry.status.stamp] = entry.status.names
        }
        return Set(names.filter { $0.value.count < counts[$0.key] ?? 0 }.flatMap(\.value))
    }
}

extension SystemError {
    /// Means that the work was cancelled.
    static let cancelled = SystemError(errno: -3)
}
