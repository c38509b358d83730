/// How much XML is read before it is refused.
package struct XMLLimits: Sendable, Equatable {
    /// The largest file, in bytes as stored.
    package var maxBytes: Int
    /// The deepest nesting of elements; the root is at depth 1.
    package var maxDepth: Int

    package init(maxBytes: Int = 64 << 20, maxDepth: Int = 64) {
        self.maxBytes = maxBytes
        self.maxDepth = maxDepth
    }

    /// For files that this project has written itself: 1 GiB.
    package static let ownFiles = XMLLimits(maxBytes: 1 << 30)

    /// The longest run of text between two tags, in bytes: what other readers built on libxml2
    /// accept without being told to allow huge files.
    static let maxTextBytes = 10_000_000
}
