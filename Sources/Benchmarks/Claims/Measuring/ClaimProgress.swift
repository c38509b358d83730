package import Statistics

/// How far the measurement of a scenario's claims is.
package struct ClaimProgress: Sendable, Equatable {
    /// The scenario's name.
    package let scenario: String
    /// The claim that is measured longest.
    package let claim: String
    /// The pairs that are measured.
    package let done: Int
    /// The pairs that will be, at most.
    package let total: Int
    /// The ratio candidate / baseline so far, or the share; `nil` where it is not looked at now.
    package var interval: RatioInterval?
}
