internal import GRDB
internal import Workflows

/// The keys that this process has met, so that a hit need not decode and digest its key again.
final class DecodedKeys {
    private static let limit = 2048
    private var keys: [Digest: CacheKey] = [:]

    /// Keeps a key.
    func add(_ key: CacheKey) {
        if keys.count >= Self.limit { keys.removeAll(keepingCapacity: true) }
        keys[key.digest] = key
    }

    /// The key of a row; `nil` if it does not have the digest stored next to it.
    func key(_ row: Row, digest: Int, parts: Int) throws -> CacheKey? {
        let digest = try row.withUnsafeData(atIndex: digest) {
            Digest(bytes: $0.map { Array($0) } ?? [])
        }
        if let key = keys[digest] { return key }
        let bytes = try row.withUnsafeData(atIndex: parts) { $0.map { Array($0) } ?? [] }
        guard let key = CacheKey(encoded: bytes), key.digest == digest else { return nil }
        add(key)
        return key
    }
}
