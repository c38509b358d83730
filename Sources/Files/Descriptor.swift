#if canImport(Glibc)
package import Glibc
#elseif canImport(Musl)
package import Musl
#else
package import Darwin
#endif

/// Something that is open, and closed when its owner goes. No child process inherits it, and no call waits for another
/// side: a FIFO opens at once or not at all.
package struct Descriptor: ~Copyable, Sendable {
    /// The system's number.
    package let number: Int32

    /// Opens a path (open).
    package init(
        _ path: String,
        _ flags: Int32,
        permissions: mode_t = 0o666
    ) throws(SystemError) {
        number = try Self.retrying { open(path, flags | Self.always, permissions) }
    }

    /// Opens a name of an open folder (openat).
    package init(
        _ name: FileName,
        in folder: borrowing Descriptor,
        _ flags: Int32,
        permissions: mode_t = 0o666
    ) throws(SystemError) {
        let base = folder.number
        number = try Self.retrying {
            name.withPointer { openat(base, $0, flags | Self.always, permissions) }
        }
    }

    /// Takes over what is open under a number.
    init(adopting number: Int32) {
        self.number = number
    }

    private static let always = O_CLOEXEC | O_NONBLOCK | O_NOCTTY

    /// What is open (fstat).
    package func status() throws(SystemError) -> FileStatus {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw .latest }
        return FileStatus(status)
    }

    /// What a name of the folder leads to; a link is not followed (fstatat).
    package func status(of name: FileName) throws(SystemError) -> FileStatus {
        var status = stat()
        let result = name.withPointer { fstatat(number, $0, &status, AT_SYMLINK_NOFOLLOW) }
        guard result == 0 else { throw .latest }
        return FileStatus(status)
    }

    /// Reads on, into all of a buffer; fewer bytes at the end of the file (read).
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            let count = try Self.retrying { systemRead(number, rest) }
            guard count > 0 else { break }
            filled += count
        }
        return filled
    }

    /// Up to so many bytes from here on (read).
    package func bytes(atMost count: Int) throws(SystemError) -> [UInt8] {
        var failure: SystemError?
        let bytes = [UInt8](unsafeUninitializedCapacity: max(0, count)) { buffer, filled in
            do throws(SystemError) {
                filled = try read(into: UnsafeMutableRawBufferPointer(buffer))
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Up to so many bytes from an offset on, fewer at the end of the file (pread).
    package func bytes(at offset: Int, count: Int) throws(SystemError) -> [UInt8] {
        var failure: SystemError?
        let bytes = [UInt8](unsafeUninitializedCapacity: max(0, count)) { buffer, filled in
            while filled < buffer.count {
                let rest = UnsafeMutableRawBufferPointer(
                    rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...]
                )
                let place = off_t(offset + filled)
                do throws(SystemError) {
                    let count = try Self.retrying {
                        pread(number, rest.baseAddress, rest.count, place)
                    }
                    guard count > 0 else { return }
                    filled += count
                } catch {
                    failure = error
                    return
                }
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Writes all bytes (write).
    package func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let chunk = UnsafeRawBufferPointer(rebasing: rest)
            let count = try Self.retrying { systemWrite(number, chunk) }
            // A write of nothing without an error would otherwise be repeated forever.
            guard count > 0 else { throw SystemError(errno: EIO) }
            rest = rest.dropFirst(count)
        }
    }

    /// Writes all bytes (write).
    package func write(_ bytes: [UInt8]) throws(SystemError) {
        try bytes.withUnsafeBufferPointer { buffer throws(SystemError) in
            try write(UnsafeRawBufferPointer(buffer))
        }
    }

    deinit { close(number) }

    /// Repeats a call that a signal interrupted.
    package static func retrying<Result: SignedInteger>(
        _ call: () -> Result
    ) throws(SystemError) -> Result {
        while true {
            let result = call()
            if result != -1 { return result }
            let failure = SystemError.latest
            if failure.errno != EINTR { throw failure }
        }
    }
}

// Inside the type, its methods hide the C functions of the same names.

private func systemRead(_ number: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    read(number, buffer.baseAddress, buffer.count)
}

private func systemWrite(_ number: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(number, bytes.baseAddress, bytes.count)
}
