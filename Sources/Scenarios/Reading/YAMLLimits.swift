/// How much a scenario file may hold.
enum YAMLLimits {
    /// The largest file in bytes: 1 MiB.
    static let maximumBytes = 1 << 20
    /// The most nodes, with everything that aliases expand to.
    static let maximumNodes = 100_000
    /// The deepest nesting of lists and mappings.
    static let maximumDepth = 64
}
