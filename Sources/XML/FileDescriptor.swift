#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// An open file that is closed when its owner goes; failures are the system's error numbers.
struct FileDescriptor: ~Copyable {
    private let number: CInt
    private var isOpen = true

    /// The error number of a failed system call.
    struct Failure: Error {
        let errno: Int32
    }

    /// What a file is opened for.
    enum Purpose {
        case reading
        /// Empties the file, or makes it.
        case writing
        /// As writing, but does not follow a symbolic link.
        case writingHere
    }

    /// Opens a file (open).
    init(_ path: String, for purpose: Purpose) throws(Failure) {
        let writing = O_WRONLY | O_CREAT | O_TRUNC
        let flags =
            switch purpose {
            // A FIFO that took the place of the file that was looked at must not hang us.
            case .reading: O_RDONLY | O_NONBLOCK
            case .writing: writing
            case .writingHere: writing | O_NOFOLLOW
            }
        number = try Self.retrying { unsafe open(path, flags | O_CLOEXEC, 0o666) }
    }

    /// Up to `count` bytes, none at the end of the file (read).
    func read(atMost count: Int) throws(Failure) -> [UInt8] {
        var failure: Failure?
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            do throws(Failure) {
                filled = try Self.retrying { unsafe systemRead(number, into: buffer) }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Writes all bytes (write).
    func write(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
        var rest = unsafe bytes[...]
        while unsafe !rest.isEmpty {
            let chunk = unsafe UnsafeRawBufferPointer(rebasing: rest)
            let count = try Self.retrying { unsafe systemWrite(number, from: chunk) }
            // A write of nothing without an error would otherwise be repeated forever.
            guard count > 0 else { throw Failure(errno: EIO) }
            unsafe rest = unsafe rest.dropFirst(count)
        }
    }

    /// Waits until the content is on the disk (fsync).
    func synchronise() throws(Failure) {
        _ = try Self.retrying { fsync(number) }
    }

    /// Closes the file and says whether that worked (close).
    mutating func close() throws(Failure) {
        guard isOpen else { return }
        isOpen = false
        // Not retried when interrupted: Linux has let the number go by then.
        if systemClose(number) != 0 { throw Failure(errno: errno) }
    }

    deinit {
        if isOpen { _ = systemClose(number) }
    }

    private static func retrying<Result: SignedInteger>(
        _ call: () -> Result
    ) throws(Failure) -> Result {
        while true {
            let result = call()
            if result != -1 { return result }
            if errno != EINTR { throw Failure(errno: errno) }
        }
    }
}

// Inside the type, its methods hide the C functions of the same names.

private func systemRead(_ number: CInt, into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
    unsafe read(number, buffer.baseAddress, buffer.count)
}

private func systemWrite(_ number: CInt, from bytes: UnsafeRawBufferPointer) -> Int {
    unsafe write(number, bytes.baseAddress, bytes.count)
}

private func systemClose(_ number: CInt) -> CInt {
    close(number)
}
