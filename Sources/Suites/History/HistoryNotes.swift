internal import Monitoring
internal import Scenarios
internal import Workflows

/// The executions of one try at a scenario that may be added to the history: the first of each run without fired
/// faults, and the first with them.
struct HistoryNotes {
    private let scenario: Scenario
    private let tool: String
    private let wall: @Sendable () -> Duration
    /// On a virtual clock everything happens at once.
    private let startedAt: Duration
    /// How many of each run are taken: without fired faults, then with them.
    private var counts: [Int]
    private var total = 0
    private var histories: [SeriesKey: RunHistory] = [:]
    /// What the files of each run's agents make of its keys, by the run's place.
    private var files: [Int: [PhaseID: [CacheKey.Part]]] = [:]

    /// Nothing happened yet; `wall` is the wall time since 1970.
    init(_ scenario: Scenario, tool: String, wall: @escaping @Sendable () -> Duration) {
        self.scenario = scenario
        self.tool = tool
        self.wall = wall
        startedAt = wall()
        counts = Array(repeating: 0, count: 2 * scenario.runs.count)
    }

    /// Takes up an execution of the run with this place that has just ended, unless there are enough; `hasPassed` is
    /// `nil` where nobody judged it.
    mutating func take(_ execution: ExecutedRun, ofRun place: Int, hasPassed: Bool?) {
        let isFaulted = !execution.trace.firings.isEmpty
        let kind = 2 * place + (isFaulted ? 1 : 0)
        guard counts[kind] < HistoryRecorder.mostPerSeries, total < HistoryRecorder.most else {
            return
        }
        counts[kind] += 1
        total += 1
        var row = ExecutionRow(
            events: execution.trace.events,
            plan: execution.plan,
            status: execution.trace.status,
            startedAt: startedAt,
            files: files(ofRun: place, execution.plan)
        )
        if !scenario.isVirtual { row.startedAt = max(.zero, wall() - row.duration) }
        row.firedFaults = execution.trace.firings.keys.sorted()
        row.hasPassed = hasPassed
        row.storedID = execution.trace.storedID
        let key = SeriesKey(scenario, run: execution.plan.run.name, isFaulted: isFaulted)
        if scenario.isVirtual {
            row.identity = key.identity(
                of: execution.trace.events,
                seed: execution.plan.seed,
                repetition: row.repetition,
                tool: tool
            )
        }
        histories[key, default: RunHistory(key: key, executions: [])].executions.append(row)
    }

    /// They are read once, when the first execution of the run is over.
    private mutating func files(ofRun place: Int, _ plan: RunPlan) -> [PhaseID: [CacheKey.Part]] {
        if let known = files[place] { return known }
        let found = scenario.runs[place].unreadFiles(plan)
        files[place] = found
        return found
    }

    /// What may be added.
    var all: [RunHistory] { Array(histories.values) }
}

extension SeriesKey {
    /// The series of a scenario's run.
    init(_ scenario: Scenario, run: String, isFaulted: Bool) {
        let clock: Clock =
            switch scenario.clock {
            case .virtual: .virtual
            case .real(let timeScale): .real(timeScale: timeScale)
            }
        self.init(
            file: scenario.file,
            scenario: scenario.name,
            run: run,
            variant: scenario.variant?.settingsLabel ?? "",
            clock: clock,
            isFaulted: isFaulted
        )
    }

    /// Equal for executions of the series on a virtual clock that are the same: by the same tool, of the same seed and
    /// repetition, and with the same events. A scenario that was changed in a way that changes nothing in them is the
    /// same.
    func identity(
        of events: [Event],
        seed: UInt64,
        repetition: Int,
        tool: String
    ) -> Digest {
        var lines = EventLines()
        for event in events { lines.append(event) }
        var builder = DigestBuilder("history/1", expecting: lines.bytes.count)
        for text in [tool, file, scenario, run, variant, clock.name, String(seed)] {
            builder.add(text)
        }
        builder.add(repetition)
        builder.add(bytes: lines.bytes)
        return builder.digest
    }
}
