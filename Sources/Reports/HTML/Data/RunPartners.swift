internal import Suites

/// With which run a page compares one that failed, until its reader chooses another: one that held and is as like it as
/// possible.
struct RunPartners {
    /// A run that a page lists.
    struct Place: Hashable, Sendable {
        /// The number of its scenario.
        let scenario: Int
        /// Its place among the listed runs of the scenario.
        let place: Int
    }

    /// A listed run, and what counts of it.
    private struct Listed {
        let place: Place
        let name: String
        let hasFailed: Bool
    }

    /// Variants of one scenario.
    private struct Family: Hashable {
        let file: String
        let name: String
        let run: String
    }

    private var partners: [Place: Place] = [:]
    /// The runs that failed, and what they are compared with.
    private var compared: Set<Place> = []

    /// - Parameters:
    ///   - earlier: Runs of earlier suites that held: more alike than another run of the scenario.
    ///   - hasSteps: Whether the steps of a scenario's run, by its id, are kept: only such can be compared.
    init(
        _ suite: SuiteResult,
        _ listing: RunListing,
        earlier: [EarlierRun] = [],
        hasSteps: (Int, String) -> Bool
    ) {
        let scenarios = suite.scenarios.enumerated().map { number, scenario in
            Self.listed(scenario, number, listing.places[number]) { hasSteps(number, $0) }
        }
        var families: [Family: Place] = [:]
        for (scenario, listed) in zip(suite.scenarios, scenarios) {
            for each in listed where !each.hasFailed {
                let family = Family(file: scenario.file, name: scenario.name, run: each.name)
                if families[family] == nil { families[family] = each.place }
            }
        }
        for (scenario, listed) in zip(suite.scenarios, scenarios) {
            for (index, failed) in listed.enumerated() where failed.hasFailed {
                let family = Family(file: scenario.file, name: scenario.name, run: failed.name)
                let alike =
                    Self.nearest(to: index, in: listed) { $0.name == failed.name }
                    ?? families[family]
                let hasEarlier = earlier.contains { run in
                    run.scenario == failed.place.scenario && run.run == failed.name
                }
                let partner =
                    alike ?? (hasEarlier ? nil : Self.nearest(to: index, in: listed) { _ in true })
                partners[failed.place] = partner
                compared.formUnion([failed.place, partner].compactMap(\.self))
            }
        }
    }

    /// The run that one is compared with; `nil` where none held.
    subscript(scenario: Int, place: Int) -> Place? {
        partners[Place(scenario: scenario, place: place)]
    }

    /// Whether it is a run that failed, or one that such a run is compared with.
    func isCompared(_ scenario: Int, _ place: Int) -> Bool {
        compared.contains(Place(scenario: scenario, place: place))
    }

    private static func listed(
        _ scenario: ScenarioResult,
        _ number: Int,
        _ places: [[Int]],
        hasSteps: (String) -> Bool
    ) -> [Listed] {
        // What breaks an invariant did not hold, whatever was expected of it.
        let broken = Set(scenario.invariantFailures.map(\.run))
        var listed: [Listed] = []
        var place = 0
        for (index, places) in zip(scenario.runs.indices, places) where !places.isEmpty {
            let run = scenario.runs[index]
            for repetition in places.map({ run.repetitions[$0] }) {
                if hasSteps(repetition.id) {
                    listed.append(
                        Listed(
                            place: Place(scenario: number, place: place),
                            name: run.name,
                            hasFailed: !repetition.failures.isEmpty
                                || broken.contains(repetition.id)
                        )
                    )
                }
                place += 1
            }
        }
        return listed
    }

    /// The latest run before one that held; where there is none, the first one after it.
    private static func nearest(
        to index: Int,
        in listed: [Listed],
        where isMeant: (Listed) -> Bool
    ) -> Place? {
        func holds(_ run: Listed) -> Bool { !run.hasFailed && isMeant(run) }
        return (listed[..<index].last(where: holds) ?? listed[index...].first(where: holds))?.place
    }
}
