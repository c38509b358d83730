#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Removes folders that a process had for itself, with whatever its programs left in them.
enum FolderRemoval {
    /// The name of the file that is locked while the folder is in use.
    static let lockName = FileName(".owner")
    /// The deepest folder that is looked into.
    private static let maxDepth = 200

    /// Removes a folder and what lies in it, the lock last, as far as the budget goes; links are not followed.
    static func remove(_ path: String, _ budget: inout Int) throws(SystemError) {
        let root = try Descriptor.folder(path)
        try empty(root, isRoot: true, depth: 0, &budget)
        guard budget > 0 else { return }
        try? root.removeFile(lockName)
        _ = try Descriptor.retrying { rmdir(path) }
    }

    private static func empty(
        _ folder: borrowing Descriptor,
        isRoot: Bool,
        depth: Int,
        _ budget: inout Int
    ) throws(SystemError) {
        for name in try folder.names() where !isRoot || name != lockName {
            guard budget > 0 else { return }
            budget -= 1
            do throws(SystemError) {
                try folder.removeFile(name)
                continue
            } catch  where error.isMissing {
                continue
            } catch {
                // A folder, or one whose rights a program took away.
                try? folder.setPermissions(0o700)
            }
            if let inner = try? folder.folder(name), depth < maxDepth {
                try? inner.setPermissions(0o700)
                try empty(inner, isRoot: false, depth: depth + 1, &budget)
            }
            if budget > 0 { try? folder.remove(name, isFolder: isFolder(name, in: folder)) }
        }
    }

    private static func isFolder(_ name: FileName, in folder: borrowing Descriptor) -> Bool {
        (try? folder.status(of: name))?.kind == .folder
    }
}
