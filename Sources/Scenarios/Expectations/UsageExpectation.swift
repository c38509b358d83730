internal import Quantities
internal import Shapes
package import Workflows

/// All calls of the run used so many tokens.
package struct TokensExpectation: RunCondition {
    /// How many.
    package let bound: AmountBound

    /// Expects the tokens to be within a bound.
    package init(_ bound: AmountBound) {
        self.bound = bound
    }

    package func mismatch(in evidence: RunEvidence) -> Mismatch? {
        let tokens = evidence.record.tokens
        guard tokens.map({ bound.contains($0) }) != true else { return nil }
        return ("tokens \(bound.text)", tokens.map { String($0) } ?? unknownUsage)
    }
}

/// All calls of the run cost so much.
package struct CostExpectation: RunCondition {
    /// How much.
    package let bound: AmountBound

    /// Expects the cost to be within a bound.
    package init(_ bound: AmountBound) {
        self.bound = bound
    }

    package func mismatch(in evidence: RunEvidence) -> Mismatch? {
        let micros = evidence.record.costMicros
        guard micros.map({ bound.contains(micros: $0) }) != true else { return nil }
        return ("cost \(bound.text)", micros.map(CostText.text) ?? unknownUsage)
    }
}

/// All agents of the run made so many calls, each of its own counted.
package struct RequestsExpectation: RunCondition {
    /// How many.
    package let bound: AmountBound

    /// Expects the number of calls to be within a bound.
    package init(_ bound: AmountBound) {
        self.bound = bound
    }

    package func mismatch(in evidence: RunEvidence) -> Mismatch? {
        let requests = evidence.record.requests
        guard !bound.contains(requests) else { return nil }
        return ("requests \(bound.text)", String(requests))
    }
}

extension RunRecord {
    /// How many calls there were, as a budget counts them: what undoes work is not limited.
    fileprivate var requests: Int { attempts.values.reduce(0) { $0.addingClamped($1) } }
}

private let unknownUsage = "no agent that says"

extension ExpectationKeys {
    static let tokens = ExpectationKey(
        "tokens",
        .scalar,
        doc: "The tokens that all calls of the run use: \"<= 5000\" or \"1000..2000\"."
    ) { entry, _, problems in
        amount(entry, "<= 5000", &problems)
            .map { [Expectation(TokensExpectation($0), at: entry.place)] } ?? []
    }

    static let cost = ExpectationKey(
        "cost",
        .scalar,
        doc: "What all calls of the run cost: \"<= 0.5\" or \"0.25..0.5\"."
    ) { entry, _, problems in
        amount(entry, "<= 0.5", &problems)
            .map { [Expectation(CostExpectation($0), at: entry.place)] } ?? []
    }

    static let requests = ExpectationKey(
        "requests",
        .scalar,
        doc: "The calls of all agents, those that an agent made by itself included, undoings not: "
            + "\"<= 5000\" or \"1000..2000\"."
    ) { entry, _, problems in
        amount(entry, "<= 5000", &problems)
            .map { [Expectation(RequestsExpectation($0), at: entry.place)] } ?? []
    }

    private static func amount(
        _ entry: ExpectationKey.Entry,
        _ example: String,
        _ problems: inout ProblemList
    ) -> AmountBound? {
        guard let text = entry.node.text else { return nil }
        if let bound = AmountBound(text) { return bound }
        problems.add(
            entry.node,
            entry.path,
            "expected a bound such as \"\(example)\" or a range, found \"\(text)\""
        )
        return nil
    }
}
