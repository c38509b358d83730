internal import Files
internal import Workflows

/// Files of a workspace that become part of a result.
struct ArtifactCollection {
    /// The most bytes that they may have together.
    static let mostBytes = 64 << 20

    /// Files that have names outside the workspace.
    let fromOutside: Set<RelativePath>
    /// The files of other phases, as those left them.
    let others: [String: [UInt8]]
    private(set) var files: [PhaseOutput.File] = []
    private var room = mostBytes

    init(fromOutside: Set<RelativePath>, others: [String: [UInt8]]) {
        self.fromOutside = fromOutside
        self.others = others
    }

    /// Takes up a file.
    mutating func add(
        _ entry: WorkspaceListing.Entry,
        from folder: borrowing WorkspaceFolder,
        _ cursor: inout FolderCursor
    ) throws(OperationFailure) {
        guard !Task.isCancelled else { throw .filesCancelled }
        guard !fromOutside.contains(entry.path) else {
            throw .leaving(entry.path, because: "it has other names (hard links) elsewhere")
        }
        guard let path = entry.path.text else {
            throw OperationFailure(
                kind: EngineFailure.process.rawValue,
                message: "the name of the file \"\(entry.path.shown)\" is not UTF-8",
                isRetryable: false
            )
        }
        let bytes = try folder.read(entry.path, limit: room, &cursor)
        guard others[path] != bytes else { return }
        room -= bytes.count
        files.append(
            PhaseOutput.File(path: path, bytes: bytes, isExecutable: entry.status.isExecutable)
        )
    }
}
