/// A set of invariants.
struct InvariantSet: OptionSet {
    let rawValue: UInt32

    static var oneEnding: InvariantSet { InvariantSet(rawValue: 1) }
    static var dependencyOrder: InvariantSet { InvariantSet(rawValue: 2) }
    static var attemptBudget: InvariantSet { InvariantSet(rawValue: 4) }
    static var backoffBounds: InvariantSet { InvariantSet(rawValue: 8) }
    static var cacheHonesty: InvariantSet { InvariantSet(rawValue: 16) }
    static var committedOnce: InvariantSet { InvariantSet(rawValue: 32) }
    static var compensationOrder: InvariantSet { InvariantSet(rawValue: 64) }
    static var effectsOnce: InvariantSet { InvariantSet(rawValue: 1 << 16) }

    init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    init(_ invariant: Invariant) {
        self =
            switch invariant {
            case .oneEnding: .oneEnding
            case .dependencyOrder: .dependencyOrder
            case .attemptBudget: .attemptBudget
            case .backoffBounds: .backoffBounds
            case .cacheHonesty: .cacheHonesty
            case .committedOnce: .committedOnce
            case .compensationOrder: .compensationOrder
            case .effectsOnce: .effectsOnce
            }
    }
}
