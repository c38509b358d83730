internal import Scenarios
package import Monitoring
package import Suites

/// The earlier executions of a suite's runs, as its page shows them.
package struct SuiteHistory: Sendable {
    /// A series, and the scenarios that its executions are of: those that differ in their seeds alone.
    struct Entry: Sendable {
        /// The numbers of the scenarios in the suite; one at least.
        let scenarios: [Int]
        /// The executions.
        let history: RunHistory
    }

    /// By what a scenario is found in the history.
    private struct World: Hashable {
        let file: String
        let scenario: String
        let variant: String
        let isVirtual: Bool
    }

    /// The series of at least two executions, in the suite's order.
    let entries: [Entry]

    /// No history.
    package init() { entries = [] }

    /// Finds the scenario of each series; what is of none is left out.
    package init(_ histories: [RunHistory], of suite: SuiteResult) {
        var scenarios: [World: [Int]] = [:]
        var runs: [[String]: Int] = [:]
        for (number, scenario) in suite.scenarios.enumerated() {
            let world = World(
                file: scenario.file,
                scenario: scenario.name,
                variant: scenario.variant?.settingsLabel ?? "",
                isVirtual: scenario.isVirtual
            )
            scenarios[world, default: []].append(number)
            for (place, run) in scenario.runs.enumerated() {
                runs[[scenario.file, scenario.name, run.name]] = place
            }
        }
        let found = histories.compactMap { history -> (place: Int, entry: Entry)? in
            let key = history.key
            let world = World(
                file: key.file,
                scenario: key.scenario,
                variant: key.variant,
                isVirtual: key.clock == .virtual
            )
            guard history.executions.count > 1, let numbers = scenarios[world] else { return nil }
            let place = runs[[key.file, key.scenario, key.run]] ?? 0
            return (place, Entry(scenarios: numbers, history: history))
        }
        entries =
            found.enumerated().sorted { first, second in
                let places = [first, second].map { found in
                    (found.element.entry.scenarios.first ?? 0, found.element.place, found.offset)
                }
                return places[0] < places[1]
            }
            .map(\.element.entry)
    }
}
