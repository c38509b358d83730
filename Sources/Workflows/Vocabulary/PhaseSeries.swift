/// Times of one phase that can be compared: those of its executions, or those of its results from the cache.
package struct PhaseSeries: Hashable, Sendable {
    /// The phase.
    package let phase: PhaseID
    /// Whether the result came from the cache.
    package let isCached: Bool

    /// Names the series; that of executions, where it is not said.
    package init(_ phase: PhaseID, isCached: Bool = false) {
        self.phase = phase
        self.isCached = isCached
    }
}

extension PhaseSeries: ExpressibleByStringLiteral {
    /// Names the series of a phase's executions by a literal.
    package init(stringLiteral value: String) { self.init(PhaseID(value)) }
}
