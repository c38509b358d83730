#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A folder for temporary files that a living process has: it holds a lock in it, which the kernel lets go of when the
/// process dies, however it dies. Numbers of processes would not do: they come again, and containers have their own.
package final class OwnedFolder: Sendable {
    /// The folder.
    package let path: String
    private let lock: Descriptor

    /// Makes a folder that was not there before.
    package init(making path: String) throws(SystemError) {
        var tries = 0
        while true {
            tries += 1
            do throws(SystemError) {
                lock = try Self.made(path)
                self.path = path
                return
            } catch  where tries < 5 && error.errno == EWOULDBLOCK {
                // Before it was locked another process took it for an abandoned one.
                poll(nil, 0, 5)
            }
        }
    }

    private static func made(_ path: String) throws(SystemError) -> Descriptor {
        try Descriptor.makeFolder(path)
        do throws(SystemError) {
            let folder = try Descriptor.folder(path)
            let lock = try folder.newFile(FolderRemoval.lockName, permissions: 0o600)
            if try lock.tryLock(shared: true),
                try folder.status(of: FolderRemoval.lockName).isSame(as: try lock.status())
            {
                return lock
            }
        } catch  where error.isMissing {
            // It is gone already.
        }
        throw SystemError(errno: EWOULDBLOCK)
    }

    /// Has a folder together with the process that made it: the nearest one around a path that somebody holds, or
    /// `nil` where there is none.
    package init?(around path: String) {
        var names = path.split(separator: "/")
        while !names.isEmpty {
            let candidate = names.map { "/\($0)" }.joined()
            names.removeLast()
            guard let folder = try? Descriptor.folder(candidate),
                let file = try? folder.fileToRead(FolderRemoval.lockName),
                (try? file.tryLock(shared: true)) == true
            else { continue }
            lock = file
            self.path = candidate
            return
        }
        return nil
    }

    /// Removes the folder and all that lies in it.
    package func remove() {
        var budget = Int.max
        _ = try? FolderRemoval.remove(path, &budget)
    }
}

extension Descriptor {
    /// Locks the open file, alone or with others; false where others hold it so that it cannot be (flock).
    func tryLock(shared: Bool) throws(SystemError) -> Bool {
        do throws(SystemError) {
            _ = try Self.retrying { flock(number, (shared ? LOCK_SH : LOCK_EX) | LOCK_NB) }
            return true
        } catch  where error.errno == EWOULDBLOCK {
            return false
        }
    }
}
