internal import Faults
internal import Scenarios
internal import Simulation
internal import Suites
internal import Workflows

/// Executes a scenario as `run` does, whatever is in it, and holds against its invariants what reports would say, too.
struct SessionExecutor {
    private let scenario: Scenario
    private let log: FiringLog
    private let watch: ExecutionWatch
    private let isCancelled: @Sendable () -> Bool

    init(
        _ scenario: Scenario,
        _ log: FiringLog,
        isCancelled: @escaping @Sendable () -> Bool
    ) {
        self.scenario = scenario
        self.log = log
        self.isCancelled = isCancelled
        watch = ExecutionWatch(scenario)
    }

    /// Executes the scenario once; of repeated runs the first repetition. What happened in each run is given once it is
    /// over.
    func execute(
        _ order: ExecutionOrder,
        observer: (RunTrace) -> Void = { _ in }
    ) async throws(WorkflowGraph.Defect) -> ExploredExecution {
        log.begin(order.targets, recordsVisits: order.recordsVisits)
        watch.begin(order.targets)
        let world = VirtualSessionWorld(
            scenario,
            interference: ExploringFaults(scenario.faults.map(\.fault), log),
            isCancelled: isCancelled
        )
        var session = ScenarioSession(scenario, seed: order.seed, in: world)
        session.repetition = 1
        let added = order.targets.map(\.fault)
        let always = AlwaysJudge(scenario)
        var invariants = ScenarioInvariants(scenario, besides: added)
        var execution = ExploredExecution()
        while !isCancelled(), let batch = try await session.executeBatch() {
            let records = batch.runs.map(\.trace.record)
            invariants.take(batch, records)
            for (run, record) in zip(batch.runs, records) {
                watch.note(hashing: run.trace.events[...])
                observer(run.trace)
                if run.trace.status == .failed { watch.noteFailure() }
                execution.violations += always.failures(of: run, record).map { Violation($0) }
                if order.recordsEndings { execution.endings.append(.init(run.trace)) }
            }
        }
        execution.violations += invariants.violations.map { Violation($0.invariant, $0.violation) }
        execution.firings = log.firings
        execution.visits = log.visits
        execution.facts = watch.facts
        execution.hash = watch.hash
        return execution
    }
}

extension Violation {
    /// An entry of `always` that does not hold.
    init(_ failure: ExpectationFailure) {
        self.init(
            promise: .always,
            run: failure.run,
            sequence: 0,
            message: "\(failure.message) (\(failure.location))"
        )
    }
}
