/// Decides what a run does next; performs nothing itself.
///
/// Both worlds drive this one machine: signals go in, actions and events come out. It neither waits nor reads a clock:
/// every signal says what time it is, counted from the start of the world. The steps that a phase can take are listed
/// in `PhaseState.transitions`; a step that is not listed there stops the program.
package struct RunMachine: Sendable {
    /// What the run does.
    package private(set) var plan: RunPlan
    /// The plan's phases and its run, at hand without a detour: they are looked at at every step.
    package private(set) var planned: [RunPlan.Phase]
    private(set) var run: Event.Run
    var phases: [PhaseProgress]
    /// How the run ended, once it has.
    package internal(set) var status: RunStatus?
    /// The first cause, where the run failed.
    package internal(set) var error: RunError?
    /// The steps of phases taken so far, for tests that ask which were never taken.
    package internal(set) var taken: Set<PhaseState.Transition> = []
    let recordsTransitions: Bool
    private(set) var chance: Chance
    private(set) var restoration: RunRestoration?
    /// The keys that phases had for the inputs that they had, over the runs of one plan.
    var keys: [KeyMemory] = []
    /// The phases that depend on those that work was taken back from, over the runs of one plan.
    private var affected: [Int: [Int]] = [:]
    /// Whether it was a machine for another run before.
    private(set) var isReused = false
    var startedAt = Duration.zero
    var now = Duration.zero
    /// The wall time since 1970.
    var wall = Duration.zero
    var sequence = 0
    /// Phases whose turn may have come; each is looked at again before it starts.
    var ready = ReusableHeap<Int>()
    /// How many phases are not over, hooks after them included.
    var unfinished: Int
    /// How many phases an agent, the cache, a hook or a timer is being waited for.
    var active = 0
    /// How many agents may be at work at the same time, and how many are.
    var slots: Int
    var working = 0
    /// When timers are due, by phase; empty until one is set.
    var dues: [TimerDues] = []
    /// How much the run's calls may use.
    var budget: UsageBudget
    /// Whether usage is counted, because something limits it.
    var isBudgeted: Bool
    /// What calls used, in the run and by phase; empty until something is counted.
    var spent = SpentUsage()
    var spentOfPhases: [SpentUsage] = []
    /// Phases that wait for a slot; each is looked at again before it gets one.
    var waitingForSlot = ReusableHeap<Int>()
    /// When nothing starts any more; `nil` where that is never, or where the run is being undone.
    var deadline: Duration?
    /// The failure that ends the run once nothing else can run.
    var lasting: LastingFailure?
    var commits = 0
    var rollbacks = 0
    /// What ends the run once every hook and every compensation is over.
    var stopping: Stopping?
    /// The phase whose commit ends the run, from when it goes to the record to its answer.
    var closingPhase: Int?
    /// The phase whose commit cancels the run, for scenarios that cancel there.
    package var cancelsAfter: PhaseID?
    /// Why calls have no answer yet, where their world says so.
    var causes: [CallID: String] = [:]
    /// What acted on the opening of the journal that the run resumes.
    var opened: [FiredFault] = []
    /// When the run began in which this is not the first life.
    var firstStart: Duration?
    /// Whether it has said that it begins.
    var hasOpened = false
    /// Whether it was cancelled while it is being undone, which goes on.
    var isCancelled = false
    /// What came while the last commit was being recorded.
    var deferred: [Signal] = []

    /// Why no phase starts any more.
    enum Stopping: Sendable {
        /// Phases are undone, latest commit first; then the run fails.
        case compensating(RunError, left: [Int])
        /// A hook on a failure is being waited for.
        case awaitingHook
    }

    /// A machine for one run, or for the rest of one.
    package init(
        _ plan: RunPlan,
        restoring restoration: RunRestoration? = nil,
        recordsTransitions: Bool = false
    ) {
        self.plan = plan
        planned = plan.phases
        run = plan.run
        self.restoration = restoration
        self.recordsTransitions = recordsTransitions
        phases = Array(repeating: PhaseProgress(), count: plan.phases.count)
        unfinished = plan.phases.count
        slots = plan.concurrencyLimit
        budget = plan.budget
        isBudgeted = plan.isBudgeted
        chance = Self.chance(of: plan)
    }

    private static let retry = Chance.Word("retry")

    private static func chance(of plan: RunPlan) -> Chance {
        Chance(seed: plan.seed).named(retry).named(plan.drawnName).numbered(plan.run.repetition)
    }

    /// Becomes a machine for another run of the same plan but for seed and repetition; memory is kept.
    mutating func reset(_ plan: RunPlan, restoring restoration: RunRestoration? = nil) {
        precondition(plan.identity == self.plan.identity, "a machine is reset for its own plan")
        isReused = true
        self.plan = plan
        run = plan.run
        self.restoration = restoration
        chance = Self.chance(of: plan)
        for index in phases.indices { phases[index].reset() }
        status = nil
        error = nil
        startedAt = .zero
        now = .zero
        wall = .zero
        sequence = 0
        ready.removeAll()
        unfinished = phases.count
        active = 0
        working = 0
        waitingForSlot.removeAll()
        slots = plan.concurrencyLimit
        budget = plan.budget
        isBudgeted = plan.isBudgeted
        if !spentOfPhases.isEmpty {
            spent = SpentUsage()
            spentOfPhases.removeAll(keepingCapacity: true)
        }
        deadline = nil
        lasting = nil
        commits = 0
        rollbacks = 0
        stopping = nil
        closingPhase = nil
        cancelsAfter = nil
        isCancelled = false
        causes.removeAll()
        deferred.removeAll()
        if !opened.isEmpty { opened.removeAll() }
        firstStart = nil
        hasOpened = false
    }

    /// The output of a phase that counts: committed or degraded.
    package func output(of phase: Int) -> PhaseOutput? {
        phases[phase].state.isOver ? phases[phase].output : nil
    }

    /// Whether a phase's calls must show that they are alive.
    package func awaitsHeartbeats(of phase: Int) -> Bool {
        planned[phase].configuration.heartbeatTimeout != nil
    }

    /// How often a phase's agent was called so far.
    package func attempts(of phase: Int) -> Int { phases[phase].attempts }

    /// How often a phase's work was discarded, over all executions.
    package func discards(of phase: Int) -> Int { phases[phase].discards }

    /// Whether a phase's turn has come in this run, and its work was not taken back since.
    package func hasBegun(_ phase: Int) -> Bool {
        switch phases[phase].state {
        case .pending, .blocked, .skipped: false
        default: true
        }
    }

    /// Whether what a phase gave in this turn is being recorded.
    func isCommitting(_ turn: TurnID) -> Bool {
        isCurrent(turn) && phases[turn.phase].state == .committing
    }

    /// Whether an agent is at work, or undoes a phase.
    package var isCalling: Bool {
        phases.contains { $0.state == .running || $0.state == .rollingBack }
    }

    /// The outputs that count, by phase; those of degraded phases are not among them.
    package var committedOutputs: [PhaseID: PhaseOutput] {
        outputs(of: .committed)
    }

    /// What degraded phases handed on.
    package var fallbacks: [PhaseID: PhaseOutput] {
        outputs(of: .degraded)
    }

    private func outputs(of state: PhaseState) -> [PhaseID: PhaseOutput] {
        let count = count(of: state)
        guard count > 0 else { return [:] }
        if count == phases.count, phases.allSatisfy({ $0.output != nil }) {
            // As it nearly always is; the names are hashed once for the plan.
            return plan.places.mapValues { phases[$0].output ?? PhaseOutput(text: "") }
        }
        var outputs: [PhaseID: PhaseOutput] = [:]
        outputs.reserveCapacity(count)
        for index in phases.indices where phases[index].state == state {
            outputs[planned[index].id] = phases[index].output
        }
        return outputs
    }

    /// A phase and those that depend on it, in the plan's order.
    mutating func affected(by target: Int) -> [Int] {
        if let known = affected[target] { return known }
        let found = [target] + plan.dependants(of: target)
        affected[target] = found
        return found
    }

    /// How many phases are in a state.
    func count(of state: PhaseState) -> Int {
        var count = 0
        for index in phases.indices where phases[index].state == state { count += 1 }
        return count
    }

    /// What a signal means. Signals that come after the end, or from calls no longer wanted, mean nothing.
    ///
    /// `wall` is the wall time since 1970, for dates that other sides name.
    package mutating func handle(
        _ signal: Signal,
        at time: Duration,
        wall: Duration = .zero,
        into step: inout MachineOutput
    ) {
        guard status == nil else { return }
        now = time
        self.wall = wall
        guard !isDeferred(signal) else { return }
        take(signal, &step)
        if status == nil { startReadyPhases(&step) }
    }

    private mutating func take(_ signal: Signal, _ step: inout MachineOutput) {
        switch signal {
        case .start: start(&step)
        case .refused(let failure): refuse(failure, &step)
        case .filesRead(let turn, let parts): filesRead(turn, parts, &step)
        case .lookedUp(let turn, let result): lookedUp(turn, result, &step)
        case .faultInjected(let phase, let attempt, let fired):
            say(fired, phase: phase, attempt: attempt, &step)
        case .frame(let call): showedLife(call, &step)
        case .ended(let call, let result): ended(call, result, &step)
        case .validated(let turn, let findings): validated(turn, findings, &step)
        case .hooked(let turn, let hook, let failure): hooked(turn, hook, failure, &step)
        case .appended(let phase): appended(phase, &step)
        case .filesRefused(let phase, let failure): filesRefused(phase, failure, &step)
        case .appendFailed(let phase, let failure): appendFailed(phase, failure, &step)
        case .stored(let phase, let evicted):
            emit(.cacheEvicted(planned[phase].id, count: evicted), at: phase, &step)
        case .compensationRecorded(let phase, let failure): undone(phase, failure, &step)
        case .recorded(let failure): recorded(failure, &step)
        case .waits(let call, let cause): causes[call] = cause
        case .fired(let timer): fired(timer, &step)
        case .stalled: stalled(&step)
        case .cancel: cancel(&step)
        }
    }

    /// While the commit that ends the run is being recorded, the record decides: what would end the run otherwise waits
    /// for the answer.
    private mutating func isDeferred(_ signal: Signal) -> Bool {
        guard closingPhase != nil else { return false }
        switch signal {
        case .cancel, .fired(.run):
            deferred.append(signal)
            return true
        default: return false
        }
    }

    /// Takes up what waited for the last commit, which was not recorded.
    mutating func takeDeferred(_ step: inout MachineOutput) {
        closingPhase = nil
        let waiting = deferred
        deferred = []
        for signal in waiting where status == nil { take(signal, &step) }
    }
}
