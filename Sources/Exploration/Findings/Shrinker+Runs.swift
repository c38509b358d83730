internal import Scenarios
internal import Workflows

// Runs that a finding does not take.
extension Shrinker {
    /// Leaves out the runs without which it still shows: all of them at once, or else one after another, the last first.
    mutating func dropRuns() async throws {
        let all = scenario.runs.map(\.name)
        var kept = runs ?? all
        let needed = needed(of: kept)
        guard needed.count < kept.count else { return }
        let least = kept.filter(needed.contains)
        if try await take(runs: least) { return }
        for name in kept.reversed() where !needed.contains(name) {
            let fewer = kept.filter { $0 != name }
            // Whoever resumes a run needs it.
            let resumed = scenario.runs.filter { fewer.contains($0.name) }.compactMap(\.resumes)
            guard !resumed.contains(name) else { continue }
            if try await take(runs: fewer) { kept = fewer }
        }
    }

    /// The runs in which a fault acts or the finding shows, and those that they resume.
    private func needed(of names: [String]) -> Set<String> {
        var needed = Set(smallest.map(\.site.run.name))
        let shown = finding.violation.run
        needed.formUnion(names.filter { shown == $0 || shown.hasPrefix("\($0) ") })
        for run in scenario.runs.reversed() {
            if needed.contains(run.name), let resumed = run.resumes { needed.insert(resumed) }
        }
        return needed
    }
}
