internal import Workflows

/// What a byte of the lock file means: a kind of thing and its name.
enum LockName {
    /// A run that is being executed.
    case run(String)
    /// A database that is being opened.
    case opening(String)
    /// A result that is being made.
    case flight(Digest)

    /// The lock file's name within a state folder.
    static let file = "locks"

    /// The byte: 62 bits of a digest; runs and databases have the lower half of a file's range, flights the upper.
    var offset: Int64 {
        switch self {
        case .run(let id): Self.bits(of: "run", id)
        case .opening(let file): Self.bits(of: "opening", file)
        case .flight(let key): Self.bits(of: "flight", key.description) | (1 << 62)
        }
    }

    private static func bits(of kind: String, _ name: String) -> Int64 {
        var builder = DigestBuilder("lock/1")
        builder.add(kind)
        builder.add(name)
        return builder.digest.withBytes { bytes in
            Int64(UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)) >> 2)
        }
    }
}
