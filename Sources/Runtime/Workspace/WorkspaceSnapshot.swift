internal import Files
internal import Workflows

/// A workspace as it was at one time.
struct WorkspaceSnapshot: Sendable {
    private enum Node: Sendable {
        case folder(permissions: UInt32)
        case file(ContentStore.Copied, permissions: UInt32)
        case link(to: [UInt8])
        /// A FIFO, a socket, a device: it cannot be made again.
        case other(FileKind)
    }

    private var nodes: [RelativePath: Node] = [:]
    /// Folders before what they hold.
    private var order: [RelativePath] = []
    /// Those of the workspace itself.
    private let permissions: UInt32

    /// Remembers what lies in a workspace.
    init(
        of folder: borrowing WorkspaceFolder,
        _ store: ContentStore
    ) throws(OperationFailure) {
        permissions = try folder.permissions()
        var cursor = try folder.cursor()
        for entry in try WorkspaceListing(folder).entries {
            guard let node = try Self.node(entry, store, &cursor) else { continue }
            nodes[entry.path] = node
            order.append(entry.path)
        }
    }

    private static func node(
        _ entry: WorkspaceListing.Entry,
        _ store: ContentStore,
        _ cursor: inout FolderCursor
    ) throws(OperationFailure) -> Node? {
        switch entry.status.kind {
        case .folder: return .folder(permissions: UInt32(entry.status.permissions & 0o7777))
        case .regular:
            let permissions = UInt32(entry.status.permissions & 0o777)
            return try store.copy(entry, &cursor).map { .file($0, permissions: permissions) }
        case .link:
            guard let name = entry.path.names.last else { return nil }
            try cursor.move(toFolderOf: entry.path, making: false)
            return (try? cursor.descriptor.target(ofLink: name)).map { .link(to: $0) }
        case .fifo, .socket, .device, .unknown: return .other(entry.status.kind)
        }
    }

    /// Makes the workspace what it was.
    func restore(
        _ folder: borrowing WorkspaceFolder,
        from store: ContentStore
    ) throws(OperationFailure) {
        try folder.setPermissions(permissions | 0o700)
        let now = try WorkspaceListing(folder, opening: true).entries
        var present: [RelativePath: FileStatus] = [:]
        var cursor = try folder.cursor()
        // What a folder holds before the folder.
        for entry in now.reversed() {
            if isKept(entry) {
                present[entry.path] = entry.status
            } else {
                try Self.remove(entry, &cursor)
            }
        }
        cursor = try folder.cursor()
        for path in order {
            guard !Task.isCancelled else { throw .filesCancelled }
            if let node = nodes[path] { try make(node, path, present[path], store, &cursor) }
        }
        try restorePermissions(folder)
    }

    /// Gives folders their permissions, what a folder holds before the folder: it may have become unreachable then.
    private func restorePermissions(
        _ folder: borrowing WorkspaceFolder
    ) throws(OperationFailure) {
        var cursor = try folder.cursor()
        for path in order.reversed() {
            guard case .folder(let permissions)? = nodes[path], let name = path.names.last else {
                continue
            }
            try cursor.move(toFolderOf: path, making: false)
            do throws(SystemError) {
                let now = try cursor.descriptor.status(of: name).permissions
                guard UInt32(now) != permissions else { continue }
                try cursor.descriptor.folder(name).setPermissions(permissions)
            } catch {
                throw .inWorkspace("cannot restore \"\(path.shown)\" in the workspace", error)
            }
        }
        try folder.setPermissions(permissions)
    }

    /// Whether something may stay as it is, or be made what it was in its place.
    private func isKept(_ entry: WorkspaceListing.Entry) -> Bool {
        switch (nodes[entry.path], entry.status.kind) {
        case (.folder, .folder), (.file, .regular), (.link, .link): true
        case (.other(let kind), let now): kind == now
        default: false
        }
    }

    private static func remove(
        _ entry: WorkspaceListing.Entry,
        _ cursor: inout FolderCursor
    ) throws(OperationFailure) {
        guard !Task.isCancelled else { throw .filesCancelled }
        guard let name = entry.path.names.last else { return }
        try cursor.move(toFolderOf: entry.path, making: false)
        let isFolder = entry.status.kind == .folder
        do throws(SystemError) {
            do throws(SystemError) {
                try cursor.descriptor.remove(name, isFolder: isFolder)
            } catch  where error.isRefused {
                // A program may have locked its folder.
                try cursor.descriptor.setPermissions(0o755)
                try cursor.descriptor.remove(name, isFolder: isFolder)
            }
        } catch {
            guard !error.isMissing else { return }
            throw .inWorkspace("cannot remove \"\(entry.path.shown)\" from the workspace", error)
        }
    }

    private func make(
        _ node: Node,
        _ path: RelativePath,
        _ present: FileStatus?,
        _ store: ContentStore,
        _ cursor: inout FolderCursor
    ) throws(OperationFailure) {
        guard let name = path.names.last else { return }
        switch node {
        case .file(let copied, let permissions):
            if let present, copied.isCertainly(present) { return }
            try store.restore(copied, permissions: permissions, at: path, &cursor)
        case .folder where present == nil:
            try cursor.move(toFolderOf: path.appending(name), making: true)
        case .link(let target):
            try cursor.move(toFolderOf: path, making: false)
            if present != nil, (try? cursor.descriptor.target(ofLink: name)) == target { return }
            try? cursor.descriptor.removeFile(name)
            do throws(SystemError) {
                try cursor.descriptor.makeLink(name, to: target)
            } catch {
                throw .inWorkspace("cannot restore \"\(path.shown)\" in the workspace", error)
            }
        case .folder, .other: break
        }
    }
}
