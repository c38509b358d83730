internal import Crypto

/// A SHA-256 digest.
///
/// That of an output is computed when it is first asked for: most runs hand outputs on without anybody looking.
package struct Digest: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The 256 bits, first to last.
    struct Words: Hashable, Sendable {
        let first: UInt64
        let second: UInt64
        let third: UInt64
        let fourth: UInt64

        init(_ first: UInt64, _ second: UInt64, _ third: UInt64, _ fourth: UInt64) {
            self.first = first
            self.second = second
            self.third = third
            self.fourth = fourth
        }

        fileprivate init(loading bytes: UnsafeRawBufferPointer) {
            func word(_ offset: Int) -> UInt64 {
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            }
            first = word(0)
            second = word(8)
            third = word(16)
            fourth = word(24)
        }

    }

    /// A computed digest. Every event and every key holds digests: a reference takes the least room.
    private final class Known: Sendable {
        let words: Words

        init(_ words: Words) {
            self.words = words
        }
    }

    private enum Source: Sendable {
        case known(Known)
        case output(PhaseOutput.Content)
    }

    private let source: Source

    /// Digests a text.
    package init(of text: String) {
        var builder = DigestBuilder("text/1")
        builder.add(text)
        self = builder.digest
    }

    /// The digest of an output, computed when it is first asked for.
    init(of content: PhaseOutput.Content) {
        source = .output(content)
    }

    /// The digest with these 32 bytes; missing ones are zero.
    package init(bytes: [UInt8]) {
        let whole = bytes.count < 32 ? bytes + Array(repeating: 0, count: 32 - bytes.count) : bytes
        self.init(whole.withUnsafeBytes { Words(loading: $0) })
    }

    init(_ hash: SHA256.Digest) {
        self.init(hash.withUnsafeBytes { Words(loading: $0) })
    }

    private init(_ words: Words) {
        source = .known(Known(words))
    }

    /// The same digest, computed: it keeps no output in memory.
    package var settled: Digest {
        switch source {
        case .known: self
        case .output(let content): Digest(content.digestWords)
        }
    }

    var words: Words {
        switch source {
        case .known(let known): known.words
        case .output(let content): content.digestWords
        }
    }

    /// 64 hexadecimal digits.
    package var description: String {
        let words = words
        return String(unsafeUninitializedCapacity: 64) { buffer in
            Self.write(words.first, to: buffer, at: 0)
            Self.write(words.second, to: buffer, at: 16)
            Self.write(words.third, to: buffer, at: 32)
            Self.write(words.fourth, to: buffer, at: 48)
            return 64
        }
    }

    /// The first 16 hexadecimal digits: enough for a line of events.
    package var short: String {
        let word = words.first
        return String(unsafeUninitializedCapacity: 16) { buffer in
            Self.write(word, to: buffer, at: 0)
            return 16
        }
    }

    /// Puts the 16 hexadecimal digits of a word at a place of a buffer that has room for them.
    private static func write(
        _ word: UInt64,
        to buffer: UnsafeMutableBufferPointer<UInt8>,
        at start: Int
    ) {
        for index in 0..<16 {
            let nibble = UInt8(word >> UInt64(60 - 4 * index) & 0xF)
            buffer[start + index] =
                nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
        }
    }

    /// Hands over the 32 bytes.
    package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        let words = words
        let bigEndian = (
            words.first.bigEndian, words.second.bigEndian, words.third.bigEndian,
            words.fourth.bigEndian
        )
        return withUnsafeBytes(of: bigEndian, body)
    }

    /// Whether both are known to be equal without a look at their bits: made of one output, or the same value.
    func isIdentical(to other: Digest) -> Bool {
        switch (source, other.source) {
        case (.known(let left), .known(let right)): left === right
        case (.output(let left), .output(let right)): left === right
        default: false
        }
    }

    package static func == (left: Digest, right: Digest) -> Bool {
        switch (left.source, right.source) {
        case (.known(let left), .known(let right)) where left === right: true
        case (.output(let left), .output(let right)) where left === right: true
        default: left.words == right.words
        }
    }

    package static func < (left: Digest, right: Digest) -> Bool {
        let (left, right) = (left.words, right.words)
        return (left.first, left.second, left.third, left.fourth)
            < (right.first, right.second, right.third, right.fourth)
    }

    package func hash(into hasher: inout Hasher) {
        // Its bits are as good as random: one word tells digests apart as well as four.
        hasher.combine(words.first)
    }
}

/// Builds a digest over canonical, length-prefixed fields, so that no two lists of fields share bytes.
package struct DigestBuilder {
    /// Fields that are not hashed yet: many short ones cost less in one go.
    private var buffer: [UInt8] = []
    private var hasher: SHA256?
    /// How many bytes the hasher was given.
    private var hashed = 0

    /// From this size on a field is hashed where it is.
    private static let largeField = 4096

    /// Starts a digest of one kind, over fields of about so many bytes; the domain keeps kinds apart.
    package init(_ domain: String, expecting bytes: Int = 384) {
        // Room for the domain, and for the lengths of the fields.
        buffer.reserveCapacity(min(bytes, Self.largeField) + 128)
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
        flush()
        hasher?.update(bufferPointer: field)
        hashed += field.count
    }

    /// Hashes what was added so far, so that copies of this builder need not do so again.
    ///
    /// Zeros fill up the last of the hash's blocks: what a copy adds begins its own block. How much was added before
    /// has to follow from the fields themselves: a field's own zeros would look the same.
    mutating func seal() {
        let rest = (hashed + buffer.count) % SHA256.blockByteCount
        if rest > 0 {
            buffer.append(contentsOf: repeatElement(0, count: SHA256.blockByteCount - rest))
        }
        flush()
    }

    private mutating func flush() {
        var flushed = hasher ?? SHA256()
        buffer.withUnsafeBytes { flushed.update(bufferPointer: $0) }
        hashed += buffer.count
        buffer.removeAll(keepingCapacity: true)
        hasher = flushed
    }
}
