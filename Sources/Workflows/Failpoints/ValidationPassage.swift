/// The validation of an output on its way through the failpoint `validator`.
package struct ValidationPassage: Sendable, Equatable {
    /// What becomes of the verdict.
    package enum Verdict: Sendable, Equatable {
        /// What the validators say.
        case honest
        /// The opposite.
        case flipped
        /// The validators fail.
        case failure(message: String)
    }

    /// What becomes of the verdict.
    package var verdict = Verdict.honest

    /// A validation that nothing disturbed yet.
    package init() {}

    /// Whether its end is decided.
    package var isDecided: Bool {
        if case .failure = verdict { true } else { false }
    }
}
