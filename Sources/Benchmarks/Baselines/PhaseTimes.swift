internal import Scenarios
internal import Suites
internal import Workflows

extension [Series] {
    /// Adds to the durations of a virtual scenario's runs how long their phases took.
    mutating func addPhases(of scenario: Scenario) async {
        var known: (seed: UInt64, count: Int, runs: [[PhaseSamples]])?
        for place in indices {
            let series = self[place]
            guard series.isSimulated, series.metric == .duration, series.file == scenario.file,
                series.scenario == scenario.nameInMatrix,
                let run = scenario.runs.firstIndex(where: { $0.name == series.run })
            else { continue }
            let count = series.samples.count
            if known?.seed != series.seed || known?.count != count {
                let runs = await PhaseTimes.measure(scenario, seeds: series.seed, count: count)
                known = (series.seed, count, runs)
            }
            if let runs = known?.runs, runs.indices.contains(run) { self[place].phases = runs[run] }
        }
    }
}

/// How long the phases of a virtual scenario take, so that a comparison can name the one that a change comes from.
enum PhaseTimes {
    /// The times of each run's first repetition, run by run, for so many seeds from `first` on; none for a scenario on a
    /// real clock, and none where the executions were cancelled.
    static func measure(
        _ scenario: Scenario,
        seeds first: UInt64,
        count: Int
    ) async -> [[PhaseSamples]] {
        guard scenario.isVirtual else { return [] }
        let names = scenario.workflow.phases.map(\.id)
        var runs = scenario.runs.map { _ in
            names.map { PhaseSamples(name: $0.name, samples: []) }
        }
        for number in 0..<count {
            let world = VirtualSessionWorld(scenario) { Task.isCancelled }
            var session = ScenarioSession(scenario, seed: first &+ UInt64(number), in: world)
            while !Task.isCancelled, let batch = try? await session.executeBatch() {
                guard runs.indices.contains(batch.run), let run = batch.runs.first else { continue }
                let times = Self.times(in: run.trace.events)
                for (place, name) in names.enumerated() {
                    runs[batch.run][place].samples.append(times[name]?.microseconds ?? 0)
                }
            }
        }
        let isWhole = runs.joined().allSatisfy { $0.samples.count == count }
        return isWhole ? runs : []
    }

    /// From the start of each turn of a phase to its end, summed; undoing a phase is a turn too.
    static func times(in events: [Event]) -> [PhaseID: Duration] {
        var times: [PhaseID: Duration] = [:]
        var since: [PhaseID: Duration] = [:]
        var last = Duration.zero
        for event in events {
            switch event.kind {
            case .phaseStarted(let phase), .compensationStarted(let phase, _):
                if since[phase] == nil { since[phase] = event.time }
            case .phaseEnded(let phase, _), .compensated(let phase, _, _):
                if let start = since.removeValue(forKey: phase) {
                    times[phase, default: .zero] += event.time - start
                }
            case .runResumed:
                // What was running when the run was interrupted ended there.
                for (phase, start) in since { times[phase, default: .zero] += last - start }
                since = [:]
            default: break
            }
            last = event.time
        }
        for (phase, start) in since { times[phase, default: .zero] += last - start }
        return times
    }
}
