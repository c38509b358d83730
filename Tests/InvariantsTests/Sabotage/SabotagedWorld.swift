import Faults
import Invariants

@testable import Workflows

/// A small world with a virtual clock, around the real host and machine; all that passes between them and the world
/// passes a filter.
struct SabotagedWorld: RunWorld {
    /// What an agent does: each answer takes the same time; the last repeats.
    struct Agent {
        var latency = Duration.seconds(10)
        var answers: [AgentAnswer] = ["done"]
        var effects: [AgentEffect] = []
    }

    private struct Turn {
        let time: Duration
        let signal: Signal
        let isOf: (Signal) -> Bool
    }

    private var time = Duration.zero
    private var process: ProcessHost
    private let filter: Sabotage.Filter
    private let agents: [String: Agent]
    private var calls: [String: Int] = [:]
    private var signals: [Signal] = []
    private var turns: [Turn] = []
    private var journals: [String: [[UInt8]]] = [:]
    private var runs = 0
    private var count = 0
    /// What agents did in the present run.
    private var ledger = EffectLedger()
    /// Whether what agents are asked is read.
    private let readsRequests: Bool

    init(
        _ filter: Sabotage.Filter,
        agents: [String: Agent] = [:],
        faults: [Fault] = [],
        readsRequests: Bool = false
    ) {
        self.readsRequests = readsRequests
        self.filter = filter
        self.agents = agents
        process = ProcessHost(cache: WorldCache(), faults: DrawnFaults(faults))
    }

    var now: Duration { filter.clock(time) }
    var wall: Duration { .seconds(1_000_000_000) + now }
    var cacheWall: Duration { wall }
    /// What became of each fault so far.
    var tallies: [String: FaultTally] { process.faults.tallies }

    /// Executes a run to its end or its death, from what the journal of another says where that is named.
    mutating func run(
        _ plan: RunPlan,
        resuming earlier: String? = nil,
        death: RunDeath? = nil
    ) throws -> ObservedRun {
        var order = RunRequest(plan: try filter.order(plan))
        order.death = death
        if let earlier {
            let entries = journals[earlier] ?? []
            order.restoration = RunRestoration(try JournalCodec.read(entries).records)
            order.recordedEntries = entries.count
            journals[plan.run.id] = entries
        }
        runs += 1
        process.isAlone = true
        signals = [.start]
        turns = []
        ledger = EffectLedger()
        var host = RunHost(order, in: &self)
        for _ in 0..<10_000 where !host.isFinished || host.hasCrashed {
            if host.hasCrashed { host = nextLife(of: host) } else { step(host) }
        }
        if let entry = host.takeLastEntry() { keep(entry, of: host) }
        let trace = host.finishedTrace(ledger)
        let owed = plan.phases.compactMap { phase in
            agents[phase.agent].map { (phase.id, $0.effects) }
        }
        var run = ObservedRun(
            plan: plan,
            events: trace.events,
            isInterrupted: trace.status == .interrupted,
            effects: trace.effects,
            owed: Dictionary(uniqueKeysWithValues: owed.filter { !$0.1.isEmpty })
        )
        run.trace = trace
        return run
    }

    private mutating func step(_ host: RunHost) {
        var signal = Signal.stalled
        if !signals.isEmpty {
            signal = signals.removeFirst()
        } else if let next = turns.indices.min(by: { turns[$0].time < turns[$1].time }) {
            time = max(time, turns[next].time)
            signal = turns.remove(at: next).signal
        }
        for passed in filter.signal(signal, &count) {
            let before = host.machine
            host.handle(passed, in: &self)
            guard let instead = filter.forgets(passed, &count) else { continue }
            var machine = before
            machine.takeOver(sequence: host.machine.sequence, startedAt: host.startedAt)
            host.machine = machine
            for again in instead { host.handle(again, in: &self) }
        }
    }

    /// The process died by a fault: another goes on from what the disk has.
    private mutating func nextLife(of host: RunHost) -> RunHost {
        let id = host.plan.run.id
        let (order, entries) = host.nextLife(journals[id] ?? [], delivered: [:], in: &self)
        journals[id] = entries
        turns = []
        let next = RunHost(order, in: &self)
        signals = [next.beginning]
        return next
    }

    private mutating func keep(_ entry: JournalWriter.Entry, of host: RunHost) {
        guard filter.keeps(entry, runs) else { return }
        journals[host.plan.run.id, default: []].append(entry.bytes)
    }
}

// What the host asks for.
extension SabotagedWorld {
    mutating func answer(_ signal: Signal, to host: RunHost) { signals.append(signal) }

    mutating func withProcess(_ body: (inout ProcessHost) -> Void) { body(&process) }

    mutating func call(_ id: CallID, _ call: AgentCall, of host: RunHost) {
        var end = now + call.delay
        var result = Result<AgentAnswer, OperationFailure>.success("done")
        if call.reachesAgent {
            let phase = host.plan.phases[id.phase]
            let name = id.isCompensation ? phase.configuration.compensation ?? "" : phase.agent
            let agent = agents[name] ?? Agent()
            let number = calls[name, default: 0]
            calls[name] = number + 1
            result = .success(agent.answers[min(number, agent.answers.count - 1)])
            end += agent.latency + call.wait
            if readsRequests { _ = host.request(for: id) }
            if filter.works(id), !agent.effects.isEmpty {
                let key = host.request(for: id).idempotencyKey
                for (place, effect) in agent.effects.enumerated() {
                    ledger.note(EffectAct(effect, by: host.origin(of: id), key: key, place: place))
                }
            }
        }
        switch call.ending {
        case .answer: break
        case .given(let answer): result = .success(answer)
        case .failure(let failure): result = .failure(failure)
        case .never: return
        }
        schedule(.ended(id, result), at: end) {
            if case .ended(id, _) = $0 { true } else { false }
        }
    }

    mutating func stop(_ id: CallID, of host: RunHost) {
        remove(.ended(id, .success("")))
    }

    mutating func wait(for timer: TimerID, until time: Duration, of host: RunHost) {
        guard let time = filter.timer(timer, time) else { return }
        schedule(.fired(timer), at: time) {
            if case .fired(timer) = $0 { true } else { false }
        }
    }

    mutating func disarm(_ timer: TimerID, of host: RunHost) { remove(.fired(timer)) }

    private mutating func schedule(
        _ signal: Signal,
        at time: Duration,
        isOf: @escaping (Signal) -> Bool
    ) {
        turns.append(Turn(time: time, signal: signal, isOf: isOf))
    }

    private mutating func remove(_ signal: Signal) { turns.removeAll { $0.isOf(signal) } }

    mutating func append(_ entry: JournalWriter.Entry, answer: Signal, of host: RunHost) {
        keep(entry, of: host)
        guard filter.acknowledges(entry) else { return }
        host.recorded(answer, nil, in: &self)
    }

    mutating func validate(
        _ turn: TurnID,
        _ output: PhaseOutput,
        _ findings: [ValidationFinding],
        of host: RunHost
    ) {
        answer(.validated(turn, findings), to: host)
    }

    mutating func run(_ hook: PhaseHook, in turn: TurnID, of host: RunHost) {
        answer(.hooked(turn, hook, nil), to: host)
    }

    mutating func keepFiles(_ output: PhaseOutput, in turn: TurnID, of host: RunHost) {
        host.kept(output, in: turn, nil, in: &self)
    }

    mutating func dropFiles(of phase: Int, of host: RunHost) {}

    mutating func rewind(to phase: Int, of host: RunHost) {}

    mutating func readFiles(in turn: TurnID, of host: RunHost) {
        answer(.filesRead(turn, []), to: host)
    }

    mutating func wake(_ waiting: [ProcessHost.Member], elsewhere: Bool, of host: RunHost) {}

    mutating func die(with host: RunHost) { host.die(in: &self) }
}

// What only faults of journals and processes ask for, which are not sabotaged here.
extension SabotagedWorld {
    func knownTokens(of id: CallID, of host: RunHost) -> Int? { nil }

    mutating func append(
        _ entry: JournalWriter.Entry,
        answer: Signal,
        disturbed: AppendPassage,
        of host: RunHost
    ) {
        switch disturbed.fate {
        case .torn, .flipped:
            let bytes = filter.heals ? entry.bytes : disturbed.remains(of: entry.bytes)
            journals[host.plan.run.id, default: []].append(bytes)
            crash(with: host)
        default: append(entry, answer: answer, of: host)
        }
    }

    mutating func crash(with host: RunHost) { host.crash(in: &self) }

    mutating func pause(for time: Duration) { self.time += time }

    mutating func signal(
        _ signal: ProcessSignal,
        grace: Duration,
        to call: CallID,
        of host: RunHost
    ) {}
}
