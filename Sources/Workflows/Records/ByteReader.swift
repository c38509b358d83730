/// Reads what `ByteWriter` wrote; anything else is an error, never a trap.
package struct ByteReader: Sendable {
    /// Bytes that are not what they should be.
    package struct Malformed: Error, Equatable, Sendable {
        /// What was expected.
        package let expected: String
        /// Where, counted from the first byte.
        package let offset: Int
    }

    private let bytes: [UInt8]
    /// The place of the next byte.
    package private(set) var offset: Int
    private let end: Int

    /// Reads these bytes from their start.
    package init(_ bytes: [UInt8]) {
        self.init(bytes, in: 0..<bytes.count)
    }

    /// Reads a part of these bytes; what lies outside is not read.
    package init(_ bytes: [UInt8], in range: Range<Int>) {
        self.bytes = bytes
        let whole = range.clamped(to: 0..<bytes.count)
        offset = whole.lowerBound
        end = whole.upperBound
    }

    /// Whether everything was read.
    package var isAtEnd: Bool { offset >= end }

    /// The bytes left.
    package var remaining: Int { end - offset }

    /// An error at this place.
    package func malformed(_ expected: String) -> Malformed {
        Malformed(expected: expected, offset: offset)
    }

    /// Reads one byte.
    package mutating func byte() throws(Malformed) -> UInt8 {
        guard offset < end else { throw malformed("a byte") }
        offset += 1
        return bytes[offset - 1]
    }

    /// Reads an unsigned number.
    package mutating func unsigned() throws(Malformed) -> UInt64 {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let next = try byte()
            guard shift < 63 || next <= 1 else { throw malformed("a number of 64 bits") }
            number |= UInt64(next & 0x7F) << shift
            if next & 0x80 == 0 { return number }
            shift += 7
        }
    }

    /// Reads a number.
    package mutating func integer() throws(Malformed) -> Int {
        let raw = try unsigned()
        return Int(Int64(bitPattern: (raw >> 1) ^ (0 &- (raw & 1))))
    }

    /// Reads a number of things that take at least one byte each.
    package mutating func count() throws(Malformed) -> Int {
        let number = try unsigned()
        guard number <= UInt64(remaining) else { throw malformed("\(number) more bytes") }
        return Int(number)
    }

    /// Reads a text.
    package mutating func text() throws(Malformed) -> String {
        let length = try count()
        defer { offset += length }
        guard let text = String(validating: bytes[offset..<offset + length], as: UTF8.self) else {
            throw malformed("UTF-8")
        }
        return text
    }

    /// Reads bytes with their length.
    package mutating func content() throws(Malformed) -> [UInt8] {
        try raw(try count())
    }

    /// Reads so many bytes.
    package mutating func raw(_ length: Int) throws(Malformed) -> [UInt8] {
        guard length >= 0, length <= remaining else { throw malformed("\(length) more bytes") }
        defer { offset += length }
        return Array(bytes[offset..<offset + length])
    }

    /// Reads a digest.
    package mutating func digest() throws(Malformed) -> Digest {
        Digest(bytes: try raw(32))
    }

    /// Reads a duration.
    package mutating func duration() throws(Malformed) -> Duration {
        .microseconds(Int64(try integer()))
    }

    /// Reads four bytes, little-endian.
    package mutating func fixed() throws(Malformed) -> UInt32 {
        try raw(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
}
