#if canImport(Glibc)
package import Glibc
#elseif canImport(Musl)
package import Musl
#else
package import Darwin
#endif

/// What is at a path.
package enum FileKind: String, Sendable, CaseIterable, CustomStringConvertible {
    /// Bytes that somebody wrote.
    case regular = "a regular file"
    case folder = "a folder"
    case link = "a symbolic link"
    /// A pipe with a name: whoever opens it waits for the other side.
    case fifo = "a FIFO"
    case socket = "a socket"
    case device = "a device"
    case unknown = "something that is no file"

    /// The kind in words, with its article.
    package var description: String { rawValue }

    /// The kind that a mode says.
    package init(mode: mode_t) {
        self =
            switch mode & S_IFMT {
            case S_IFREG: .regular
            case S_IFDIR: .folder
            case S_IFLNK: .link
            case S_IFIFO: .fifo
            case S_IFSOCK: .socket
            case S_IFCHR, S_IFBLK: .device
            default: .unknown
            }
    }
}

/// What the system says of a file.
package struct FileStatus: Sendable, Equatable {
    /// What two paths of one file have in common.
    package struct Identity: Sendable, Hashable {
        package let device: UInt64
        package let number: UInt64
    }

    /// What distinguishes an unchanged file: another content comes with another stamp, but for changes within one tick of the
    /// file system's clock.
    package struct Stamp: Sendable, Hashable {
        package let device: UInt64
        package let number: UInt64
        package let size: Int
        package let modified: Moment
        /// When content, mode or names changed; nobody can set it.
        package let changed: Moment
    }

    /// A time of the file system.
    package struct Moment: Sendable, Hashable, Comparable {
        package let seconds: Int
        package let nanoseconds: Int

        package static func < (left: Moment, right: Moment) -> Bool {
            (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
        }
    }

    /// What it is.
    package let kind: FileKind
    /// How many names it has.
    package let names: Int
    /// The user that it belongs to.
    package let owner: uid_t
    /// Who may do what with it.
    package let permissions: mode_t
    /// What tells it unchanged.
    package let stamp: Stamp

    /// Whether its owner may execute it.
    package var isExecutable: Bool { permissions & S_IXUSR != 0 }

    /// Whether two paths name one file.
    package func isSame(as other: FileStatus) -> Bool {
        identity == other.identity
    }

    /// Which file it is.
    package var identity: Identity { Identity(device: stamp.device, number: stamp.number) }

    init(_ status: stat) {
        kind = FileKind(mode: status.st_mode)
        names = Int(truncatingIfNeeded: status.st_nlink)
        owner = status.st_uid
        permissions = status.st_mode & 0o7777
        #if canImport(Darwin)
        let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
        #else
        let (modified, changed) = (status.st_mtim, status.st_ctim)
        #endif
        stamp = Stamp(
            device: UInt64(truncatingIfNeeded: status.st_dev),
            number: UInt64(truncatingIfNeeded: status.st_ino),
            size: Int(truncatingIfNeeded: status.st_size),
            modified: Moment(seconds: modified.tv_sec, nanoseconds: modified.tv_nsec),
            changed: Moment(seconds: changed.tv_sec, nanoseconds: changed.tv_nsec)
        )
    }

    /// What is at a path, links followed; `nil` where nothing can be found.
    package init?(at path: String) {
        guard let status = try? Self.find(path) else { return nil }
        self = status
    }

    /// What is at a path, links followed; `nil` where there is nothing (stat).
    package static func find(_ path: String) throws(SystemError) -> FileStatus? {
        var status = stat()
        if stat(path, &status) == 0 { return FileStatus(status) }
        let failure = SystemError.latest
        if failure.isMissing { return nil }
        throw failure
    }
}
