internal import Faults
internal import Runtime
internal import Simulation
package import Storage
internal import Workflows

/// Goes on with a run of a state folder: one that was killed, paused, cancelled or failed.
package struct StoredRunResumer: Sendable {
    /// Why a stored run cannot be gone on with.
    package enum Refusal: Error, Sendable, CustomStringConvertible {
        /// No stored run has this name.
        case unknown(String)
        /// There is nothing left to do.
        case alreadyOver(StoredRun)
        /// The scenario has no such run any more.
        case missingRun(String, file: String)
        /// The journal is damaged, or was written by other agents, validators or phases.
        case unfit(StoredRun, String)

        package var description: String {
            switch self {
            case .unknown(let name): "no stored run is called \(name)"
            case .alreadyOver(let run):
                "run \(run.origin.id) (\(run.origin.scenario)/\(run.origin.run)) has "
                    + "\(run.status ?? "ended"): nothing is left to do"
            case .missingRun(let name, let file):
                "\(file): expected a run named \(name), found none"
            case .unfit(let run, let reason): "run \(run.origin.id): \(reason)"
            }
        }
    }

    /// What came of it.
    package struct Outcome: Sendable {
        /// The stored run's id.
        package let id: String
        /// The scenario's name.
        package let scenario: String
        /// The run's name, with the number of the repetition where there are several.
        package let run: String
        /// How many results were taken over.
        package let restored: Int
        /// The bytes of a torn tail that were cut.
        package let cutBytes: Int
        /// What happened.
        package let result: RepetitionResult
    }

    private let surroundings: ScenarioRunner.Surroundings
    private let state: ScenarioState

    /// A resumer for the runs of a state folder.
    package init(_ surroundings: ScenarioRunner.Surroundings, state: ScenarioState) {
        self.surroundings = surroundings
        self.state = state
    }

    /// The stored run that a user means: the newest of that name.
    package static func find(_ name: String, in journal: JournalDatabase) throws -> StoredRun {
        guard let run = try journal.runs(matching: name).first else { throw Refusal.unknown(name) }
        return run
    }

    /// Executes what is left of a run; `load` reads its scenario.
    package func resume(
        _ stored: StoredRun,
        load: (String) throws -> Scenario
    ) async throws -> Outcome {
        if stored.status == "succeeded" || stored.status == "degraded" {
            throw Refusal.alreadyOver(stored)
        }
        let lock = try RunLock(run: stored.origin.id, in: state.folder)
        defer { lock.release() }
        let entries = try state.journal.entries(of: stored.origin.id)
        let scenario = try load(stored.origin.file)
        let (run, plan) = try plan(of: stored, in: scenario)
        let resumption: Resumption
        do throws(Resumption.Refusal) {
            resumption = try Resumption(entries, for: plan)
        } catch {
            throw Refusal.unfit(stored, error.failure.message)
        }
        if resumption.entries.count < entries.count {
            try state.journal.cut(stored.origin.id, from: resumption.entries.count)
        }
        var history = CallHistory(faults: scenario.faults.map(\.fault))
        history.note(resumption.restoration.events, of: plan, run)
        let trace =
            scenario.isVirtual
            ? try executeVirtually(scenario, run, plan, resumption, stored, history)
            : await execute(scenario, run, plan, resumption, stored, history)
        return Outcome(
            id: stored.origin.id,
            scenario: stored.origin.scenario,
            run: stored.origin.run,
            restored: resumption.restoration.phases.count,
            cutBytes: resumption.restoration.cutBytes,
            result: result(of: trace, plan)
        )
    }

    private func result(of trace: RunTrace, _ plan: RunPlan) -> RepetitionResult {
        let executed = ExecutedRun(plan: plan, trace: trace, visits: [:])
        return RepetitionResult(
            id: plan.run.id,
            record: trace.record,
            storedID: trace.storedID,
            status: trace.status,
            error: trace.error,
            response: executed.response?.output.response,
            transcripts: trace.transcripts,
            failures: [],
            recordingFailure: trace.recordingFailure
        )
    }

    private func plan(
        of stored: StoredRun,
        in scenario: Scenario
    ) throws -> (ScenarioRun, RunPlan) {
        let parts = stored.origin.run.split(separator: "#", maxSplits: 1)
        let name = parts.first.map(String.init) ?? ""
        guard let run = scenario.runs.first(where: { $0.name == name }) else {
            throw Refusal.missingRun(name, file: scenario.file)
        }
        // The seed that is stored is the run's own already.
        let plan = try run.plan(
            of: scenario,
            seed: stored.origin.seed,
            environment: scenario.isVirtual ? [:] : surroundings.environment,
            idempotencyScope: scenario.idempotencyScope(of: run)
        )
        let number = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        return (run, number == 0 ? plan : plan.repeated(number))
    }

    private func execute(
        _ scenario: Scenario,
        _ run: ScenarioRun,
        _ plan: RunPlan,
        _ resumption: Resumption,
        _ stored: StoredRun,
        _ history: CallHistory
    ) async -> RunTrace {
        var scale = 1.0
        if case .real(let timeScale) = scenario.clock { scale = timeScale }
        let secrets = scenario.secrets(in: surroundings.environment)
        let world = LiveWorld(
            faults: scenario.faults.map(\.fault),
            surroundings: LiveSurroundings(
                clock: surroundings.clock,
                wall: surroundings.wall,
                workspaces: surroundings.workspaces,
                environment: surroundings.environment,
                secrets: secrets,
                timeScale: scale
            ),
            sharedResults: state.results
        )
        world.catchUp(injector: history.injector, calls: history.calls)
        var order = LiveOrder(plan: plan, agents: run.agents.mapValues(\.agent))
        order.hooks = run.hooks
        order.restoration = resumption.restoration
        order.recordedEntries = resumption.entries.count
        order.journal = StoredRunJournal(
            state.journal,
            origin: stored.origin,
            after: resumption.entries.count
        )
        var trace = await world.run(order)
        trace.storedID = stored.origin.id
        return trace
    }

    private func executeVirtually(
        _ scenario: Scenario,
        _ run: ScenarioRun,
        _ plan: RunPlan,
        _ resumption: Resumption,
        _ stored: StoredRun,
        _ history: CallHistory
    ) throws -> RunTrace {
        let isShared = run.configuration.cacheStore == .shared
        var world = VirtualWorld(
            faults: scenario.faults.map(\.fault),
            shared: isShared ? state.results : nil,
            cacheOrigin: isShared ? surroundings.wall() : VirtualCalendar.start
        )
        world.catchUp(injector: history.injector, calls: history.calls)
        world.replaceJournal(of: plan.run.id, with: resumption.entries)
        var order = VirtualOrder(plan: plan, agents: run.simulatedAgents)
        order.restoration = resumption.restoration
        order.recordedEntries = resumption.entries.count
        var trace = world.run([order]).first ?? RunTrace(run: plan.run)
        let fresh = (world.journals[plan.run.id] ?? []).enumerated()
            .dropFirst(resumption.entries.count)
        try state.journal.appendAll(
            fresh.map { position, bytes in
                JournalAppend(
                    run: stored.origin.id,
                    position: position,
                    bytes: bytes,
                    origin: position == 0 ? stored.origin : nil,
                    status: trace.status.rawValue
                )
            }
        )
        trace.storedID = stored.origin.id
        return trace
    }
}
