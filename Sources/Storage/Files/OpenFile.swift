internal import Files

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A regular file that is open, whose failures name it. No child process inherits it: that would keep our locks alive.
struct OpenFile: ~Copyable, Sendable {
    /// What a file is opened for.
    enum Purpose {
        case reading
        /// Makes the file where it is missing.
        case locking
        /// Does not make the file.
        case lockingExisting
    }

    let path: String
    private let descriptor: Descriptor

    /// The system's number.
    var number: CInt { descriptor.number }

    /// Opens a file (open).
    init(_ path: String, for purpose: Purpose) throws(StorageFailure) {
        let flags =
            switch purpose {
            case .reading: O_RDONLY
            case .locking: O_RDWR | O_CREAT
            case .lockingExisting: O_RDWR
            }
        self.path = path
        descriptor = try Self.open(path, flags)
    }

    private static func open(_ path: String, _ flags: CInt) throws(StorageFailure) -> Descriptor {
        let kind: FileKind
        do throws(SystemError) {
            let descriptor = try Descriptor(path, flags)
            kind = try descriptor.status().kind
            if kind == .regular { return descriptor }
        } catch {
            throw StorageFailure(errno: error.errno, path: path, "cannot be opened")
        }
        // A FIFO hangs whoever reads it.
        throw StorageFailure(.invalid, path: path, "expected a regular file, found \(kind)")
    }

    /// What is at the path; `nil` where nothing is.
    static func status(of path: String) throws(StorageFailure) -> FileStatus? {
        do throws(SystemError) {
            return try FileStatus.find(path)
        } catch {
            throw StorageFailure(errno: error.errno, path: path, "cannot be looked at")
        }
    }

    /// Which file this is, whatever is at its path now.
    func identity() throws(StorageFailure) -> FileStatus.Identity {
        do throws(SystemError) {
            return try descriptor.status().identity
        } catch {
            throw StorageFailure(errno: error.errno, path: path, "cannot be looked at")
        }
    }

    /// Up to `count` bytes from an offset on, fewer at the end of the file.
    func bytes(at offset: Int, count: Int) throws(StorageFailure) -> [UInt8] {
        do throws(SystemError) {
            return try descriptor.bytes(at: offset, count: count)
        } catch {
            throw StorageFailure(errno: error.errno, path: path, "cannot be read")
        }
    }
}

extension StorageFailure {
    /// Says in the system's words why a call failed.
    init(errno number: Int32, path: String, _ what: String) {
        let kind: Kind =
            switch number {
            case ENOENT: .missing
            case ENOTDIR, EISDIR, ELOOP: .invalid
            default: .infrastructure
            }
        self.init(kind, path: path, "\(what): \(SystemError(errno: number))")
    }
}
