package import Exploration
package import Scenarios

/// What came of exploring one scenario of several.
package struct ExploredScenario: Sendable {
    /// What came of it.
    package enum Outcome: Sendable {
        /// It was explored; the findings are shrunk.
        case explored(Exploration, [KeptFinding])
        /// It cannot be explored.
        case skipped(String)
    }

    /// The scenario.
    package let scenario: Scenario
    /// What came of it.
    package let outcome: Outcome

    /// Pairs a scenario with what came of it.
    package init(_ scenario: Scenario, _ outcome: Outcome) {
        self.scenario = scenario
        self.outcome = outcome
    }

    /// The search; `nil` where there was none.
    var exploration: Exploration? {
        if case .explored(let exploration, _) = outcome { exploration } else { nil }
    }

    /// The findings.
    package var findings: [KeptFinding] {
        if case .explored(_, let findings) = outcome { findings } else { [] }
    }
}

/// What came of exploring all scenarios.
package struct ExploredSuite: Sendable {
    /// The scenarios, in order.
    package var scenarios: [ExploredScenario] = []
    /// Whether the planted mistake was found; `nil` where it was not looked for.
    package var isCanaryCaught: Bool?
    /// What stopped the search before its end: `time` or a signal's name.
    package var stopped: String?

    /// Nothing was explored yet.
    package init() {}

    /// All findings, the worst first; alike ones in the order of the search.
    package var findings: [(scenario: Scenario, kept: KeptFinding)] {
        scenarios.flatMap { explored in explored.findings.map { (explored.scenario, $0) } }
            .enumerated()
            .sorted { left, right in
                let (first, second) = (
                    left.element.1.finding.violation.promise.harm,
                    right.element.1.finding.violation.promise.harm
                )
                return first == second ? left.offset < right.offset : first < second
            }
            .map { (scenario: $0.element.0, kept: $0.element.1) }
    }
}
