#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Temporary folders whose processes died before they could remove them.
package enum AbandonedFolders {
    /// How much is removed at a time by default: what is left, the next process takes.
    package static let defaultBudget = 10_000
    /// A folder without a lock is its maker's for a day, whoever that was.
    private static let graceSeconds = 24 * 3600

    /// Removes folders below `root` whose names begin with `prefix` and that nobody holds; gives how many names went.
    ///
    /// What a living process holds stays. Several may do this at the same time. A folder without a lock was made by an
    /// older version, or is being made now: it goes when the process that its name says is gone and it is a day old.
    package static func collect(
        in root: String,
        prefix: String,
        now seconds: Int,
        budget: Int = defaultBudget
    ) -> Int {
        guard let folder = try? Descriptor.folder(root), let names = try? folder.names() else {
            return 0
        }
        var left = budget
        for name in names where left > 0 {
            guard let text = RelativePath([name]).text, text.hasPrefix(prefix),
                let status = try? folder.status(of: name), status.kind == .folder
            else { continue }
            try? collect("\(root)/\(text)", text.dropFirst(prefix.count), status, seconds, &left)
        }
        return budget - left
    }

    private static func collect(
        _ path: String,
        _ rest: Substring,
        _ status: FileStatus,
        _ now: Int,
        _ budget: inout Int
    ) throws(SystemError) {
        let folder = try Descriptor.folder(path)
        guard let lock = try? folder.fileToRead(FolderRemoval.lockName) else {
            let number = rest.split(separator: "-").first.flatMap { pid_t($0) }
            let isOld = now - status.stamp.modified.seconds > graceSeconds
            if isOld, let number, number > 0, kill(number, 0) != 0, errno == ESRCH {
                try FolderRemoval.remove(path, &budget)
            }
            return
        }
        // Whoever gets the lock of a file that was removed meanwhile has come second.
        guard try lock.tryLock(shared: false),
            let now = try? folder.status(of: FolderRemoval.lockName),
            now.isSame(as: try lock.status())
        else { return }
        try FolderRemoval.remove(path, &budget)
    }
}
