internal import Agents
internal import Workflows

/// One run in a live world. This loop alone owns the machine; tasks only report to it.
///
/// Work that is alone is awaited in place, without a task of its own: a chain of phases without deadlines costs no more
/// than its agents. As soon as two things are under way, or a deadline is, each is a child task that reports here.
struct LiveLoop: Sendable {
    /// Something that takes time.
    enum Work: Sendable {
        case call(CallTask)
        case append(JournalWriter.Entry, answer: Signal?)
        case validate(phase: Int, PhaseOutput, [ValidationFinding])
        case hook(phase: Int, PhaseHook, ProcessOrFunction)
    }

    let order: LiveOrder
    let plan: RunPlan
    let shared: LiveShared
    var trace: RunTrace
    var machine: RunMachine
    var writer: JournalWriter?
    var workspace: Workspace?
    let startedAt: Duration
    let inbox = Mailbox()
    let transcripts = Transcripts()
    /// The run's number in its world.
    let number: Int
    /// What is to be answered before anything else happens.
    var pending: [Signal] = []
    /// What was asked for and is not started yet.
    var work: [Work] = []
    /// Entries in the order in which they have to be recorded; the first is under way.
    var entries: [(entry: JournalWriter.Entry, answer: Signal?)] = []
    /// Calls under way; finishing the stream, where there is one, stops the call before the run ends.
    var underWay: [CallID: AsyncStream<Never>.Continuation?] = [:]
    /// Those of them that never end by themselves.
    var endless: Set<CallID> = []
    /// Hooks and validators under way.
    var besides = 0
    /// Look-ups that wait for another's result.
    var waiting: [Int: (key: CacheKey, ttl: Duration?)] = [:]
    /// When each armed timer is due, counted from the start of the world.
    var armed: [TimerID: Duration] = [:]
    /// The timers that a task sleeps for: one that is armed anew, later, needs no second task.
    var sleeping: Set<TimerID> = []
    private var spareStep = Step()
    var isFinished = false

    init(_ order: LiveOrder, _ shared: LiveShared) {
        self.order = order
        plan = order.plan
        self.shared = shared
        machine = RunMachine(order.plan, restoring: order.restoration)
        machine.cancelsAfter = order.cancelsAfter
        trace = RunTrace(run: order.plan.run)
        trace.events.reserveCapacity(6 * order.plan.phases.count + 2)
        startedAt = shared.now
        number = shared.enter(inbox)
        if order.journal != nil, order.plan.configuration.hasCheckpoints {
            let header = RunHeader(order.plan, startedAt: shared.surroundings.wall())
            writer = JournalWriter(
                header: order.recordedEntries == 0 ? header : nil,
                after: order.recordedEntries
            )
        }
    }

    mutating func drive() async {
        var loop = self
        await withTaskCancellationHandler {
            await loop.driveToEnd()
        } onCancel: { [inbox] in
            inbox.post(.signal(.cancel))
        }
        await loop.close()
        self = loop
    }

    private mutating func driveToEnd() async {
        var loop = self
        await withDiscardingTaskGroup { group in
            loop.begin(&group)
            while true {
                loop.handlePending(&group)
                if loop.isFinished { break }
                if let alone = loop.takeWorkAlone() {
                    await loop.perform(alone)
                    // Whoever was told to stop need not answer: the end comes before any answer of its own.
                    if Task.isCancelled { loop.pending.insert(.cancel, at: 0) }
                    continue
                }
                loop.startWork(&group)
                guard loop.isAwaiting else {
                    // Calls that never end are nothing to wait for, unless a deadline ends them.
                    loop.pending.append(.stalled)
                    continue
                }
                let report = await loop.inbox.next()
                // Calls that end because the run is called off may report before the cancellation does.
                if Task.isCancelled { loop.pending.append(.cancel) }
                loop.take(report, &group)
            }
            group.cancelAll()
        }
        self = loop
    }

    private mutating func begin(_ group: inout DiscardingTaskGroup) {
        restoreFiles()
        pending.append(.start)
        guard let wait = order.cancelsAt else { return }
        let clock = shared.surroundings.clock
        let deadline = shared.origin.advanced(by: startedAt + wait)
        group.addTask { [inbox] in
            guard (try? await clock.sleep(until: deadline)) != nil else { return }
            inbox.post(.signal(.cancel))
        }
    }

    /// Whether something is under way that will report by itself.
    private var isAwaiting: Bool {
        !armed.isEmpty || !underWay.keys.allSatisfy(endless.contains) || besides > 0
            || !entries.isEmpty || !waiting.isEmpty || order.cancelsAt != nil
    }

    private mutating func handlePending(_ group: inout DiscardingTaskGroup) {
        // Its memory serves the whole run.
        var step = spareStep
        spareStep = Step()
        defer { spareStep = step }
        while !isFinished {
            guard !pending.isEmpty else { return }
            let signal = pending.removeFirst()
            step.clear()
            machine.handle(
                signal,
                at: shared.now,
                // Only what failed can name a date.
                wall: signal.isFailure ? shared.surroundings.wall() : .zero,
                into: &step
            )
            note(step.events)
            dieIfOrdered(after: signal, step)
            for action in step.actions { perform(action, &group) }
        }
    }

    private mutating func note(_ events: [Event]) {
        writer?.note(events)
        trace.events.append(contentsOf: events)
        guard let observer = order.observer else { return }
        for event in events { observer(event) }
    }

    /// The commit is acknowledged: its result is kept, and the process dies before anything else is begun.
    private mutating func dieIfOrdered(after signal: Signal, _ step: Step) {
        guard let death = order.afterCommit, case .appended(let index) = signal,
            plan.phases[index].id == death.phase
        else { return }
        for action in step.actions {
            guard case .store(let key, let output, let took) = action else { continue }
            trace.evicted += keep(key, output, took)
        }
        let last = trace.events.lastIndex { event in
            if case .phaseEnded(death.phase, _) = event.kind { true } else { false }
        }
        death.body(Array(trace.events[...(last ?? trace.events.endIndex - 1)]))
    }

    /// Takes up a report; what is no longer wanted is dropped.
    private mutating func take(_ report: LiveReport, _ group: inout DiscardingTaskGroup) {
        switch report {
        case .signal(.fired(let timer)):
            sleeping.remove(timer)
            guard let deadline = armed.removeValue(forKey: timer) else { return }
            arm(timer, at: deadline, &group)
        case .signal(.ended(let call, let result)):
            guard underWay.removeValue(forKey: call) != nil else { return }
            pending.append(.ended(call, result))
        case .signal(let signal):
            switch signal {
            case .validated, .hooked: besides -= 1
            default: break
            }
            pending.append(signal)
        case .lookAgain(let phase):
            if let (key, ttl) = waiting.removeValue(forKey: phase) {
                lookUp(phase, key, ttl, &group)
            }
        case .recorded(let answer, let failure): recorded(answer, failure)
        }
    }

    /// What is recorded, is said; the next entry follows.
    mutating func recorded(_ answer: Signal?, _ failure: AgentFailure?) {
        if !entries.isEmpty { entries.removeFirst() }
        if let next = entries.first { work.append(.append(next.entry, answer: next.answer)) }
        if let failure { trace.recordingFailure = failure }
        switch (answer, failure) {
        case (.appended(let phase)?, let failure?):
            pending.append(.appendFailed(phase: phase, failure))
        case (.compensationRecorded(let phase, _)?, let failure):
            pending.append(.compensationRecorded(phase: phase, failure))
        case (let answer?, _): pending.append(answer)
        case (nil, _): break
        }
    }

    /// Writes down what is not recorded yet, and leaves the world.
    private mutating func close() async {
        if let failure = shared.leave(number) { trace.recordingFailure = failure }
        if let entry = writer?.lastEntry(status: trace.status) {
            do throws(AgentFailure) {
                try await order.journal?.append(entry)
            } catch {
                trace.recordingFailure = error
            }
        }
        trace.transcripts = transcripts.sorted
    }
}
