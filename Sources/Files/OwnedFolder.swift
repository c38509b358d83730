#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A folder for temporary files that a living process has: it holds a lock in it, which the kernel releases when the
/// process dies, however it dies. Process ids would not do: they are reused, and containers have their own.
package final class OwnedFolder: Sendable {
    /// The folder.
    package let path: String
    private let folder: Descriptor
    private let lock: Descriptor

    /// Makes a folder that was not there before.
    package init(making path: String) throws(SystemError) {
        let parent = try Self.parent(of: path)
        let name = Self.name(of: path)
        var tries = 0
        while true {
            tries += 1
            do throws(SystemError) {
                try parent.makeFolder(name, permissions: 0o700)
                let folder = try parent.folder(name)
                lock = try Self.locked(folder)
                self.folder = folder
                self.path = path
                return
            } catch
                where tries < 5
                && (error.errno == EWOULDBLOCK || error.isMissing || tries > 1 && error.isTaken)
            {
                // Before it was locked another process took it for an abandoned one.
                poll(nil, 0, 5)
            }
        }
    }

    private static func locked(_ folder: borrowing Descriptor) throws(SystemError) -> Descriptor {
        let lock = try folder.newFile(FolderRemoval.lockName, permissions: 0o600)
        guard try lock.tryLock(shared: true),
            try folder.status(of: FolderRemoval.lockName).isSame(as: try lock.status())
        else { throw SystemError(errno: EWOULDBLOCK) }
        return lock
    }

    /// The folder that a path's last name is in.
    private static func parent(of path: String) throws(SystemError) -> Descriptor {
        let start = startOfName(in: path)
        return try Descriptor.folder(start == path.startIndex ? "." : String(path[..<start]))
    }

    private static func name(of path: String) -> FileName {
        FileName(path[startOfName(in: path)...])
    }

    private static func startOfName(in path: String) -> String.Index {
        path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    }

    /// Has a folder together with the process that made it: the nearest one around a path that somebody holds, or
    /// `nil` if there is none.
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
            self.folder = folder
            self.path = candidate
            return
        }
        return nil
    }

    /// Removes the folder and all that lies in it.
    package func remove() {
        guard let parent = try? Self.parent(of: path) else { return }
        var removal = FolderRemoval(budget: .max)
        try? removal.remove(folder, named: Self.name(of: path), in: parent)
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
