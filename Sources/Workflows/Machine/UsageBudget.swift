internal import Quantities

/// How much calls of agents may use; what is not said is not limited.
public struct UsageBudget: Sendable, Equatable {
    /// The most tokens.
    public var tokens: Int?
    /// The highest cost, in millionths of the user's currency unit.
    public var costMicros: Int?
    /// The most requests, an agent's own calls included.
    public var requests: Int?

    /// Limits what is said, and nothing else.
    public init(tokens: Int? = nil, costMicros: Int? = nil, requests: Int? = nil) {
        self.tokens = tokens
        self.costMicros = costMicros
        self.requests = requests
    }

    /// Whether nothing is limited.
    package var isUnlimited: Bool { self == UsageBudget() }
}

/// What calls used that have ended, failed ones too.
struct SpentUsage: Sendable, Equatable {
    private var tokens = 0
    private var costMicros = 0
    private var requests = 0

    /// Counts a call; what is too large for a number stays the largest.
    mutating func add(_ usage: Usage, calls: Int) {
        tokens = tokens.addingClamped(max(0, usage.tokens ?? 0))
        costMicros = costMicros.addingClamped(max(0, usage.costMicros ?? 0))
        requests = requests.addingClamped(max(1, calls))
    }

    /// The first limit that is exceeded, in words.
    func excess(over budget: UsageBudget) -> String? {
        first(of: budget) { $0 > $1 }.map { "\($0.limit) is exceeded: \($0.used)" }
    }

    /// The first limit that leaves no room for another call, in words.
    func exhaustion(of budget: UsageBudget) -> String? {
        first(of: budget) { $0 >= $1 }.map { "\($0.limit) is used up: \($0.used)" }
    }

    private func first(
        of budget: UsageBudget,
        where isMet: (_ used: Int, _ limit: Int) -> Bool
    ) -> (limit: String, used: String)? {
        if let limit = budget.tokens, isMet(tokens, limit) {
            return ("\(limit) \(limit == 1 ? "token" : "tokens")", "\(tokens) used")
        }
        if let limit = budget.costMicros, isMet(costMicros, limit) {
            return ("a cost of \(CostText.text(limit))", "\(CostText.text(costMicros)) spent")
        }
        if let limit = budget.requests, isMet(requests, limit) {
            return ("\(limit) \(limit == 1 ? "request" : "requests")", "\(requests) made")
        }
        return nil
    }
}
