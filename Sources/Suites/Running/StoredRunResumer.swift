package import Scenarios
internal import Shapes
internal import Faults
internal import Runtime
internal import Simulation
package import Storage
internal import Workflows

/// Resumes a run of a state folder: one that was killed, paused, cancelled or failed.
package struct StoredRunResumer: Sendable {
    /// Why a stored run cannot be resumed.
    package enum Refusal: Error, Sendable, CustomStringConvertible {
        /// No stored run has this name.
        case unknown(String)
        /// Several stored runs have an id that begins so, the newest first.
        case ambiguous(String, [StoredRun])
        /// There is nothing left to do.
        case alreadyOver(StoredRun)
        /// The scenario has no such run any more.
        case missingRun(String, file: String)
        /// The journal is damaged, or was written by other agents, validators or phases.
        case unfit(StoredRun, String)

        package var description: String {
            switch self {
            case .unknown(let name): "no stored run is called \(name)"
            case .ambiguous(let name, let runs): Self.text(name, runs)
            case .alreadyOver(let run):
                "run \(run.origin.id) (\(run.origin.scenario)/\(run.origin.run)) has "
                    + "\(run.status ?? "ended"): nothing is left to do"
            case .missingRun(let name, let file):
                "\(file): expected a run named \(name), found none"
            case .unfit(let run, let reason): "run \(run.origin.id): \(reason)"
            }
        }

        /// How many runs a message lists.
        private static let listed = 10

        private static func text(_ name: String, _ runs: [StoredRun]) -> String {
            var lines = [
                "expected the beginning of one stored run's id, found \(name), "
                    + "with which \(runs.count) begin:"
            ]
            lines += runs.prefix(listed).map { run in
                let origin = run.origin
                let status = run.status ?? "interrupted"
                return "  \(origin.id)  \(origin.scenario)/\(origin.run)  \(status)"
            }
            if runs.count > listed { lines.append("  and \(runs.count - listed) more") }
            return lines.joined(separator: "\n")
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
        /// How many faults were left out because the user asked for it; `nil` where nobody did.
        package var faultsLeftOut: Int?
        /// How many results were taken over.
        package let restored: Int
        /// The bytes of a torn tail that were cut.
        package let cutBytes: Int
        /// What happened.
        package let result: RepetitionResult
    }

    let surroundings: SuiteEnvironment
    let state: ScenarioState

    /// A resumer for the runs of a state folder.
    package init(_ surroundings: SuiteEnvironment, state: ScenarioState) {
        self.surroundings = surroundings
        self.state = state
    }

    /// The stored run that a user means: the newest of that name, or the one whose id begins so.
    package static func find(_ name: String, in journal: JournalDatabase) throws -> StoredRun {
        switch try journal.run(matching: name) {
        case .none: throw Refusal.unknown(name)
        case .one(let run): return run
        case .several(let runs): throw Refusal.ambiguous(name, runs)
        }
    }

    /// Executes what is left of a run; `load` reads its scenario, by the file and by the name that it had.
    package func resume(
        _ stored: StoredRun,
        load: (String, String) throws -> Scenario
    ) async throws -> Outcome {
        if stored.status == "succeeded" || stored.status == "degraded" {
            throw Refusal.alreadyOver(stored)
        }
        let lock = try RunLock(run: stored.origin.id, in: state.folder)
        defer { lock.release() }
        let entries = try state.journal.entries(of: stored.origin.id)
        let scenario = try load(stored.origin.file, stored.origin.scenario)
        let (run, plan) = try plan(of: stored, in: scenario)
        let begun = try begin(stored, entries, scenario)
        let resumption: Resumption
        let acted: [FiredFault]
        do throws(Resumption.Refusal) {
            let (opened, fired) = open(entries, of: plan, run, scenario, begun)
            resumption = try Resumption(opened, fired, for: plan)
            acted = fired
        } catch {
            throw Refusal.unfit(stored, error.failure.message)
        }
        if resumption.entries.count < entries.count {
            try state.journal.cut(stored.origin.id, from: resumption.entries.count)
            if let begun {
                let end = resumption.entries.count
                try state.journal.begin(life: begun.number, of: stored.origin.id, at: end)
            }
        }
        var resumed = SessionRun(run, plan, resumption, begun, of: scenario)
        resumed.order.opened = acted
        resumed.found = entries
        let trace =
            scenario.isVirtual
            ? try executeVirtually(scenario, resumed, stored)
            : await execute(scenario, resumed, stored)
        noteHistory(of: trace, run, resumed.plan, scenario, stored)
        return Outcome(
            id: stored.origin.id,
            scenario: stored.origin.scenario,
            run: stored.origin.run,
            faultsLeftOut: scenario.faultsLeftOut,
            restored: resumption.restoration.phases.count,
            cutBytes: resumption.restoration.cutBytes,
            result: result(of: trace, plan)
        )
    }

    /// Records that a life begins which faults can act on; `nil` where none can, or where the journal is damaged.
    private func begin(
        _ stored: StoredRun,
        _ entries: [[UInt8]],
        _ scenario: Scenario
    ) throws -> BegunLife? {
        guard !scenario.faults.isEmpty, let reading = try? JournalCodec.read(entries) else {
            return nil
        }
        let begun = BegunLife(number: RunRestoration(reading.records).lives + 1)
        if reading.wholeEntries < entries.count {
            try state.journal.cut(stored.origin.id, from: reading.wholeEntries)
        }
        try state.journal.begin(
            life: begun.number,
            of: stored.origin.id,
            at: reading.wholeEntries
        )
        return begun
    }

    /// Lets the journal be opened as the world will, in which nothing has happened yet but what the journal says.
    private func open(
        _ entries: [[UInt8]],
        of plan: RunPlan,
        _ run: ScenarioRun,
        _ scenario: Scenario,
        _ begun: BegunLife?
    ) -> (JournalPassage, [FiredFault]) {
        let faults = scenario.faults.map(\.fault)
        guard faults.contains(where: { $0.failpoint == .journalRead }),
            let reading = try? JournalCodec.read(entries)
        else { return (JournalPassage(entries), []) }
        let restoration = RunRestoration(reading.records)
        let lineage = scenario.lineage(of: run)
        var process = ProcessHost(cache: WorldCache(), faults: DrawnFaults(faults))
        if let basis = restoration.basis { process.continueFrom(basis) }
        let unvisited = restoration.unvisited
        process.revisit(unvisited.events, of: plan, as: lineage, lives: unvisited.lives)
        let site = Site.Run(
            name: lineage,
            repetition: plan.run.repetition,
            life: begun?.number ?? restoration.lives + 1
        )
        return process.open(entries, of: plan, as: site)
    }

    private func result(of trace: RunTrace, _ plan: RunPlan) -> RepetitionResult {
        let executed = ExecutedRun(plan: plan, trace: trace)
        return RepetitionResult(
            id: plan.run.id,
            record: trace.record,
            storedID: trace.storedID,
            status: trace.status,
            error: trace.error,
            response: executed.trace.outputWithResponse(in: executed.plan)?.response,
            transcripts: trace.transcripts,
            leftovers: trace.leftovers,
            effects: trace.effects,
            unreadEffects: trace.unreadEffects,
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
            environment: scenario.isVirtual ? [:] : surroundings.environment
        )
        guard plan.configuration.hasCheckpoints else {
            throw Refusal.unfit(
                stored,
                "\(scenario.file): the run \(name) has no checkpoints, and cannot be resumed"
            )
        }
        let number = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let scope =
            scenario.isVirtual
            ? scenario.effectScope(
                ofLineage: scenario.lineage(of: run),
                of: run,
                seed: stored.origin.seed
            ) : stored.origin.id
        return (run, (number == 0 ? plan : plan.repeated(number)).identified(by: scope))
    }

    private func execute(
        _ scenario: Scenario,
        _ run: SessionRun,
        _ stored: StoredRun
    ) async -> RunTrace {
        let world = LiveWorld(
            faults: scenario.faults.map(\.fault),
            surroundings: surroundings.live(for: scenario),
            sharedResults: state.results
        )
        if let basis = run.order.restoration?.basis { world.continueFrom(basis) }
        if let restoration = run.order.restoration {
            let unvisited = restoration.unvisited
            world.revisit(
                unvisited.events,
                after: restoration.visitedEvents,
                of: run.plan,
                as: run.order.lineage,
                lives: unvisited.lives
            )
        }
        _ = world.open(run.found, of: run.plan, as: run.order.site)
        let journal = StoredRunJournal(
            state.journal,
            origin: stored.origin,
            after: run.order.recordedEntries
        )
        var order = LiveRunRequest(run, journal: journal)
        order.effects = EffectFolder(ofRun: stored.origin.id, in: state.folder)
        var trace = await world.run(order)
        trace.storedID = stored.origin.id
        return trace
    }
}

extension SessionRun {
    /// A stored run that is to be resumed; nothing interrupts it this time.
    fileprivate init(
        _ run: ScenarioRun,
        _ plan: RunPlan,
        _ resumption: Resumption,
        _ begun: BegunLife?,
        of scenario: Scenario
    ) {
        var order = RunRequest(plan: plan)
        order.lineage = scenario.lineage(of: run)
        order.life = begun?.number ?? resumption.restoration.lives + 1
        order.restoration = resumption.restoration
        let entries = resumption.entries + (begun.map { [$0.entry] } ?? [])
        order.recordedEntries = entries.count
        self.init(run: run, order: order, entries: entries)
    }
}
