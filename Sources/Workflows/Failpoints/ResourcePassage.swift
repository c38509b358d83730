/// The start of an attempt on its way through the failpoint `resource`: what there is of each resource from then on.
package struct ResourcePassage: Sendable, Equatable {
    /// How many agents may work at the same time.
    package var permits: Int
    /// How many tokens the run may use.
    package var tokens: Int
    /// What the run may cost, in millionths of the user's currency unit.
    package var costMicros: Int

    /// An attempt for which there is so much; without limit by default.
    package init(permits: Int = .max, tokens: Int = .max, costMicros: Int = .max) {
        self.permits = permits
        self.tokens = tokens
        self.costMicros = costMicros
    }

    /// Lowers what there is to what there is elsewhere.
    package mutating func lower(to other: ResourcePassage) {
        permits = min(permits, other.permits)
        tokens = min(tokens, other.tokens)
        costMicros = min(costMicros, other.costMicros)
    }
}
