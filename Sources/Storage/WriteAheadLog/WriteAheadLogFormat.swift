/// The header of a write-ahead log, whole and with the checksum that it should have.
struct WriteAheadLogHeader: Sendable {
    /// The smallest page that a database can have, in bytes.
    static let smallestPage = 512
    private static let largestPage = 65_536
    private static let formatVersion: UInt32 = 3_007_000

    let isBigEndian: Bool
    let pageSize: Int
    let salts: SIMD2<UInt32>
    let checksum: WriteAheadLogChecksum

    init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        let magic = bytes[...].bigEndianWord(at: 0)
        // The last bit of the magic number says in which order of bytes the checksums were computed.
        guard magic & ~1 == 0x377f_0682 else { return nil }
        isBigEndian = magic & 1 == 1
        pageSize = Int(bytes[...].bigEndianWord(at: 8))
        salts = [bytes[...].bigEndianWord(at: 16), bytes[...].bigEndianWord(at: 20)]
        var sum = WriteAheadLogChecksum(first: 0, second: 0)
        sum.add(bytes[..<24], isBigEndian: isBigEndian)
        checksum = sum
        let stored = WriteAheadLogChecksum(
            first: bytes[...].bigEndianWord(at: 24),
            second: bytes[...].bigEndianWord(at: 28)
        )
        guard sum == stored, bytes[...].bigEndianWord(at: 4) == Self.formatVersion,
            (Self.smallestPage...Self.largestPage).contains(pageSize),
            pageSize & (pageSize - 1) == 0
        else { return nil }
    }
}

/// The header of a frame.
struct WriteAheadLogFrame {
    let page: UInt32
    /// The size of the database in pages, on the last frame of a transaction; else 0.
    let databaseSize: UInt32
    let salts: SIMD2<UInt32>
    let checksum: WriteAheadLogChecksum

    /// Reads at most 24 bytes; what is missing is zero.
    init(_ bytes: ArraySlice<UInt8>) {
        page = bytes.bigEndianWord(at: 0)
        databaseSize = bytes.bigEndianWord(at: 4)
        salts = [bytes.bigEndianWord(at: 8), bytes.bigEndianWord(at: 12)]
        checksum = WriteAheadLogChecksum(
            first: bytes.bigEndianWord(at: 16),
            second: bytes.bigEndianWord(at: 20)
        )
    }

    var isCommit: Bool { databaseSize != 0 }
}

/// The running checksum over a log: each frame's covers all frames before it.
struct WriteAheadLogChecksum: Equatable, Sendable {
    var first: UInt32
    var second: UInt32

    /// Adds bytes; a rest of less than eight counts for nothing.
    mutating func add(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool) {
        bytes.withUnsafeBytes { buffer in
            var (first, second) = (first, second)
            for offset in stride(from: 0, to: buffer.count - 7, by: 8) {
                let left = buffer.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
                let right = buffer.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)
                first &+= (isBigEndian ? UInt32(bigEndian: left) : .init(littleEndian: left))
                first &+= second
                second &+= (isBigEndian ? UInt32(bigEndian: right) : .init(littleEndian: right))
                second &+= first
            }
            (self.first, self.second) = (first, second)
        }
    }
}

extension ArraySlice<UInt8> {
    /// Four bytes at an offset from the start; those beyond the end are zero.
    fileprivate func bigEndianWord(at offset: Int) -> UInt32 {
        dropFirst(offset).prefix(4).enumerated().reduce(0) { word, byte in
            word | UInt32(byte.element) << UInt32(24 - 8 * byte.offset)
        }
    }
}
