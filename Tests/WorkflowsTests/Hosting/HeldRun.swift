import Testing

@testable import Workflows

/// A world that only writes down what a run asks of it; the test says when an entry is durable, and what agents answer.
struct HeldWorld: RunWorld {
    /// What was done outside the run, in order: `call a 1`, `stop a 1`, `after a`, `keep a`, `drop a`.
    fileprivate(set) var log: [String] = []
    /// The entries that the run asked to have recorded.
    fileprivate(set) var entries: [JournalWriter.Entry] = []
    /// What is to be answered once the entries are durable that are not yet, the earliest first.
    fileprivate var answers: [Signal] = []
    fileprivate var signals: [Signal] = []
    /// Whether the test says when files are in their place.
    var holdsFiles = false
    /// The results whose files are being written, the earliest first.
    fileprivate var keeping: [(output: PhaseOutput, turn: TurnID)] = []
    fileprivate var process: ProcessHost
    var now = Duration.zero
    /// Until when the latest attempt of each phase may take.
    fileprivate(set) var limits: [PhaseID: Duration] = [:]

    fileprivate init(_ shared: (any SharedResults)?) {
        process = ProcessHost(cache: WorldCache(own: shared))
    }

    var wall: Duration { now }
    var cacheWall: Duration { now }

    mutating func answer(_ signal: Signal, to host: RunHost) { signals.append(signal) }

    mutating func withProcess(_ body: (inout ProcessHost) -> Void) { body(&process) }

    mutating func call(_ id: CallID, _ call: AgentCall, of host: RunHost) {
        log.append("\(id.isCompensation ? "undo" : "call") \(name(id.phase, host)) \(id.attempt)")
    }

    func knownTokens(of id: CallID, of host: RunHost) -> Int? { nil }

    mutating func stop(_ id: CallID, of host: RunHost) {
        log.append("stop \(name(id.phase, host)) \(id.attempt)")
    }

    mutating func wait(for timer: TimerID, until time: Duration, of host: RunHost) {
        if case .attempt(let call) = timer { limits[name(call.phase, host)] = time }
    }

    mutating func disarm(_ timer: TimerID, of host: RunHost) {}

    mutating func append(_ entry: JournalWriter.Entry, answer: Signal, of host: RunHost) {
        entries.append(entry)
        answers.append(answer)
    }

    mutating func append(
        _ entry: JournalWriter.Entry,
        answer: Signal,
        disturbed: AppendPassage,
        of host: RunHost
    ) {
        append(entry, answer: answer, of: host)
    }

    mutating func crash(with host: RunHost) { host.crash(in: &self) }

    mutating func pause(for time: Duration) { now += time }

    mutating func signal(
        _ signal: ProcessSignal,
        grace: Duration,
        to call: CallID,
        of host: RunHost
    ) {
        log.append("signal \(signal.rawValue) \(name(call.phase, host)) \(call.attempt)")
    }

    mutating func validate(
        _ turn: TurnID,
        _ output: PhaseOutput,
        _ findings: [ValidationFinding],
        of host: RunHost
    ) {
        signals.append(.validated(turn, findings))
    }

    mutating func run(_ hook: PhaseHook, in turn: TurnID, of host: RunHost) {
        log.append("\(hook.rawValue) \(name(turn.phase, host))")
    }

    mutating func keepFiles(_ output: PhaseOutput, in turn: TurnID, of host: RunHost) {
        log.append("keep \(name(turn.phase, host))")
        if holdsFiles {
            keeping.append((output, turn))
        } else {
            host.kept(output, in: turn, nil, in: &self)
        }
    }

    mutating func dropFiles(of phase: Int, of host: RunHost) {
        log.append("drop \(name(phase, host))")
    }

    mutating func rewind(to phase: Int, of host: RunHost) {}

    mutating func readFiles(in turn: TurnID, of host: RunHost) {
        signals.append(.filesRead(turn, []))
    }

    mutating func wake(_ waiting: [ProcessHost.Member], elsewhere: Bool, of host: RunHost) {}

    mutating func die(with host: RunHost) { host.die(in: &self) }

    private func name(_ phase: Int, _ host: RunHost) -> PhaseID { host.plan.phases[phase].id }
}

/// A run in a world where nothing is durable before the test says so.
struct HeldRun {
    let host: RunHost
    var world: HeldWorld

    init(_ plan: RunPlan, shared: (any SharedResults)? = nil) {
        var world = HeldWorld(shared)
        host = RunHost(RunRequest(plan: plan), in: &world)
        self.world = world
        send(.start)
    }

    mutating func send(_ signal: Signal) {
        host.handle(signal, in: &world)
        settle()
    }

    private mutating func settle() {
        while !world.signals.isEmpty { host.handle(world.signals.removeFirst(), in: &world) }
    }

    /// The agent answers the phase's current call.
    mutating func answer(_ phase: PhaseID, _ text: String = "done", files: Bool = false) throws {
        let written = [PhaseOutput.File(path: "made.txt", bytes: [1])]
        let output = PhaseOutput(text: text, files: files ? written : [])
        send(.ended(try call(of: phase), .success(AgentAnswer(output: output))))
    }

    /// The phase's current call fails for good.
    mutating func fail(_ phase: PhaseID) throws {
        let failure = OperationFailure(kind: "auth", message: "no luck", isRetryable: false)
        send(.ended(try call(of: phase), .failure(failure)))
    }

    private func call(of phase: PhaseID) throws -> CallID {
        let place = try #require(host.plan.place(of: phase))
        return CallID(phase: place, attempt: host.machine.attempts(of: place))
    }

    /// The earliest entries are durable, or cannot be recorded.
    mutating func record(_ count: Int = .max, failing message: String? = nil) {
        for _ in 0..<min(count, world.answers.count) {
            let failure = message.map { OperationFailure(kind: .ioError, message: $0) }
            host.recorded(world.answers.removeFirst(), failure, in: &world)
            settle()
        }
    }

    /// The files of the earliest result that waits for it are in their place.
    mutating func keep() throws {
        try #require(!world.keeping.isEmpty)
        let (output, turn) = world.keeping.removeFirst()
        host.kept(output, in: turn, nil, in: &world)
        settle()
    }

    /// What a phase waits for may be there.
    mutating func lookAgain(_ phase: Int) {
        host.lookAgain(phase, in: &world)
        settle()
    }

    /// How many entries are on their way.
    var pendingAnswers: Int { world.answers.count }

    /// What a new process reads once the run is over, or died after so many entries.
    func restoration(after count: Int = .max) throws -> RunRestoration {
        var entries = Array(world.entries.prefix(count))
        if count == .max, let last = host.takeLastEntry() { entries.append(last) }
        return RunRestoration(try JournalCodec.read(entries.map(\.bytes)).records)
    }
}
