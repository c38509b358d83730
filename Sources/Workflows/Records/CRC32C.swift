/// CRC-32C (Castagnoli), as iSCSI (RFC 3720) defines it: reflected polynomial 0x82F63B78, eight bytes at a time.
package enum CRC32C {
    /// The checksum; that of "123456789" is 0xE3069283.
    package static func checksum(_ bytes: [UInt8]) -> UInt32 { checksum(bytes[...]) }

    /// The checksum of a part of some bytes.
    static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.withUnsafeBytes { buffer in
            tables.withUnsafeBufferPointer { tables in
                var crc = ~UInt32(0)
                var index = 0
                while index + 8 <= buffer.count {
                    let low = crc ^ load(buffer, index)
                    let high = load(buffer, index + 4)
                    crc =
                        tables[7 * 256 + Int(low & 0xFF)]
                        ^ tables[6 * 256 + Int(low >> 8 & 0xFF)]
                        ^ tables[5 * 256 + Int(low >> 16 & 0xFF)]
                        ^ tables[4 * 256 + Int(low >> 24)]
                        ^ tables[3 * 256 + Int(high & 0xFF)]
                        ^ tables[2 * 256 + Int(high >> 8 & 0xFF)]
                        ^ tables[256 + Int(high >> 16 & 0xFF)]
                        ^ tables[Int(high >> 24)]
                    index += 8
                }
                while index < buffer.count {
                    crc = crc >> 8 ^ tables[Int((crc ^ UInt32(buffer[index])) & 0xFF)]
                    index += 1
                }
                return ~crc
            }
        }
    }

    private static func load(_ buffer: UnsafeRawBufferPointer, _ offset: Int) -> UInt32 {
        UInt32(littleEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    /// Eight tables of 256 entries, one after another.
    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 8 * 256)
        for byte in 0..<256 {
            var crc = UInt32(byte)
            for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1 == 1 ? 0x82F6_3B78 : 0) }
            tables[byte] = crc
        }
        for table in 1..<8 {
            for byte in 0..<256 {
                let previous = tables[(table - 1) * 256 + byte]
                tables[table * 256 + byte] = previous >> 8 ^ tables[Int(previous & 0xFF)]
            }
        }
        return tables
    }()
}
