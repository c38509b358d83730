internal import Files

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A file whose byte ranges are locked; the kernel releases all of them when the process dies.
///
/// The locks belong to this opening of the file ("open file description locks"): two openings exclude each
/// other within one process too, and closing one does not drop the other's, as POSIX locks would.
final class LockFile: Sendable {
    private let file: OpenFile

    // Linux and Darwin have the same locks under other numbers, which not every header shows.
    #if canImport(Darwin)
    private static let setLock: CInt = 90
    #else
    private static let setLock: CInt = 37
    #endif

    /// Opens the file; makes it where it is missing unless `mustExist`.
    init(_ path: String, mustExist: Bool = false) throws(StorageFailure) {
        file = try OpenFile(path, for: mustExist ? .lockingExisting : .locking)
    }

    /// The file.
    var path: String { file.path }

    /// Which file was opened, whatever is at its path now.
    func identity() throws(StorageFailure) -> FileStatus.Identity { try file.identity() }

    /// Takes the byte if nobody else has it; does not wait. Taking it twice changes nothing.
    func tryLock(byte offset: Int64) throws(StorageFailure) -> Bool {
        var range = Self.range(of: offset, F_WRLCK)
        while fcntl(file.number, Self.setLock, &range) != 0 {
            switch errno {
            case EINTR: continue
            case EAGAIN, EACCES: return false
            default: throw StorageFailure(errno: errno, path: path, "cannot be locked")
            }
        }
        return true
    }

    /// Takes the byte, or gives up after so many milliseconds.
    func lock(byte offset: Int64, within milliseconds: Int) throws(StorageFailure) -> Bool {
        let pause = 5
        for _ in 0...(max(0, milliseconds) / pause) {
            if try tryLock(byte: offset) { return true }
            // The kernel's own waiting call knows no limit.
            poll(nil, 0, CInt(pause))
        }
        return false
    }

    /// Releases the byte.
    func unlock(byte offset: Int64) {
        var range = Self.range(of: offset, F_UNLCK)
        while fcntl(file.number, Self.setLock, &range) != 0, errno == EINTR {}
    }

    private static func range(of offset: Int64, _ kind: CInt) -> flock {
        var range = flock()
        range.l_type = Int16(kind)
        range.l_whence = Int16(SEEK_SET)
        range.l_start = off_t(offset)
        range.l_len = 1
        return range
    }
}
