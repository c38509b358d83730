internal import Foundation
internal import Locks

/// Ids for stored runs: 128 bits of chance in 32 hexadecimal digits, so that no two runs ever get the same.
///
/// The system's chance is fetched for several ids at once: a suite may need 100,000 of them.
final class RunIDs: Sendable {
    /// The most bytes that the system gives whole (getentropy(3)).
    private static let fetched = 256
    private static let digits = Array("0123456789abcdef".utf8)

    private let rest = Guarded<[UInt8]>([])

    /// An id that was never given before.
    func next() -> String {
        rest.withLock { rest in
            if rest.count < 16 { rest = Self.chance() }
            defer { rest.removeLast(16) }
            return Self.text(rest.suffix(16))
        }
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(unsafeUninitializedCapacity: 2 * bytes.count) { buffer in
            for (place, byte) in bytes.enumerated() {
                buffer[2 * place] = digits[Int(byte >> 4)]
                buffer[2 * place + 1] = digits[Int(byte & 15)]
            }
            return 2 * bytes.count
        }
    }

    private static func chance() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: fetched) { buffer, count in
            count = fetched
            if getentropy(buffer.baseAddress, fetched) == 0 { return }
            for place in 0..<fetched { buffer[place] = .random(in: 0...255) }
        }
    }
}
