internal import Scenarios
internal import Quantities
internal import Faults
internal import Runtime
internal import Storage
internal import Simulation
internal import Workflows

/// One try at a scenario: what is executed is judged at once, batch after batch.
struct ScenarioTask: Sendable {
    let scenario: Scenario
    let seed: UInt64
    var surroundings: SuiteEnvironment
    /// The name of the folder for workspaces.
    let workspace: String
    let recorder: EventRecorder
    /// Takes each execution that is reported.
    var follower: (any ExecutionFollower)?
    /// Receives every event on a real clock.
    var watch: (@Sendable (Event) -> Void)?
    /// The one repetition of repeated runs that is executed.
    var repetition: Int?
    /// The place of this try in the suite.
    var place = HistoryRecorder.Place(scenario: 0, attempt: 1)

    /// Runs it to its end, and cancels it when its time is up; `name` is what the user calls the limit.
    func run(within limit: Duration, called name: String) async throws -> ScenarioResult {
        let deadline = surroundings.clock.now.advanced(by: limit)
        let urgency = Urgency(under: surroundings.urgency)
        var limited = self
        limited.surroundings.urgency = urgency
        return try await limited.run(before: deadline, limit, called: name)
    }

    private func run(
        before deadline: ContinuousClock.Instant,
        _ limit: Duration,
        called name: String
    ) async throws -> ScenarioResult {
        try await withThrowingTaskGroup(of: ScenarioResult?.self) { group in
            group.addTask { try await run(until: deadline) }
            group.addTask {
                try? await surroundings.clock.sleep(until: deadline)
                return nil
            }
            var result = ScenarioJudge.empty(scenario, seed: seed)
            var isLate = false
            while let next = try await group.next() {
                if let next {
                    result = next
                } else if !group.isCancelled {
                    isLate = true
                    surroundings.urgency.demand()
                }
                group.cancelAll()
            }
            if isLate || surroundings.clock.now >= deadline {
                result.status = .failed
                result.breakage =
                    "the scenario was not over after \(DurationText.clock(limit)) (\(name))"
            }
            return result
        }
    }

    /// Runs it to its end, or until the deadline where that can be done without cancelling it.
    func run(until deadline: ContinuousClock.Instant?) async throws -> ScenarioResult {
        scenario.isVirtual ? try await runVirtually(until: deadline) : try await runLive()
    }

    private func runLive() async throws -> ScenarioResult {
        let world = LiveSessionWorld(
            scenario,
            seed: seed,
            surroundings: surroundings.live(for: scenario, workspace: workspace),
            state: surroundings.state,
            tool: surroundings.tool
        )
        var session = ScenarioSession(scenario, seed: seed, in: world)
        session.observer = { [recorder, watch] event, place in
            recorder.hear(event, at: place)
            watch?(event)
        }
        session.repetition = repetition
        var judge = ScenarioJudge(
            scenario,
            seed: seed,
            recorder: recorder,
            only: repetition,
            history: history
        ) {
            Task.isCancelled
        }
        judge.follower = follower
        // When the task is cancelled, the current run is, and no other starts.
        while !Task.isCancelled, let batch = try await session.executeBatch() {
            try await judge.take(batch)
        }
        note(judge.history)
        return judge.finish(session.world.basis.tallies)
    }

    /// Takes notes for the history, where there is one.
    private var history: HistoryNotes? {
        guard let recorder = surroundings.history, recorder.hasRoom(at: place) else { return nil }
        return HistoryNotes(scenario, tool: recorder.tool, wall: surroundings.wall)
    }

    private func note(_ notes: HistoryNotes?) {
        if let notes { surroundings.history?.take(notes.all, at: place) }
    }

    /// Runs it on a virtual clock, and keeps what it recorded.
    private func runVirtually(
        until deadline: ContinuousClock.Instant?
    ) async throws -> ScenarioResult {
        let isShared = scenario.runs.contains { $0.configuration.cacheStore == .shared }
        let wall = surroundings.wall()
        let isCancelled: @Sendable () -> Bool = { [clock = surroundings.clock] in
            Task.isCancelled || deadline.map { clock.now >= $0 } ?? false
        }
        let faults = DrawnFaults(scenario.faults.map(\.fault), recordsFirings: true)
        let world = VirtualSessionWorld(
            scenario,
            interference: faults,
            shared: isShared ? surroundings.state?.results : nil,
            wall: isShared ? wall : nil,
            keepsJournal: surroundings.state != nil,
            journaled: repetition,
            isCancelled: isCancelled
        )
        var session = ScenarioSession(scenario, seed: seed, in: world)
        var judge = ScenarioJudge(
            scenario,
            seed: seed,
            recorder: recorder,
            only: repetition,
            history: history,
            isCancelled: isCancelled
        )
        judge.follower = follower
        while !isCancelled(), var batch = try await session.executeBatch() {
            // The others are executed too, because the one needs them, and are reported nowhere.
            for index in batch.runs.indices where scenario.leavesOut(batch.runs[index], repetition)
            {
                batch.runs[index].recorded = VirtualJournal()
            }
            try surroundings.state?.keep(&batch.runs, of: scenario, at: wall)
            try await judge.take(batch, firings: session.world.takeFirings())
        }
        note(judge.history)
        var result = judge.finish(session.world.basis.tallies)
        // One repetition alone is not the whole that was executed.
        if repetition == nil {
            let second = SecondExecution(scenario, seed: seed, isCancelled: isCancelled)
            for (invariant, violation) in try await second.findings(in: result) {
                result.note(invariant, violation)
            }
        }
        return result
    }
}
