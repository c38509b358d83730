/// Appends values to bytes in the one form that records have: little-endian, length-prefixed, numbers as varints.
package struct ByteWriter: Sendable {
    /// The bytes so far.
    package private(set) var bytes: [UInt8] = []

    /// No bytes.
    package init() {}

    /// Appends one byte.
    package mutating func add(byte: UInt8) {
        bytes.append(byte)
    }

    /// Appends an unsigned number, seven bits to a byte, low bits first.
    package mutating func add(unsigned number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Appends a number; small ones of either sign take few bytes.
    package mutating func add(_ number: Int) {
        let wide = Int64(number)
        add(unsigned: UInt64(bitPattern: (wide << 1) ^ (wide >> 63)))
    }

    /// Appends a text.
    package mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { buffer in
            add(unsigned: UInt64(buffer.count))
            bytes.append(contentsOf: buffer)
        }
    }

    /// Appends bytes.
    package mutating func add(bytes content: [UInt8]) {
        add(unsigned: UInt64(content.count))
        bytes.append(contentsOf: content)
    }

    /// Appends a digest, 32 bytes.
    package mutating func add(_ digest: Digest) {
        digest.withBytes { bytes.append(contentsOf: $0) }
    }

    /// Appends a duration in microseconds.
    package mutating func add(_ duration: Duration) {
        add(duration.microseconds)
    }

    /// Appends four bytes, little-endian.
    package mutating func add(fixed number: UInt32) {
        for shift in [0, 8, 16, 24] as [UInt32] {
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }

    /// Appends bytes as they are, without their length.
    package mutating func append(raw content: [UInt8]) {
        bytes.append(contentsOf: content)
    }
}
