package import Scenarios
package import Suites
package import Workflows

/// Kills the process of every run of a scenario at every boundary, resumes it, lets what follows go on, and holds the
/// whole against the uninterrupted execution; then kills the resumes too.
package struct CrashSearch<World: SessionWorld>: Sendable {
    /// Makes the world of an execution.
    package typealias MakingWorld = @Sendable (Scenario) -> World
    typealias Session = ScenarioSession<CrashingWorld<World>>

    let scenario: Scenario
    let seed: UInt64
    let rules: CrashRules
    let isCancelled: @Sendable () -> Bool
    private let makeWorld: MakingWorld

    /// A search in worlds of one kind; nothing new begins once it is cancelled.
    package init(
        _ scenario: Scenario,
        seed: UInt64,
        rules: CrashRules,
        isCancelled: @escaping @Sendable () -> Bool = { false },
        in makeWorld: @escaping MakingWorld
    ) {
        self.scenario = scenario
        self.seed = seed
        self.rules = rules
        self.isCancelled = isCancelled
        self.makeWorld = makeWorld
    }

    /// Tries every boundary.
    package func search() async throws(WorkflowGraph.Defect) -> CrashResult {
        var result = CrashResult(scenario, seed: seed)
        var (whole, subjects) = try await uninterrupted()
        if rules.isTwice, !isCancelled(), !subjects.isEmpty {
            let restless = whole.learn(from: try await uninterrupted().whole)
            for (run, reason) in restless.sorted(by: { $0.key < $1.key }) {
                result.skip(run, because: reason)
            }
            // What follows a run that ends otherwise each time cannot be held against anything.
            if !restless.isEmpty { subjects = [] }
        }
        for subject in subjects where !isCancelled() {
            try await kill(subject, whole, in: &result)
        }
        return result
    }

    /// A session in a fresh world.
    func begin() -> Session {
        Session(scenario, seed: seed, in: CrashingWorld(makeWorld(scenario)))
    }

    /// The execution in which nothing dies, and the batches to kill.
    private func uninterrupted() async throws(WorkflowGraph.Defect) -> (
        whole: UninterruptedExecution, subjects: [CrashSubject<World>]
    ) {
        var whole = UninterruptedExecution()
        var subjects: [CrashSubject<World>] = []
        var session = begin()
        var (place, batchOfRun) = (0, 0)
        while !isCancelled() {
            let isSubject = batchOfRun < rules.batches
            // A copy is where later executions begin, where the world is a value.
            let before = isSubject && scenario.isVirtual ? session : nil
            guard let batch = try await session.executeBatch() else { break }
            if isSubject { subjects.append(CrashSubject(batch: whole.batches.count, at: before)) }
            whole.take(batch)
            (place, batchOfRun) = batch.isLast ? (place + 1, 0) : (place, batchOfRun + 1)
        }
        return (whole, subjects)
    }
}

/// A batch whose runs are killed.
struct CrashSubject<World: SessionWorld>: Sendable {
    /// Its place among all batches of the scenario.
    let batch: Int
    /// A session that executes it next; `nil` where it has to be executed anew up to there.
    let start: ScenarioSession<CrashingWorld<World>>?

    init(batch: Int, at start: ScenarioSession<CrashingWorld<World>>?) {
        self.batch = batch
        self.start = start
    }
}

extension Scenario {
    /// Why the process of a run is not killed; `nil` where it is.
    func reasonAgainstKilling(_ run: ScenarioRun) -> String? {
        if run.interruption?.isDeath == true { return "it says kill" }
        if !run.configuration.hasCheckpoints { return "it has no checkpoints" }
        if !isVirtual, run.repetitions > 1 { return "it is repeated on a real clock" }
        return nil
    }
}
