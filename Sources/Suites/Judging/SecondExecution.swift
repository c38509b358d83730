internal import Invariants
internal import Scenarios
internal import Workflows

/// Invariants that need a second execution of a scenario, on a virtual clock: what was executed again tells whether the
/// first time was right.
struct SecondExecution: Sendable {
    /// Makes the world of an execution.
    typealias MakingWorld = @Sendable (Scenario) -> VirtualSessionWorld

    /// How a run ended, for itself and for the world.
    typealias Ending = RunEnding

    private let scenario: Scenario
    private let seed: UInt64
    private let isCancelled: @Sendable () -> Bool
    private let makeWorld: MakingWorld

    init(
        _ scenario: Scenario,
        seed: UInt64,
        isCancelled: @escaping @Sendable () -> Bool = { false },
        in makeWorld: @escaping MakingWorld = { VirtualSessionWorld($0) }
    ) {
        self.scenario = scenario
        self.seed = seed
        self.isCancelled = isCancelled
        self.makeWorld = makeWorld
    }

    /// What is wrong with an execution, by the invariants that the scenario names.
    func findings(
        in result: ScenarioResult
    ) async throws(WorkflowGraph.Defect) -> [(Invariant, InvariantViolation)] {
        guard !result.wasCancelled, !isCancelled() else { return [] }
        var findings: [(Invariant, InvariantViolation)] = []
        if scenario.invariants.contains(.resumeParity) {
            let endings = result.runs.map { run in
                run.repetitions.first.map { Ending(record: $0.record, effects: $0.effects) }
            }
            if let violation = try await disparity(in: endings) {
                findings.append((.resumeParity, violation))
            }
        }
        if scenario.invariants.contains(.determinism),
            let violation = try await difference(from: result.traceHash)
        {
            findings.append((.determinism, violation))
        }
        return findings
    }

    /// Executes the whole scenario again, on another thread and after another seed; says where its events have another
    /// hash. What a thread or an earlier execution leaves behind must not show.
    func difference(
        from hash: Digest
    ) async throws(WorkflowGraph.Defect) -> InvariantViolation? {
        let thread = OwnThread()
        defer { thread.end() }
        let again = await Task(executorPreference: thread) {
            () -> Result<Digest, WorkflowGraph.Defect> in
            do throws(WorkflowGraph.Defect) {
                try await executeOther()
                return .success(try await traceHash())
            } catch {
                return .failure(error)
            }
        }.value
        let other = try again.get()
        guard other != hash, !isCancelled() else { return nil }
        return InvariantViolation(
            Event.Run(name: scenario.name),
            0,
            "the same seed gave the trace \(hash.short), and executed again \(other.short)"
        )
    }

    /// Executes what is first of the scenario by another seed: enough for something to be left behind.
    private func executeOther() async throws(WorkflowGraph.Defect) {
        var session = ScenarioSession(scenario, seed: seed &+ 1, in: makeWorld(scenario))
        _ = try await session.executeBatch()
    }

    private func traceHash() async throws(WorkflowGraph.Defect) -> Digest {
        let recorder = EventRecorder()
        var session = ScenarioSession(scenario, seed: seed, in: makeWorld(scenario))
        while !isCancelled(), let batch = try await session.executeBatch() {
            recorder.take(batch.runs)
        }
        return recorder.finish().traceHash
    }

    /// Executes each run that was killed and resumed without its death; says where the resumed one ended otherwise.
    /// `endings` has the first repetition of each run.
    func disparity(
        in endings: [Ending?]
    ) async throws(WorkflowGraph.Defect) -> InvariantViolation? {
        for place in scenario.runs.indices {
            guard scenario.runs[place].interruption?.isDeath == true,
                scenario.runs[place].resumes == nil
            else { continue }
            let row = lives(of: place)
            guard let last = row.last, last != place, let resumed = endings[last],
                scenario.runs[last].interruption == nil
            else { continue }
            if let violation = repeated(row, endings.map { $0?.record }) { return violation }
            guard let whole = try await uninterrupted(place) else { return nil }
            if let disparity = resumed.disparity(from: whole) {
                return InvariantViolation(resumed.record.run, 0, disparity.message)
            }
        }
        return nil
    }

    /// The places of a run and of those that resume it, one after another.
    private func lives(of first: Int) -> [Int] {
        var row = [first]
        for place in scenario.runs.indices.dropFirst(first + 1) {
            guard let name = scenario.runs[place].resumes else { continue }
            if row.contains(where: { scenario.runs[$0].name == name }) { row.append(place) }
        }
        return row
    }

    /// What was committed before a death and is executed again after it.
    private func repeated(_ row: [Int], _ records: [RunRecord?]) -> InvariantViolation? {
        for (before, after) in zip(row, row.dropFirst()) {
            guard let dead = records[before], let alive = records[after],
                let lost = ResumeDisparity(committedBy: dead, executedAgainBy: alive)
            else { continue }
            return InvariantViolation(alive.run, 0, lost.message)
        }
        return nil
    }

    /// A run as it ends where it is not killed; what comes before it is executed as it was.
    private func uninterrupted(_ place: Int) async throws(WorkflowGraph.Defect) -> Ending? {
        let variant = scenario.uninterrupted(upTo: place)
        var session = ScenarioSession(variant, seed: seed, in: makeWorld(variant))
        while !isCancelled(), let batch = try await session.executeBatch() {
            if batch.run == place, let run = batch.runs.first {
                return Ending(run.trace)
            }
        }
        return nil
    }
}
