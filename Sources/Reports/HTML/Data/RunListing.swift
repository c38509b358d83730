internal import Suites

/// Which repetitions a report lists one by one, where there are too many for all.
struct RunListing: Sendable {
    /// The places of those that are listed, ascending, for each run of each scenario.
    private(set) var places: [[[Int]]]

    /// At most so many in all: first those that failed, then of each run equally many, the first ones; of more runs than
    /// that the first of each scenario, equally many.
    init(_ suite: SuiteResult, most limit: Int) {
        // By their places: what came of 100,000 runs is not copied to count it.
        let counts = suite.scenarios.map { scenario in
            scenario.runs.indices.map { scenario.runs[$0].repetitions.count }
        }
        guard counts.joined().reduce(0, +) > limit else {
            places = counts.map { $0.map { Array(0..<$0) } }
            return
        }
        var room = limit
        let failed = suite.scenarios.map { scenario in
            scenario.runs.indices.map { Self.failed(scenario.runs[$0], of: scenario, &room) }
        }
        let share = EqualShare.most(of: room, among: counts.joined())
        let runs = share > 0 ? .max : EqualShare.most(of: room, among: counts.map(\.count))
        places = zip(counts, failed).map { counts, failed in
            zip(counts, failed).enumerated().map { place, run in
                let first = min(run.0, max(share, place < runs ? 1 : 0))
                return run.1.isEmpty ? Array(0..<first) : Set(run.1).union(0..<first).sorted()
            }
        }
    }

    /// The places of those that failed, as many as there is room for.
    private static func failed(
        _ run: RunResult,
        of scenario: ScenarioResult,
        _ room: inout Int
    ) -> [Int] {
        // An id begins with its run's name; making the ids of all repetitions would take longer than all else here.
        let broken = scenario.invariantFailures.map(\.run)
        let named = Set(broken.filter { $0.utf8.starts(with: run.name.utf8) })
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
