import TestSupport
import Testing
import Workflows

@Suite("CRC-32C")
struct CRC32CTests {
    // "123456789" is the check value of the catalogue of parametrised CRC algorithms; the others are those of RFC 3720,
    // B.4, which writes them byte by byte.
    @Test(
        "known vectors",
        arguments: [
            ([], 0x0000_0000),
            (Array("123456789".utf8), 0xE306_9283),
            (Array(repeating: 0, count: 32), 0x8A91_36AA),
            (Array(repeating: 0xFF, count: 32), 0x62A8_AB43),
            (Array(0..<32), 0x46DD_794E),
            (Array((0..<32).reversed()), 0x113F_DB5C),
        ] as [([UInt8], UInt32)]
    )
    func vectors(bytes: [UInt8], checksum: UInt32) {
        #expect(CRC32C.checksum(bytes) == checksum)
    }

    /// One bit after another, straight from the polynomial.
    private func slow(_ bytes: [UInt8]) -> UInt32 {
        var crc = ~UInt32(0)
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1 == 1 ? 0x82F6_3B78 : 0) }
        }
        return ~crc
    }

    @Test("eight bytes at a time give the same as one bit at a time, at every length")
    func sameAsSlow() {
        var source = SplitMix64(seed: 1)
        for length in 0..<200 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &source) }
            #expect(CRC32C.checksum(bytes) == slow(bytes), "\(length) bytes")
        }
    }
}
