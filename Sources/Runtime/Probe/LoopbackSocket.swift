#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A connection to a loopback port that never waits; closed when it goes.
struct LoopbackSocket: ~Copyable {
    /// What a look at the connection gave.
    enum Received {
        case bytes([UInt8])
        case nothingYet
        case end
        case broken
    }

    #if os(Linux)
    private static let stream = Int32(SOCK_STREAM.rawValue)
    private static let flags = Int32(MSG_NOSIGNAL)
    #else
    private static let stream = SOCK_STREAM
    private static let flags: Int32 = 0
    #endif

    private let descriptor: Int32

    /// Connects; `nil` where nobody listens. On the loopback interface the kernel decides at once.
    init?(connectingTo port: Int) {
        guard let number = UInt16(exactly: port) else { return nil }
        let descriptor = socket(AF_INET, Self.stream, 0)
        guard descriptor >= 0 else { return nil }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = number.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 || errno == EINPROGRESS else {
            close(descriptor)
            return nil
        }
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Sends what the connection takes now; `nil` where it is broken.
    borrowing func send(_ bytes: ArraySlice<UInt8>) -> Int? {
        let count = bytes.withUnsafeBytes { buffer in
            #if canImport(Darwin)
            Darwin.send(descriptor, buffer.baseAddress, buffer.count, Self.flags)
            #elseif canImport(Musl)
            Musl.send(descriptor, buffer.baseAddress, buffer.count, Self.flags)
            #else
            Glibc.send(descriptor, buffer.baseAddress, buffer.count, Self.flags)
            #endif
        }
        if count >= 0 { return count }
        return [EAGAIN, EWOULDBLOCK, EINTR, ENOTCONN].contains(errno) ? 0 : nil
    }

    /// Takes what has arrived.
    borrowing func receive() -> Received {
        var bytes = [UInt8](repeating: 0, count: 64 << 10)
        let count = bytes.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
        if count > 0 { return .bytes(Array(bytes.prefix(count))) }
        if count == 0 { return .end }
        return [EAGAIN, EWOULDBLOCK, EINTR].contains(errno) ? .nothingYet : .broken
    }
}
