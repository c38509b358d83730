internal import Agents
internal import Storage
internal import DequeModule
internal import Workflows

/// One run in a live world. This loop alone owns the host; tasks only report to it.
///
/// Calls and the one timer have tasks of their own, whose handles the loop owns, cancels and awaits: a task group cannot
/// end one of its children before the others. What only the end of the run stops is in a group.
struct LiveLoop {
    let order: LiveRunRequest
    let shared: LiveShared
    let plan: RunPlan
    let inbox = Mailbox()
    /// The time of the latest report: what follows from it in one go takes next to none, and reading the clock for each
    /// signal was a twentieth of what a short run costs.
    private(set) var now: Duration
    /// What was taken out of the inbox and is not taken up yet.
    private var reports: Deque<LiveReport> = []
    /// What is to be answered before anything else happens.
    var pending: Deque<Signal> = []
    var simulated: SimulatedCalls
    var transcripts: Transcripts?
    var workspace: Workspace?
    /// The phases that the run may have to go back to the beginning of; `nil` until a program or a file needs to know.
    var rewindable: [Int]?
    var leftovers: LeftoverFiles?
    /// Where programs write what they do to the world, and whatever has to outlive this process.
    var effectFolder: EffectFolder?
    /// Results whose files are being written.
    var keeping: [TurnID: Task<Result<Void, OperationFailure>, Never>] = [:]
    /// What judges outputs that still count.
    var judging: [TurnID: CallHandle] = [:]
    /// How many of what is in progress besides calls reads or writes files only.
    var activeFileWork = 0
    var activeCalls: ActiveCalls
    /// What the memory of a call came to that ended in place while the run was being cancelled.
    var lateMemory: (call: CallID, memory: MemoryUse?)?
    /// Calls that were asked for and not begun.
    var calls: [CallTask] = []
    var timers: LiveTimers
    /// Entries in the order in which they have to be recorded; the first is in progress.
    var entries: [LiveAppend] = []
    /// What sends signals to programs at work, where faults do.
    var signals: [CallID: ProcessSignals] = [:]
    /// What its programs take, where that is measured.
    let account: ProgramAccount?
    /// What the grace of its programs ends with, once there is one.
    var urgency: Urgency?
    /// How long the process stops before it goes on.
    var pausedFor = Duration.zero
    /// What simulated agents had delivered before the run.
    let delivered: [String: Int]
    /// Hooks and validators in progress, and look-ups that will be retried.
    var otherWork = 0
    /// What takes time, is not a call, and was not started yet.
    var starting: [@Sendable (Mailbox) async -> Void] = []
    /// Whether a phase waits for a result that another run makes.
    private var isWaiting = false
    /// Whether the run knows that its task was cancelled: undoing goes on until that is said once more.
    private var hasHeardCancel = false

    init(_ order: LiveRunRequest, _ shared: LiveShared) {
        self.order = order
        self.shared = shared
        plan = order.run.plan
        now = shared.now
        activeCalls = ActiveCalls(phases: order.run.plan.phases.count)
        let isSimulated = order.agents.values.contains { $0.simulated != nil }
        let agents = isSimulated ? order.agents.compactMapValues(\.simulated) : [:]
        let basis = order.run.restoration?.basis?.delivered
        let before =
            agents.isEmpty
            ? [:]
            : basis ?? order.run.earlier?.delivered ?? shared.withProcess { $0.delivered }
        delivered = before
        simulated =
            isSimulated
            ? SimulatedCalls(order.run.plan, agents: agents, before: before) : SimulatedCalls()
        if let earlier = order.run.restoration { simulated.note(earlier.events) }
        effectFolder = order.effects
        account =
            shared.surroundings.measuresPrograms ? order.account ?? ProgramAccount() : nil
        timers = LiveTimers(shared.surroundings.clock, from: shared.origin, inbox: inbox)
    }

    /// Performs the run to its end; everything that it started has ended on return. Where its process died by a fault there
    /// is more to do.
    mutating func drive() async -> (RunTrace, next: LiveRunRequest?) {
        var run = order.run
        run.isRecorded = run.isRecorded && order.journal != nil
        let observer = order.observer.map { observer in
            { (events: ArraySlice<Event>) in
                for event in events { observer(event) }
            }
        }
        let host = RunHost(run, in: &self, observer: observer)
        shared.enter(host.number, inbox)
        if let folder = effectFolder { shared.keepEffects(of: order.run.effectsOwner, in: folder) }
        await withTaskCancellationHandler {
            await driveToEnd(host)
        } onCancel: { [inbox] in
            inbox.post(.signal(.cancel))
        }
        await close(host)
        if !order.questions.isEmpty { await answerQuestions(host) }
        guard host.hasCrashed else { return (host.finishedTrace(takeEffects(host)), nil) }
        return (RunTrace(run: plan.run), await nextLife(host))
    }

    private mutating func driveToEnd(_ host: RunHost) async {
        if order.run.restoration != nil { await restoreFiles(host) }
        begin(host)
        let inbox = inbox
        await withDiscardingTaskGroup { group in
            while true {
                handlePending(host)
                if host.isFinished { break }
                if pausedFor > .zero {
                    await pause()
                    continue
                }
                if let report = reports.popFirst() {
                    // Calls that end because the run is cancelled may report before the cancellation does.
                    if Task.isCancelled { hearCancel() }
                    take(report, host)
                } else if let alone = takeCallAlone() {
                    await perform(alone, host)
                } else if startWork(&group) {
                    reports = await inbox.all()
                }
            }
            if !host.isBeingCancelled { urgency?.demand() }
            group.cancelAll()
        }
        for call in activeCalls.stopAll(atOnce: !host.isBeingCancelled) { await call.end() }
        await timers.end()
        if let workspace { StrayProcesses.end(of: workspace.path) }
    }

    mutating func readClock() { now = shared.now }

    /// What is decided now is done later.
    mutating func delay(by time: Duration) { now += time }

    /// The process stops; what comes meanwhile waits for it.
    private mutating func pause() async {
        let time = pausedFor
        pausedFor = .zero
        try? await shared.surroundings.clock.sleep(for: time)
        readClock()
    }

    @inline(never)
    private mutating func begin(_ host: RunHost) {
        readClock()
        let wait = order.run.interruptedAt
        if let wait { timers.arm(.interruption, at: host.startedAt + max(wait, .zero)) }
        // Nothing starts at the time at which a run is interrupted.
        guard wait.map({ $0 > .zero }) ?? true else { return }
        if Task.isCancelled { hearCancel() } else { pending.append(host.beginning) }
    }

    private mutating func hearCancel() {
        guard !hasHeardCancel else { return }
        hasHeardCancel = true
        pending.append(.cancel)
    }

    // Within an asynchronous function every temporary would cost a call of its allocator.
    @inline(never)
    private mutating func handlePending(_ host: RunHost) {
        while !host.isFinished, pausedFor == .zero, let signal = pending.popFirst() {
            host.handle(signal, in: &self)
            // Whoever listens may take time, too.
            if order.observer != nil { readClock() }
        }
        isWaiting = host.isWaiting
    }

    /// Begins what was asked for; says whether anything in progress will report, and stalls the run where nothing will.
    @inline(never)
    private mutating func startWork(_ group: inout DiscardingTaskGroup) -> Bool {
        beginCalls(&group)
        for body in starting { group.addTask { [inbox] in await body(inbox) } }
        starting.removeAll(keepingCapacity: true)
        let isAwaiting =
            !timers.isEmpty || activeCalls.willReport || otherWork > 0 || !entries.isEmpty
            || isWaiting
        // Calls that never end are nothing to wait for, unless a deadline ends them.
        if !isAwaiting { pending.append(.stalled) }
        return isAwaiting
    }

    /// The one call there is, if nothing else has to be handled before it ends.
    private mutating func takeCallAlone() -> CallTask? {
        guard calls.count == 1, activeCalls.isEmpty, timers.isEmpty, otherWork == 0,
            entries.isEmpty,
            starting.isEmpty, !isWaiting, !calls[0].isEndless, !calls[0].outlivesCancellation
        else { return nil }
        return calls.popLast()
    }

    /// Performs a call in place: a chain of phases without deadlines costs no more than its agents.
    private mutating func perform(_ call: CallTask, _ host: RunHost) async {
        let report = await call.perform()
        readClock()
        // A run that was cancelled need not wait for the answer: its end is recorded before any answer.
        if Task.isCancelled {
            lateMemory = (call.id, call.memory?.use)
            hearCancel()
        }
        // Nothing could stop it meanwhile: it need not be looked up among those in progress.
        switch report {
        case nil: pending.append(.ended(call.id, .failure(.cancelledCall)))
        case .signal(let ended)?: pending.append(ended)
        case .answered(let id, let held)?:
            if let answer = simulated.deliver(id) {
                pending.append(.ended(id, .success(answer.holding(held))))
            }
        case let other?:
            activeCalls.add(CallQueue.Call(task: call, handle: nil))
            take(other, host)
        }
    }

    /// Takes up a report; what is no longer wanted is dropped.
    @inline(never)
    private mutating func take(_ report: LiveReport, _ host: RunHost) {
        readClock()
        switch report {
        case .signal(.ended(let call, let result)):
            if activeCalls.end(call) { pending.append(.ended(call, result)) }
        case .answered(let call, let held):
            guard activeCalls.end(call), let answer = simulated.deliver(call) else { return }
            pending.append(.ended(call, .success(answer.holding(held))))
        case .cut(let call, let frames, let all):
            guard activeCalls.end(call), let answer = simulated.deliver(call) else { return }
            pending.append(.ended(call, .success(answer.cut(after: frames, of: all))))
        case .disturbed(let call, let acted): host.announceStream(acted, of: call, in: &self)
        case .silent(let call): activeCalls.silence(call)
        case .signal(.cancel):
            stopKeeping()
            hearCancel()
        case .hurried: pending.append(.cancel)
        case .signal(let signal):
            switch signal {
            case .validated(let turn, _): endJudging(of: turn)
            case .hooked: otherWork -= 1
            case .filesRead: endFileWork()
            default: break
            }
            pending.append(signal)
        case .kept(let output, let turn, let failure):
            keeping[turn] = nil
            endFileWork()
            host.kept(output, in: turn, failure, in: &self)
        case .alarm: ring(host)
        case .lookAgain(let phase):
            host.lookAgain(phase, in: &self)
        case .recorded(let failure, let injected): recorded(failure, injected, host)
        case .tore where host.hasSaidEnd: recorded(nil, nil, host)
        case .tore: crash(with: host)
        case .paused(let time):
            pausedFor += time
            delay(by: time)
        case .died: host.die(in: &self)
        case .crashed: host.crash(in: &self)
        }
    }

    private mutating func ring(_ host: RunHost) {
        for alarm in timers.takeDue(at: now) {
            switch alarm {
            case .timer(let timer):
                if timer == .run { stopKeeping() }
                pending += activeCalls.causes(endedBy: timer)
                pending.append(.fired(timer))
            case .interruption:
                stopKeeping()
                // What is due at the same time is in time.
                handlePending(host)
                host.interrupt(in: &self)
            }
        }
    }
}
