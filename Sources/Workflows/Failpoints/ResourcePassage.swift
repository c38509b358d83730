/// The start of an attempt on its way through the failpoint `resource`: what there is of each resource from then on.
package struct ResourcePassage: Sendable, Equatable {
    /// How many agents may work at the same time, where that changes.
    package var permits: Int?
    /// How many tokens a run may use, where that changes.
    package var tokens: Int?
    /// What a run may cost, in millionths of the user's currency unit, where that changes.
    package var costMicros: Int?

    /// An attempt that nothing disturbed yet.
    package init() {}
}
