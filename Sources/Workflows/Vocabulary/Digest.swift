internal import Crypto

/// A SHA-256 digest.
package struct Digest: Hashable, Comparable, Sendable, CustomStringConvertible {
    // Four words, first to last: a vector would align every event to 32 bytes.
    private let first: UInt64
    private let second: UInt64
    private let third: UInt64
    private let fourth: UInt64

    /// Digests a text.
    package init(of text: String) {
        var builder = DigestBuilder("text/1")
        builder.add(text)
        self = builder.digest
    }

    fileprivate init(_ hash: SHA256.Digest) {
        self = hash.withUnsafeBytes { Digest(loading: $0) }
    }

    /// The digest with these 32 bytes; missing ones are zero.
    package init(bytes: [UInt8]) {
        let whole = bytes.count < 32 ? bytes + Array(repeating: 0, count: 32 - bytes.count) : bytes
        self = whole.withUnsafeBytes { Digest(loading: $0) }
    }

    private init(loading bytes: UnsafeRawBufferPointer) {
        func word(_ offset: Int) -> UInt64 {
            UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        }
        first = word(0)
        second = word(8)
        third = word(16)
        fourth = word(24)
    }

    private var words: [UInt64] { [first, second, third, fourth] }

    /// 64 hexadecimal digits.
    package var description: String { words.map(Self.hexadecimal).joined() }

    /// The first 16 hexadecimal digits: enough for a line of events.
    package var short: String { Self.hexadecimal(first) }

    private static func hexadecimal(_ word: UInt64) -> String {
        String(unsafeUninitializedCapacity: 16) { buffer in
            for index in 0..<16 {
                let nibble = UInt8(word >> UInt64(60 - 4 * index) & 0xF)
                buffer[index] =
                    nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
            }
            return 16
        }
    }

    /// Hands over the 32 bytes.
    package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        let bigEndian = (
            first.bigEndian, second.bigEndian, third.bigEndian, fourth.bigEndian
        )
        return withUnsafeBytes(of: bigEndian, body)
    }

    package static func < (left: Digest, right: Digest) -> Bool {
        (left.first, left.second, left.third, left.fourth)
            < (right.first, right.second, right.third, right.fourth)
    }

    package func hash(into hasher: inout Hasher) {
        // Its bits are as good as random: one word tells digests apart as well as four.
        hasher.combine(first)
    }
}

/// Builds a digest over canonical, length-prefixed fields, so that no two lists of fields share bytes.
package struct DigestBuilder {
    /// Fields that are not hashed yet: many short ones cost less in one go.
    private var buffer: [UInt8] = []
    private var hasher: SHA256?

    /// From this size on a field is hashed where it is.
    private static let largeField = 4096

    /// Starts a digest of one kind; the domain keeps kinds apart.
    package init(_ domain: String) {
        buffer.reserveCapacity(512)
        add(domain)
    }

    /// Adds a text.
    package mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { add(field: UnsafeRawBufferPointer($0)) }
    }

    /// Adds bytes.
    package mutating func add(bytes: [UInt8]) {
        bytes.withUnsafeBytes { add(field: $0) }
    }

    /// Adds a number.
    package mutating func add(_ number: Int) {
        withUnsafeBytes(of: Int64(number).littleEndian) { buffer.append(contentsOf: $0) }
    }

    /// Adds another digest.
    package mutating func add(_ digest: Digest) {
        digest.withBytes { buffer.append(contentsOf: $0) }
    }

    /// The digest of what was added.
    package var digest: Digest {
        var hasher = hasher ?? SHA256()
        buffer.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        return Digest(hasher.finalize())
    }

    private mutating func add(field: UnsafeRawBufferPointer) {
        add(field.count)
        guard field.count >= Self.largeField else {
            buffer.append(contentsOf: field)
            return
        }
        var hasher = hasher ?? SHA256()
        buffer.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        buffer.removeAll(keepingCapacity: true)
        hasher.update(bufferPointer: field)
        self.hasher = hasher
    }
}
