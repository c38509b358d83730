internal import Files
internal import Workflows

/// The folder of a workspace, held open: whatever an agent puts in place of it or in it, no byte lands elsewhere.
///
/// Names are looked up one by one from the open folder, and no link is followed. Nothing is synchronised to the disk: a
/// workspace ends with its process.
struct WorkspaceFolder: ~Copyable, Sendable {
    /// The most names in the path of an answered file: far more than anybody has, and few enough for the system to
    /// name the file by its path.
    private static let deepest = 200

    let path: String
    let root: Descriptor

    /// Opens the folder, which was just made.
    init(_ path: String) throws(OperationFailure) {
        self.path = path
        do throws(SystemError) {
            root = try Descriptor.folder(path)
        } catch {
            throw .inWorkspace("cannot open the workspace", error)
        }
    }

    /// Refuses to continue where the path no longer leads to the folder: programs are started at the path.
    func requireInPlace() throws(OperationFailure) {
        if let found = FileStatus(at: path), let held = try? root.status(), found.isSame(as: held) {
            return
        }
        throw OperationFailure(
            kind: EngineFailure.pathEscape.rawValue,
            message: "the workspace is no longer the folder that it was: a program moved it, "
                + "removed it or put something else in its place",
            isRetryable: false
        )
    }

    /// Who may do what with the folder itself.
    func permissions() throws(OperationFailure) -> UInt32 {
        do throws(SystemError) {
            return UInt32(try root.status().permissions)
        } catch {
            throw .inWorkspace("cannot look at the workspace", error)
        }
    }

    /// Says who may do what with the folder itself.
    func setPermissions(_ permissions: UInt32) throws(OperationFailure) {
        do throws(SystemError) {
            try root.setPermissions(permissions)
        } catch {
            throw .inWorkspace("cannot restore the workspace", error)
        }
    }

    /// Starts at the folder itself.
    func cursor() throws(OperationFailure) -> FolderCursor {
        try FolderCursor(root)
    }

    /// Writes a file, and makes the folders that it lies in; one that is there as it should be stays.
    func write(
        _ file: PhaseOutput.File,
        _ cursor: inout FolderCursor
    ) throws(OperationFailure) {
        let path = RelativePath(file.path)
        guard let name = path.names.last else { return }
        guard path.names.count <= Self.deepest else {
            throw OperationFailure(
                kind: EngineFailure.ioError.rawValue,
                message: "cannot write \"\(path.shown)\" to the workspace: expected at most "
                    + "\(Self.deepest) names in its path, found \(path.names.count)",
                isRetryable: false
            )
        }
        try cursor.move(toFolderOf: path, making: true)
        do throws(SystemError) {
            if try cursor.holds(file, as: name) { return }
            let opened = try cursor.open(name, permissions: file.isExecutable ? 0o777 : 0o666)
            let status = try opened.status()
            guard status.kind == .regular, status.names == 1 else {
                throw SystemError.notPlain
            }
            try opened.truncate()
            try opened.write(file.bytes)
            if file.isExecutable != status.isExecutable {
                // Whoever may read it may execute it, or nobody may.
                let others = UInt32(status.permissions) & 0o666
                let readers = (others & 0o444) >> 2
                try opened.setPermissions(file.isExecutable ? others | readers | 0o100 : others)
            }
        } catch {
            throw cursor.refusal(of: name, at: path, "cannot write", error)
        }
    }

    /// Whether there is a file that its owner may execute.
    func isExecutable(_ path: RelativePath, _ cursor: inout FolderCursor) -> Bool {
        guard let name = path.names.last, path.names.count <= Self.deepest,
            (try? cursor.move(toFolderOf: path, making: false)) != nil,
            let status = try? cursor.descriptor.status(of: name)
        else { return false }
        return status.kind == .regular && status.isExecutable
    }

    /// Takes away a file, if it is still one.
    func remove(_ path: RelativePath, _ cursor: inout FolderCursor) {
        guard let name = path.names.last,
            (try? cursor.move(toFolderOf: path, making: false)) != nil
        else { return }
        try? cursor.descriptor.removeFile(name)
    }

    /// The content of a file of at most so many bytes.
    func read(
        _ path: RelativePath,
        limit: Int,
        _ cursor: inout FolderCursor
    ) throws(OperationFailure) -> [UInt8] {
        guard let name = path.names.last else { return [] }
        try cursor.move(toFolderOf: path, making: false)
        do throws(SystemError) {
            let file = try cursor.descriptor.fileToRead(name)
            let status = try file.status()
            guard status.kind == .regular else { throw SystemError.notPlain }
            guard status.stamp.size <= limit else { throw SystemError.tooLarge }
            return try file.bytes(atMost: status.stamp.size)
        } catch {
            throw cursor.refusal(of: name, at: path, "cannot read", error)
        }
    }
}

extension OperationFailure {
    /// Something in the workspace did not work.
    static func inWorkspace(_ what: String, _ error: SystemError) -> OperationFailure {
        OperationFailure(
            kind: EngineFailure.ioError.rawValue,
            message: "\(what): \(error)",
            isRetryable: false
        )
    }

    /// A file would leave the workspace.
    static func leaving(_ path: RelativePath, because reason: String) -> OperationFailure {
        OperationFailure(
            kind: EngineFailure.pathEscape.rawValue,
            message: "the file \"\(path.shown)\" would leave the workspace: \(reason)",
            isRetryable: false
        )
    }

    /// The work on files was cancelled.
    static let filesCancelled = OperationFailure(
        kind: EngineFailure.cancelled.rawValue,
        message: "the work on the workspace was called off",
        isRetryable: false
    )
}
