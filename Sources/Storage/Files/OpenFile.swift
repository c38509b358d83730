internal import Files

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A file that is open, and closed when its owner goes.
struct OpenFile: ~Copyable, Sendable {
    /// Two files are the same where both numbers are.
    struct Identity: Hashable, Sendable {
        let device: UInt64
        let number: UInt64
    }

    /// What a file is opened for.
    enum Purpose {
        case reading
        /// Makes the file where it is missing.
        case locking
        /// Does not make the file.
        case lockingExisting
    }

    let path: String
    let number: CInt

    /// Opens a file (open).
    init(_ path: String, for purpose: Purpose) throws(StorageFailure) {
        let flags =
            switch purpose {
            case .reading: O_RDONLY
            case .locking: O_RDWR | O_CREAT
            case .lockingExisting: O_RDWR
            }
        self.path = path
        // A child process must not inherit it: it would keep our locks alive.
        number = open(path, flags | O_CLOEXEC | O_NONBLOCK, 0o666)
        guard number >= 0 else {
            throw StorageFailure(errno: errno, path: path, "cannot be opened")
        }
        var status = stat()
        guard fstat(number, &status) == 0, !status.isRegularFile else { return }
        // A FIFO hangs whoever reads it.
        let kind = FileKind(mode: status.st_mode)
        throw StorageFailure(.invalid, path: path, "expected a regular file, found \(kind)")
    }

    /// What stands at the path (stat); `nil` where nothing does.
    static func status(of path: String) throws(StorageFailure) -> stat? {
        var status = stat()
        if stat(path, &status) == 0 { return status }
        if errno == ENOENT { return nil }
        throw StorageFailure(errno: errno, path: path, "cannot be looked at")
    }

    /// Up to `count` bytes from an offset on, fewer at the end of the file (pread).
    func bytes(at offset: Int, count: Int) throws(StorageFailure) -> [UInt8] {
        var failure: Int32?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let rest = UnsafeMutableRawBufferPointer(
                    rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...]
                )
                let got = pread(number, rest.baseAddress, rest.count, off_t(offset + filled))
                if got < 0, errno == EINTR { continue }
                if got < 0 { failure = errno }
                guard got > 0 else { return }
                filled += got
            }
        }
        if let failure { throw StorageFailure(errno: failure, path: path, "cannot be read") }
        return bytes
    }

    deinit { close(number) }
}

extension stat {
    var identity: OpenFile.Identity {
        OpenFile.Identity(
            device: UInt64(truncatingIfNeeded: st_dev),
            number: UInt64(truncatingIfNeeded: st_ino)
        )
    }

    var isRegularFile: Bool { st_mode & S_IFMT == S_IFREG }
    var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
}

extension StorageFailure {
    /// Says in the system's words why a call failed.
    init(errno number: Int32, path: String, _ what: String) {
        let reason = strerror(number).map { String(cString: $0) } ?? "error \(number)"
        let kind: Kind =
            switch number {
            case ENOENT: .missing
            case ENOTDIR, EISDIR, ELOOP: .invalid
            default: .infrastructure
            }
        self.init(kind, path: path, "\(what): \(reason)")
    }
}
