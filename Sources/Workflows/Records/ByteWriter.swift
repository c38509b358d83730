/// Appends values to bytes in the one form that records have: little-endian, length-prefixed, numbers as varints.
package struct ByteWriter: Sendable {
    /// The bytes so far.
    package private(set) var bytes: [UInt8] = []

    /// No bytes.
    package init() {}

    /// No bytes, and room for so many.
    init(expecting count: Int) {
        bytes.reserveCapacity(count)
    }

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
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// Appends what the body does, after its length and its CRC-32C.
    mutating func addChecked(_ body: (inout ByteWriter) -> Void) {
        let start = bytes.count
        add(fixed: 0)
        add(fixed: 0)
        body(&self)
        let content = bytes[(start + 8)...]
        let (length, sum) = (UInt32(clamping: content.count), CRC32C.checksum(content))
        put(length, at: start)
        put(sum, at: start + 4)
    }

    private mutating func put(_ number: UInt32, at place: Int) {
        withUnsafeBytes(of: number.littleEndian) { source in
            for (offset, byte) in source.enumerated() { bytes[place + offset] = byte }
        }
    }

    /// Appends bytes as they are, without their length.
    package mutating func append(raw content: [UInt8]) {
        bytes.append(contentsOf: content)
    }
}
