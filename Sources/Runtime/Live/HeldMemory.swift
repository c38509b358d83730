#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Memory that a call holds while its agent works: every page of it is in use, as an agent's own would be.
final class HeldMemory {
    private let start: UnsafeMutableRawPointer

    /// Takes so many bytes; `nil` where the system has no room for them.
    init?(bytes: Int) {
        guard let start = malloc(bytes) else { return nil }
        // Pages that were never written take no memory.
        memset(start, 0xA5, bytes)
        self.start = start
    }

    deinit { free(start) }
}
