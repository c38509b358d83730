internal import Crypto

/// The SHA-256 of bytes that come piece by piece: what `sha256sum` says of a file with all of them.
package struct StreamDigest: Sendable {
    private var hasher = SHA256()

    /// No bytes yet.
    package init() {}

    /// Takes the next bytes; how they are cut makes no difference.
    package mutating func add(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    }

    /// The digest of the bytes so far.
    package var digest: Digest { Digest(hasher.finalize()) }
}
