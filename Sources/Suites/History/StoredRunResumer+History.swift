internal import Monitoring
internal import Scenarios
internal import Storage
internal import Workflows

extension StoredRunResumer {
    /// Gives the history the run with all its lives, which takes the place of what it knows of it.
    func noteHistory(
        of trace: RunTrace,
        _ run: ScenarioRun,
        _ plan: RunPlan,
        _ scenario: Scenario,
        _ stored: StoredRun
    ) {
        guard let history = surroundings.history else { return }
        var events = trace.events
        var lives = 2
        // A journal that cannot be read any more is reported elsewhere: the history has this life then.
        if let entries = try? state.journal.entries(of: stored.origin.id),
            let reading = try? JournalCodec.read(entries)
        {
            let restoration = RunRestoration(reading.records)
            events = restoration.events
            lives = max(lives, restoration.lives + 1)
        }
        var row = ExecutionRow(
            events: events,
            plan: plan,
            status: trace.status,
            startedAt: stored.origin.startedAt,
            files: run.unreadFiles(plan)
        )
        row.lives = lives
        row.storedID = stored.origin.id
        let key = SeriesKey(scenario, run: plan.run.name, isFaulted: !row.firedFaults.isEmpty)
        if scenario.isVirtual {
            row.identity = key.identity(
                of: events,
                seed: plan.seed,
                repetition: row.repetition,
                tool: history.tool
            )
        }
        history.take(
            [RunHistory(key: key, executions: [row])],
            at: HistoryRecorder.Place(scenario: 0, attempt: 1)
        )
    }
}
