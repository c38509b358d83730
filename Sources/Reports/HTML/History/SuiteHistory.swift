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

    /// An earlier execution that held, of a run that fails now.
    package struct Sought: Sendable, Equatable {
        /// The number of the scenario in the suite.
        package let scenario: Int
        /// The run's name.
        package let run: String
        /// The id under which the journal has the execution.
        package let storedID: String
    }

    /// So many earlier executions are sought.
    private static let mostSought = 40

    /// By what a scenario is found in the history.
    private struct World: Hashable {
        let file: String
        let scenario: String
        let variant: String
        let isVirtual: Bool
    }

    /// All series, in the suite's order.
    private let all: [Entry]
    /// What is sought, as far as it was found.
    package var earlier: [EarlierRun] = []

    /// The series of at least two executions, in the suite's order.
    var entries: [Entry] { all.filter { $0.history.executions.count > 1 } }

    /// No history.
    package init() { all = [] }

    /// Finds the scenario of each series; what is of none is left out.
    package init(_ histories: [RunHistory], of suite: SuiteResult) {
        var scenarios: [World: [Int]] = [:]
        for (number, scenario) in suite.scenarios.enumerated() {
            let world = World(
                file: scenario.file,
                scenario: scenario.name,
                variant: scenario.variant?.settingsLabel ?? "",
                isVirtual: scenario.isVirtual
            )
            scenarios[world, default: []].append(number)
        }
        // The places of runs by their names: of those scenarios alone that have a history.
        var runs: [Int: [String: Int]] = [:]
        let found = histories.compactMap { history -> (place: Int, entry: Entry)? in
            let key = history.key
            let world = World(
                file: key.file,
                scenario: key.scenario,
                variant: key.variant,
                isVirtual: key.clock == .virtual
            )
            guard let numbers = scenarios[world] else { return nil }
            // One that broke off before its first run knows no places.
            let first = numbers.first { !suite.scenarios[$0].runs.isEmpty } ?? numbers[0]
            let places = runs[first] ?? Self.places(suite.scenarios[first])
            runs[first] = places
            let place = places[key.run] ?? 0
            return (place, Entry(scenarios: numbers, history: history))
        }
        all =
            found.enumerated().sorted { first, second in
                let places = [first, second].map { found in
                    (found.element.entry.scenarios.first ?? 0, found.element.place, found.offset)
                }
                return places[0] < places[1]
            }
            .map(\.element.entry)
    }

    private static func places(_ scenario: ScenarioResult) -> [String: Int] {
        let names = scenario.runs.enumerated().map { ($0.element.name, $0.offset) }
        return Dictionary(names) { first, _ in first }
    }

    /// The latest earlier execution that held of each run that fails now.
    package func sought(by suite: SuiteResult) -> [Sought] {
        var sought: [Sought] = []
        for (number, scenario) in suite.scenarios.enumerated() {
            let failed = scenario.runs.filter { $0.repetitions.failed > 0 }
            guard !failed.isEmpty else { continue }
            let own = Set(scenario.runs.flatMap { $0.repetitions.compactMap(\.storedID) })
            for run in failed where sought.count < Self.mostSought {
                let executions = all.filter { entry in
                    entry.scenarios.contains(number) && entry.history.key.run == run.name
                }
                .flatMap(\.history.executions)
                .filter { $0.hasPassed == true && $0.storedID.map { !own.contains($0) } ?? false }
                let latest = executions.max { $0.startedAt < $1.startedAt }
                guard let id = latest?.storedID else { continue }
                sought.append(Sought(scenario: number, run: run.name, storedID: id))
            }
        }
        return sought
    }
}
