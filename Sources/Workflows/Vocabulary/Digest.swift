internal import Crypto

/// A SHA-256 digest.
package struct Digest: Hashable, Comparable, Sendable, CustomStringConvertible {
    private let words: SIMD4<UInt64>

    /// Digests a text.
    package init(of text: String) {
        var builder = DigestBuilder("text/1")
        builder.add(text)
        self = builder.digest
    }

    fileprivate init(_ hash: SHA256.Digest) {
        words = hash.withUnsafeBytes { bytes in
            var words = SIMD4<UInt64>()
            for index in 0..<4 {
                words[index] = UInt64(
                    bigEndian: bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)
                )
            }
            return words
        }
    }

    /// 64 hexadecimal digits.
    package var description: String { hexadecimal(words: 4) }

    /// The first 16 hexadecimal digits: enough for a line of events.
    package var short: String { hexadecimal(words: 1) }

    private func hexadecimal(words count: Int) -> String {
        String(unsafeUninitializedCapacity: 16 * count) { buffer in
            for index in 0..<16 * count {
                let nibble = UInt8(words[index / 16] >> UInt64(60 - 4 * (index % 16)) & 0xF)
                buffer[index] =
                    nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
            }
            return 16 * count
        }
    }

    package static func < (left: Digest, right: Digest) -> Bool {
        for index in 0..<4 where left.words[index] != right.words[index] {
            return left.words[index] < right.words[index]
        }
        return false
    }

    /// The digest's 32 bytes as four big-endian words, for a digest over digests.
    fileprivate var bigEndianWords: [UInt64] {
        (0..<4).map { words[$0].bigEndian }
    }
}

/// Builds a digest over canonical, length-prefixed fields, so that no two lists of fields share bytes.
package struct DigestBuilder {
    private var hasher = SHA256()

    /// Starts a digest of one kind; the domain keeps kinds apart.
    package init(_ domain: String) {
        add(domain)
    }

    /// Adds a text.
    package mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            addLength(bytes.count)
            hasher.update(bufferPointer: UnsafeRawBufferPointer(bytes))
        }
    }

    /// Adds bytes.
    package mutating func add(bytes: [UInt8]) {
        bytes.withUnsafeBytes { buffer in
            addLength(buffer.count)
            hasher.update(bufferPointer: buffer)
        }
    }

    /// Adds a number.
    package mutating func add(_ number: Int) {
        addLength(number)
    }

    /// Adds another digest.
    package mutating func add(_ digest: Digest) {
        digest.bigEndianWords.withUnsafeBytes { buffer in
            hasher.update(bufferPointer: buffer)
        }
    }

    /// The digest of what was added.
    package var digest: Digest {
        Digest(hasher.finalize())
    }

    private mutating func addLength(_ length: Int) {
        withUnsafeBytes(of: Int64(length).littleEndian) { buffer in
            hasher.update(bufferPointer: buffer)
        }
    }
}
