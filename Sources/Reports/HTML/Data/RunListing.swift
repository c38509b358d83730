internal import Suites

/// Which repetitions a report lists one by one, where there are too many for all.
struct RunListing: Sendable {
    /// The places of those that are listed, ascending, for each run of each scenario.
    private(set) var places: [[[Int]]]

    /// At most about so many in all: first those that failed, then of each run equally many, the first ones.
    ///
    /// The first repetition of each run is always listed.
    init(_ suite: SuiteResult, most limit: Int) {
        let counts = suite.scenarios.map { $0.runs.map(\.repetitions.count) }
        let total = counts.joined().reduce(0, +)
        guard total > limit else {
            places = counts.map { $0.map { Array(0..<$0) } }
            return
        }
        var room = limit
        let failed = suite.scenarios.map { scenario in
            scenario.runs.map { Self.failed($0, of: scenario, &room) }
        }
        let share = EqualShare.most(of: max(0, room), among: counts.joined())
        places = zip(counts, failed).map { counts, failed in
            zip(counts, failed).map { count, failed in
                Array(Set(failed).union(0..<min(count, max(1, share)))).sorted()
            }
        }
    }

    /// The places of those that failed, as many as there is room for.
    private static func failed(
        _ run: RunResult,
        of scenario: ScenarioResult,
        _ room: inout Int
    ) -> [Int] {
        let named = Set(scenario.invariantFailures.map(\.run))
        guard run.repetitions.failed > 0 || !named.isEmpty else { return [] }
        var places: [Int] = []
        for (place, repetition) in run.repetitions.enumerated() where room > 0 {
            guard !repetition.failures.isEmpty || named.contains(repetition.id) else { continue }
            places.append(place)
            room -= 1
        }
        return places
    }
}
