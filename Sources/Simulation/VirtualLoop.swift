internal import Agents
internal import DequeModule
internal import Workflows

/// Runs that share one virtual process, and the memory that they leave to the next ones.
struct VirtualLoop {
    /// A signal that waits for its run. A tuple in a queue is moved by its description at run time.
    private struct Waiting {
        let run: Int
        let signal: Signal
    }

    var now = Duration.zero
    let cacheOrigin: Duration
    var process: ProcessHost
    private(set) var runs: [VirtualRun] = []
    /// The number in its process of the first of the runs.
    private var firstNumber = 0
    private var timeline = Timeline()
    private var slots = TimerSlots()
    private var signals: Deque<Waiting> = []
    private var finished = 0
    private let keepsEvents: Bool
    private let observer: ((Int, ArraySlice<Event>) -> Void)?

    /// A process in which nothing happened yet; the observer hears of what each signal led to, and of which run.
    init(
        process: ProcessHost,
        cacheOrigin: Duration,
        keepsEvents: Bool,
        observer: ((Int, ArraySlice<Event>) -> Void)? = nil
    ) {
        self.process = process
        self.cacheOrigin = cacheOrigin
        self.keepsEvents = keepsEvents
        self.observer = observer
    }

    /// Becomes a process in which nothing happened yet; memory is kept.
    mutating func reset() {
        now = .zero
        process.reset()
    }

    /// Performs runs that start at the same time, to the end of the last.
    mutating func drive(_ orders: [VirtualOrder], isCalledOff: () -> Bool) {
        process.isAlone = orders.count == 1
        take(orders)
        firstNumber = runs.first?.host.number ?? 0
        timeline.reset(slots: slots.count)
        signals.removeAll(keepingCapacity: true)
        finished = 0
        start()
        pump(isCalledOff)
    }

    /// Takes up what agents delivered in the runs that are over, for those that follow in the same process.
    mutating func noteDeliveries() {
        for run in runs where run.calls.hasDelivered { process.add(delivered: run.calls.fresh) }
    }

    /// Takes up what was ordered, in the memory of the runs before where those were of the same plans.
    private mutating func take(_ orders: [VirtualOrder]) {
        let isSame =
            orders.count == runs.count
            && zip(orders, runs).allSatisfy { order, run in run.canBecome(order) }
        guard isSame else {
            runs = []
            for (place, order) in orders.enumerated() { runs.append(run(order, place)) }
            slots.reset(phases: orders.map(\.run.plan.phases.count))
            return
        }
        for (order, run) in zip(orders, runs) {
            run.reset(order.run, before: before(order))
            run.host.begin(order.run, in: &self)
        }
    }

    private mutating func run(_ order: VirtualOrder, _ place: Int) -> VirtualRun {
        let host = RunHost(
            order.run,
            in: &self,
            keepsEvents: keepsEvents,
            observer: observer.map { observer in { observer(place, $0) } }
        )
        var calls = SimulatedCalls(order.run.plan, agents: order.agents, before: before(order))
        if let earlier = order.run.restoration { calls.note(earlier.events) }
        return VirtualRun(host, order.agents, calls)
    }

    /// What agents had delivered before the run, or before the one that it resumes.
    private func before(_ order: VirtualOrder) -> [String: Int] {
        order.run.restoration?.basis?.delivered ?? process.delivered
    }

    private mutating func start() {
        for (index, run) in runs.enumerated() {
            let wait = run.host.order.cancelsAt
            // Nothing starts at the time at which a run is cancelled.
            let first: Signal = wait.map { $0 <= .zero } == true ? .cancel : .start
            signals.append(Waiting(run: index, signal: first))
            guard let wait, wait > .zero else { continue }
            timeline.schedule(slots.cancellation(ofRun: index), at: now + wait, isLimit: true)
        }
    }

    private mutating func pump(_ isCalledOff: () -> Bool) {
        var steps = 0
        while finished < runs.count {
            steps += 1
            if steps % 4096 == 0, isCalledOff() {
                for index in runs.indices { handle(.cancel, of: index) }
            } else if let next = signals.popFirst() {
                handle(next.signal, of: next.run)
            } else if let turn = timeline.popNext() {
                now = turn.time
                take(turn)
            } else if let index = stalledRun {
                handle(.stalled, of: index)
            }
        }
    }

    private mutating func take(_ turn: Timeline.Turn) {
        let (index, happening) = slots.happening(turn)
        switch happening {
        case .signal(let signal): handle(signal, of: index)
        case .answer(let call):
            guard let answer = runs[index].calls.deliver(call) else { return }
            handle(.ended(call, .success(answer)), of: index)
        }
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

    private mutating func noteEnd(of index: Int) {
        let run = runs[index]
        guard run.host.isFinished, !run.isCounted else { return }
        run.isCounted = true
        finished += 1
        if let entry = run.host.takeLastEntry() { run.journal.append(entry) }
        guard runs.count > 1 else { return }
        for slot in slots.slots(ofRun: index) { timeline.cancel(slot) }
    }

    private func index(of host: RunHost) -> Int { host.number - firstNumber }
}

extension VirtualLoop: RunWorld {
    var wall: Duration { VirtualCalendar.start + now }

    var cacheWall: Duration { cacheOrigin + now }

    mutating func answer(_ signal: Signal, to host: RunHost) {
        signals.append(Waiting(run: index(of: host), signal: signal))
    }

    mutating func withProcess(_ body: (inout ProcessHost) -> Void) {
        body(&process)
    }

    mutating func call(_ id: CallID, _ call: AgentCall, of host: RunHost) {
        let index = index(of: host)
        let slot = slots.slot(of: id, run: index)
        timeline.open(slot)
        var end = now + call.delay
        if call.reachesAgent {
            let run = runs[index]
            guard let (latency, frames) = run.calls.begin(id) else { return }
            if frames > 0, host.awaitsHeartbeats(of: id.phase) {
                scheduleFrames(frames, over: latency, from: end, slot)
            }
            end += latency + call.wait
        }
        switch call.ending {
        case .answer: slots.note(id, in: slot)
        case .failure(let failure):
            let usage = call.reachesAgent ? runs[index].calls.usage(of: id) : .unknown
            slots.note(id, failure.spending(usage), in: slot)
        case .never:
            slots.note(id, in: slot)
            return
        }
        timeline.schedule(slot, at: min(end, .longest))
    }

    private mutating func scheduleFrames(
        _ count: Int,
        over latency: Duration,
        from start: Duration,
        _ slot: Int
    ) {
        guard count > 0 else { return }
        for frame in 1...count {
            let share = latency * frame / (count + 1)
            timeline.scheduleFrame(slot, at: min(start + share, .longest))
        }
    }

    mutating func stop(_ id: CallID, of host: RunHost) {
        timeline.cancel(slots.slot(of: id, run: index(of: host)))
    }

    mutating func wait(for timer: TimerID, until time: Duration, of host: RunHost) {
        let slot = slots.slot(of: timer, run: index(of: host))
        var isLimit = true
        switch timer {
        case .attempt(let call), .heartbeat(let call): slots.note(call, in: slot)
        case .backoff(let call):
            slots.note(call, in: slot)
            isLimit = false
        case .run: break
        }
        timeline.schedule(slot, at: time, isLimit: isLimit)
    }

    mutating func disarm(_ timer: TimerID, of host: RunHost) {
        timeline.cancel(slots.slot(of: timer, run: index(of: host)))
    }

    mutating func append(_ entry: JournalWriter.Entry, answer: Signal, of host: RunHost) {
        runs[index(of: host)].journal.append(entry)
        host.recorded(answer, nil, in: &self)
    }

    mutating func validate(
        _ turn: TurnID,
        _ output: PhaseOutput,
        _ findings: [ValidationFinding],
        of host: RunHost
    ) {
        // No program runs on a virtual clock.
        answer(.validated(turn, findings), to: host)
    }

    mutating func run(_ hook: PhaseHook, in turn: TurnID, of host: RunHost) {
        answer(.hooked(turn, hook, nil), to: host)
    }

    mutating func keepFiles(_ output: PhaseOutput, in turn: TurnID, of host: RunHost) {
        host.kept(output, in: turn, nil, in: &self)
    }

    // Nobody works on files here.

    mutating func dropFiles(of phase: Int, of host: RunHost) {}

    mutating func rewind(to phase: Int, of host: RunHost) {}

    mutating func readFiles(in turn: TurnID, of host: RunHost) {
        answer(.filesRead(turn, []), to: host)
    }

    mutating func wake(_ waiting: [ProcessHost.Member], elsewhere: Bool, of host: RunHost) {
        for member in waiting {
            let index = member.run - firstNumber
            guard runs.indices.contains(index) else { continue }
            runs[index].host.lookAgain(member.phase, in: &self)
        }
    }

    mutating func die(with host: RunHost) {
        for index in runs.indices {
            runs[index].host.die(in: &self)
            noteEnd(of: index)
        }
    }
}
