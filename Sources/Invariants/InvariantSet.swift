/// A set of invariants.
struct InvariantSet: OptionSet {
    let rawValue: UInt32

    static var oneEnding: InvariantSet { InvariantSet(.oneEnding) }
    static var dependencyOrder: InvariantSet { InvariantSet(.dependencyOrder) }
    static var attemptBudget: InvariantSet { InvariantSet(.attemptBudget) }
    static var backoffBounds: InvariantSet { InvariantSet(.backoffBounds) }
    static var cacheHonesty: InvariantSet { InvariantSet(.cacheHonesty) }
    static var committedOnce: InvariantSet { InvariantSet(.committedOnce) }
    static var compensationOrder: InvariantSet { InvariantSet(.compensationOrder) }
    static var legalTransitions: InvariantSet { InvariantSet(.legalTransitions) }
    static var oneKeyOneInput: InvariantSet { InvariantSet(.oneKeyOneInput) }
    static var damagedOutputUnused: InvariantSet { InvariantSet(.damagedOutputUnused) }
    static var requestBudget: InvariantSet { InvariantSet(.requestBudget) }
    static var cacheAccounting: InvariantSet { InvariantSet(.cacheAccounting) }
    static var discardedWorkUnused: InvariantSet { InvariantSet(.discardedWorkUnused) }
    static var bounds: InvariantSet { InvariantSet(.bounds) }
    static var deadline: InvariantSet { InvariantSet(.deadline) }
    static var liveness: InvariantSet { InvariantSet(.liveness) }
    static var reportIsFold: InvariantSet { InvariantSet(.reportIsFold) }
    static var faultAccounting: InvariantSet { InvariantSet(.faultAccounting) }
    static var effectsOnce: InvariantSet { InvariantSet(.effectsOnce) }
    static var corruptionClosed: InvariantSet { InvariantSet(.corruptionClosed) }

    /// Those that are judged by what became of results.
    static var ofResults: InvariantSet { [.cacheHonesty, .discardedWorkUnused] }

    /// Those that look at how phases are tried, committed and undone, and at no event aside.
    static var ofAttempts: InvariantSet {
        [.dependencyOrder, .attemptBudget, .backoffBounds, .committedOnce, .compensationOrder]
    }

    init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    init(_ invariant: Invariant) {
        rawValue = 1 << invariant.place
    }
}
