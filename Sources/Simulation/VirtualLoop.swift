internal import Agents
internal import DequeModule
internal import Workflows

/// Runs that share one virtual process, and the memory that they leave to the next ones.
struct VirtualLoop {
    /// A signal that waits for its run. A tuple in a queue is moved by its description at run time.
    struct Waiting {
        let run: Int
        let signal: Signal
    }

    var now = Duration.zero
    /// The wall time at the start of the world.
    let origin: Duration
    let cacheOrigin: Duration
    var process: ProcessHost
    var runs: [VirtualRun] = []
    /// Whether the process died by a fault: its runs are resumed once the step is over.
    var hasCrashed = false
    /// The number in its process of the first of the runs.
    var firstNumber = 0
    var timeline = Timeline()
    var slots = TimerSlots()
    var signals: Deque<Waiting> = []
    /// What functions are asked before time advances.
    var asked: Deque<VirtualQuestion> = []
    /// What agents did to the world, by `RunRequest.effectsOwner`; empty in most.
    var effects: [String: EffectLedger] = [:]
    /// What functions say that they did to the world.
    lazy var noted = FunctionEffects()
    private var finished = 0
    let keepsEvents: Bool
    private let observer: ((Int, ArraySlice<Event>) -> Void)?

    /// A process in which nothing happened yet; the observer receives what each signal led to, and in which run.
    init(
        process: ProcessHost,
        origin: Duration = VirtualCalendar.start,
        cacheOrigin: Duration,
        keepsEvents: Bool,
        observer: ((Int, ArraySlice<Event>) -> Void)? = nil
    ) {
        self.process = process
        self.origin = origin
        self.cacheOrigin = cacheOrigin
        self.keepsEvents = keepsEvents
        self.observer = observer
    }

    /// Becomes a process in which nothing happened yet; memory is kept.
    mutating func reset() {
        now = .zero
        process.reset()
        if !effects.isEmpty { effects.removeAll() }
    }

    /// Performs runs that start at the same time, to the end of the last.
    mutating func drive(_ orders: [VirtualOrder], wasCancelled: () -> Bool) {
        begin(orders)
        var steps = 0
        while !isOver {
            steps += 1
            if steps % 4096 == 0, wasCancelled() {
                cancelAll()
            } else {
                step()
            }
        }
    }

    /// Takes up orders; nothing has happened yet.
    mutating func begin(_ orders: [VirtualOrder]) {
        process.isAlone = orders.count == 1
        take(orders)
        firstNumber = runs.first?.host.number ?? 0
        timeline.reset(slots: slots.count)
        signals.removeAll(keepingCapacity: true)
        if !asked.isEmpty { asked.removeAll() }
        finished = 0
        hasCrashed = false
        start()
    }

    /// Whether all runs are over.
    var isOver: Bool { finished == runs.count }

    /// Whether a run has something to take up at this time.
    var hasSignals: Bool { !signals.isEmpty }

    mutating func cancelAll() {
        for index in runs.indices { handle(.cancel, of: index) }
    }

    /// Takes up what agents delivered in the runs that are over, for those that follow in the same process.
    mutating func noteDeliveries() {
        for run in runs {
            if run.calls.hasDelivered { process.add(delivered: run.calls.fresh) }
            if !run.earlierDelivered.isEmpty { process.add(delivered: run.earlierDelivered) }
        }
    }

    /// Takes up what was ordered, in the memory of the runs before where those were of the same plans.
    private mutating func take(_ orders: [VirtualOrder]) {
        let isSame =
            orders.count == runs.count
            && zip(orders, runs).allSatisfy { order, run in run.canBecome(order) }
        guard isSame else {
            runs = []
            for (place, order) in orders.enumerated() { runs.append(run(order, place)) }
            slots.reset(phases: orders.map { $0.run.plan.phases.count })
            return
        }
        for (order, run) in zip(orders, runs) {
            run.reset(order.run, before: before(order), recorded: order.recorded)
            run.host.begin(recorded(order), in: &self)
        }
    }

    mutating func run(_ order: VirtualOrder, _ place: Int) -> VirtualRun {
        let host = RunHost(
            recorded(order),
            in: &self,
            keepsEvents: keepsEvents,
            observer: observer.map { observer in { observer(place, $0) } }
        )
        let before = before(order)
        var calls = SimulatedCalls(order.run.plan, agents: order.agents, before: before)
        if let earlier = order.run.restoration { calls.note(earlier.events) }
        return VirtualRun(host, order, calls, before: before)
    }

    /// What agents had delivered before the run, or before the one that it resumes.
    private func before(_ order: VirtualOrder) -> [String: Int] {
        order.run.restoration?.basis?.delivered ?? order.run.earlier?.delivered
            ?? process.delivered
    }

    /// A run whose journal or process faults act on has a journal, whether anybody reads it afterwards or not.
    private mutating func recorded(_ order: VirtualOrder) -> RunRequest {
        guard !process.faults.isIdle, !order.run.isRecorded else { return order.run }
        let table = process.faults.enter(order.run.plan, as: order.run.lineage)
        guard !process.faults.failpoints(of: table).isDisjoint(with: .ofLives) else {
            return order.run
        }
        var request = order.run
        request.isRecorded = true
        return request
    }

    private mutating func start() {
        for (index, run) in runs.enumerated() {
            guard let wait = run.host.order.interruptedAt else {
                signals.append(Waiting(run: index, signal: run.host.beginning))
                continue
            }
            // Nothing starts at the time at which a run is interrupted.
            if wait > .zero { signals.append(Waiting(run: index, signal: run.host.beginning)) }
            let time = min(now + max(wait, .zero), .longest)
            timeline.schedule(slots.interruption(ofRun: index), at: time, isLimit: true)
        }
    }

    /// Lets the next thing happen; time moves where nothing happens before.
    @inline(__always)
    mutating func step() {
        if let next = signals.popFirst() {
            handle(next.signal, of: next.run)
        } else if let turn = timeline.popNext() {
            // A process that was stopped gets to what came due meanwhile only now.
            now = max(now, turn.time)
            take(turn)
        } else if let index = stalledRun {
            handle(.stalled, of: index)
        }
    }

    private mutating func take(_ turn: Timeline.Turn) {
        let (index, happening) = slots.happening(turn)
        switch happening {
        case .work(let call): noteWork(call, of: index)
        case .signal(let signal): handle(signal, of: index)
        case .recording: goOnRecording(index)
        case .interruption:
            runs[index].host.interrupt(in: &self)
            noteEnd(of: index)
        case .answer(let call):
            if let result = runs[index].takeResult(of: call) {
                handle(.ended(call, result), of: index)
            } else if let answer = runs[index].deliver(call) {
                handle(.ended(call, .success(answer)), of: index)
            }
        }
    }

    private mutating func noteWork(_ call: CallID, of index: Int) {
        let run = runs[index]
        for act in run.takeActs(of: call) {
            effects[run.host.order.effectsOwner, default: EffectLedger()].note(act)
        }
    }

    /// What the agents of a run did to the world, in this execution and those before it.
    func ledger(of run: VirtualRun) -> EffectLedger? {
        effects.isEmpty ? nil : effects[run.host.order.effectsOwner]
    }

    /// A run whose call never ends; the others may only wait for its result.
    private var stalledRun: Int? {
        runs.firstIndex { !$0.host.isFinished && $0.host.isCalling }
            ?? runs.firstIndex { !$0.host.isFinished }
    }

    private mutating func handle(_ signal: Signal, of index: Int) {
        runs[index].host.handle(signal, in: &self)
        noteEnd(of: index)
    }

    mutating func noteEnd(of index: Int) {
        let run = runs[index]
        guard run.host.isFinished, !run.isCounted else { return }
        if hasCrashed {
            resumeCrashed()
            return
        }
        run.isCounted = true
        finished += 1
        if let entry = run.host.takeLastEntry() {
            if run.recorder == nil {
                run.disk.append(entry)
            } else {
                asked.append(.entry(run: index, entry, answer: nil))
            }
        }
        guard runs.count > 1 else { return }
        for slot in slots.slots(ofRun: index) { timeline.cancel(slot) }
    }

    func index(of host: RunHost) -> Int { host.number - firstNumber }
}
