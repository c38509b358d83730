internal import Agents
internal import DequeModule
internal import Workflows

/// One run in a live world. This loop alone owns the machine; tasks only report to it.
///
/// Work that is alone is awaited in place, without a task of its own: a chain of phases without deadlines costs no more
/// than its agents. As soon as two things are under way, or a deadline is, each has a task that reports here.
struct LiveLoop: Sendable {
    /// Something that takes time.
    enum Work: Sendable {
        case call(CallTask)
        indirect case append(JournalWriter.Entry, answer: Signal?)
        indirect case validate(phase: Int, PhaseOutput, [ValidationFinding])
        indirect case hook(phase: Int, PhaseHook, ProcessOrFunction)
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
    /// What was taken out of the inbox and is not taken up yet.
    var reports: Deque<LiveReport> = []
    var transcripts: Transcripts?
    /// The run's number in its world.
    let number: Int
    /// What is to be answered before anything else happens.
    var pending: Deque<Signal> = []
    /// What was asked for and is not started yet.
    var work: [Work] = []
    /// Entries in the order in which they have to be recorded; the first is under way.
    var entries: [(entry: JournalWriter.Entry, answer: Signal?)] = []
    /// Calls that have a task of their own.
    var underWay: CallsUnderWay
    /// Hooks and validators under way.
    var besides = 0
    /// Look-ups that wait for another's result.
    var waiting: [Int: (key: CacheKey, ttl: Duration?)] = [:]
    /// When each armed timer is due, counted from the start of the world.
    var armed: [TimerID: Duration] = [:]
    /// The timers that a task sleeps for: one that is armed anew, later, needs no second task.
    var sleeping: Set<TimerID> = []
    /// What the machine wants done, and everything that happened so far.
    var step = Step()
    var isFinished = false

    init(_ order: LiveOrder, _ shared: LiveShared) {
        self.order = order
        plan = order.plan
        self.shared = shared
        machine = RunMachine(order.plan, restoring: order.restoration)
        machine.cancelsAfter = order.cancelsAfter
        trace = RunTrace(run: order.plan.run)
        underWay = CallsUnderWay(phases: order.plan.phases.count)
        step.events.reserveCapacity(6 * order.plan.phases.count + 2)
        startedAt = shared.now
        number = shared.enter(for: order.plan.configuration)
        if order.journal != nil, order.plan.configuration.hasCheckpoints {
            let header = RunHeader(order.plan, startedAt: shared.surroundings.wall())
            writer = JournalWriter(
                header: order.recordedEntries == 0 ? header : nil,
                after: order.recordedEntries
            )
        }
    }

    mutating func drive() async {
        await withTaskCancellationHandler {
            await driveToEnd()
        } onCancel: { [inbox] in
            inbox.post(.signal(.cancel))
        }
        await close()
    }

    private mutating func driveToEnd() async {
        let inbox = inbox
        await withDiscardingTaskGroup { group in
            begin(&group)
            while true {
                handlePending(&group)
                if isFinished { break }
                if let report = reports.popFirst() {
                    // Calls that end because the run is called off may report before the cancellation does.
                    if Task.isCancelled { pending.append(.cancel) }
                    take(report, &group)
                } else if let alone = takeWorkAlone() {
                    await perform(alone)
                    // Whoever was told to stop need not answer: the end comes before any answer of its own.
                    if Task.isCancelled { pending.prepend(.cancel) }
                } else if startWork(&group) {
                    reports = await inbox.all()
                }
            }
            group.cancelAll()
        }
    }

    @inline(never)
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

    /// Starts what was asked for; says whether anything under way will report, and tells the machine where nothing will.
    @inline(never)
    private mutating func startWork(_ group: inout DiscardingTaskGroup) -> Bool {
        startAll(&group)
        // Calls that never end are nothing to wait for, unless a deadline ends them.
        if !isAwaiting { pending.append(.stalled) }
        return isAwaiting
    }

    /// Whether something is under way that will report by itself.
    private var isAwaiting: Bool {
        !armed.isEmpty || underWay.willReport || besides > 0 || !entries.isEmpty
            || !waiting.isEmpty || order.cancelsAt != nil
    }

    // Within an asynchronous function every temporary would cost a call of its allocator.
    @inline(never)
    private mutating func handlePending(_ group: inout DiscardingTaskGroup) {
        while !isFinished, let signal = pending.popFirst() {
            step.next(keepingEvents: true)
            machine.handle(
                signal,
                at: shared.now,
                // Only what failed can name a date.
                wall: signal.isFailure ? shared.surroundings.wall() : .zero,
                into: &step
            )
            tellLatest()
            dieIfOrdered(after: signal)
            while let action = step.takeAction() { perform(action, &group) }
        }
    }

    private mutating func tellLatest() {
        if writer != nil { writer?.note(step.latest) }
        guard let observer = order.observer else { return }
        for event in step.latest { observer(event) }
    }

    /// The commit is acknowledged: its result is kept, and the process dies before anything else is begun.
    private mutating func dieIfOrdered(after signal: Signal) {
        guard case .appended(let index) = signal, let death = order.afterCommit,
            machine.planned[index].id == death.phase
        else { return }
        var rest = step
        while let action = rest.takeAction() {
            guard case .store(let key, let output, let took) = action else { continue }
            trace.evicted += keep(key, output, took)
        }
        let last = step.events.lastIndex { event in
            if case .phaseEnded(death.phase, _) = event.kind { true } else { false }
        }
        death.body(Array(step.events[...(last ?? step.events.endIndex - 1)]))
    }

    /// Takes up a report; what is no longer wanted is dropped.
    @inline(never)
    private mutating func take(_ report: LiveReport, _ group: inout DiscardingTaskGroup) {
        switch report {
        case .signal(.fired(let timer)):
            sleeping.remove(timer)
            guard let deadline = armed.removeValue(forKey: timer) else { return }
            arm(timer, at: deadline, &group)
        case .signal(.ended(let call, let result)):
            guard underWay.end(call) else { return }
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
        if let entry = writer?.lastEntry(status: trace.status, of: machine) {
            do throws(AgentFailure) {
                try await order.journal?.append(entry)
            } catch {
                trace.recordingFailure = error
            }
        }
        trace.transcripts = transcripts?.sorted ?? []
    }
}
