import TestSupport
import Workflows

/// A scenario whose graph, settings, faults, deaths and cancellations are functions of a seed.
///
/// It is drawn so that nothing depends on which of two things happens first on a real clock: phases run one after
/// another; or they run at the same time, and nothing that they share counts; or whole runs do, and share results.
struct DrawnScenario: Sendable, CustomStringConvertible {
    /// What happens at the same time.
    enum Concurrency: Int, Sendable, CaseIterable {
        case none, phases, runs
    }

    /// Runs that start at the same time, after what a person did before them.
    struct MachineOutput: Sendable {
        var repetitions: [Int]
        /// Resumes the run of the step before.
        var isResumption = false
        var isRestart = false
        var invalidates = false
        var death: RunDeath?
        var cancelsAfter: PhaseID?
        var cancelsAt: Duration?
    }

    let seed: UInt64
    let concurrency: Concurrency
    /// Whether concurrent runs share results.
    let sharesResults: Bool
    private let chance: Chance

    init(seed: UInt64) {
        self.seed = seed
        chance = Chance(seed: seed).named("scenario")
        concurrency =
            switch seed % 5 {
            case 0..<3: .none
            case 3: .phases
            default: .runs
            }
        sharesResults = seed.isMultiple(of: 2)
    }

    var description: String { "seed \(seed), \(concurrency)" }

    func uniform(_ name: String) -> Double { chance.named(name).uniform() }

    func isTrue(_ name: String, _ share: Double = 0.5) -> Bool { uniform(name) < share }

    func number(_ name: String, _ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(uniform(name) * Double(range.count))
    }

    func pick<Value>(_ name: String, _ values: [Value]) -> Value {
        values[number(name, 0...values.count - 1)]
    }

    var phaseNames: [String] { Array(["a", "b", "c", "d", "e"].prefix(number("phases", 2...5))) }

    var phases: [Workflow.Phase] {
        phaseNames.enumerated().map { index, name in
            // A slot is not held by hooks and look-ups: only what depends on each other has one order without parallel.
            let needs = phaseNames.prefix(index).enumerated().filter { place, other in
                isTrue("\(name) needs \(other)", 0.6)
                    || (concurrency == .none && place == index - 1)
            }.map(\.element)
            return Workflow.Phase(
                PhaseID(name),
                needs: needs.map { PhaseID($0) },
                agent: agentName(of: name)
            )
        }
    }

    /// Some agents are used by several phases, where the order of their calls is determined.
    private func agentName(of phase: String) -> String {
        concurrency == .none && isTrue("\(phase) shares", 0.25) ? "shared" : phase
    }

    /// What the journal, the cache and the engine are asked to survive, one after another.
    var steps: [MachineOutput] {
        guard concurrency == .none else {
            let count = concurrency == .runs ? number("runs", 2...4) : 1
            return [
                MachineOutput(repetitions: Array(1...count)),
                MachineOutput(repetitions: [count + 1]),
            ]
        }
        var hit = MachineOutput(repetitions: [2])
        let phase = PhaseID(pick("hit", phaseNames))
        switch number("blow", 0...4) {
        case 0: hit.death = .afterEvents(number("death", 2...30))
        case 1: hit.death = .afterCommit(of: phase)
        case 2: hit.cancelsAfter = phase
        case 3 where hangs: hit.cancelsAt = .seconds(2)
        default: break
        }
        var resumed = MachineOutput(
            repetitions: [2],
            isResumption: true,
            isRestart: hit.death != nil
        )
        if isTrue("dies again", 0.3) { resumed.death = .afterEvents(number("again", 2...20)) }
        var steps = [MachineOutput(repetitions: [1]), hit, resumed]
        if resumed.death != nil {
            steps.append(MachineOutput(repetitions: [2], isResumption: true, isRestart: true))
        }
        var last = MachineOutput(repetitions: [3])
        last.isRestart = isTrue("restart", 0.3)
        last.invalidates = isTrue("invalidate", 0.3)
        return steps + [last]
    }

    /// Whether a hang meets no timeout: what ends it is a cancellation, the run's deadline, or that nothing is left.
    var hangs: Bool { concurrency == .none && isTrue("unbounded hang", 0.1) }
}

// What is configured.
extension DrawnScenario {
    func plan(_ repetition: Int) throws -> RunPlan {
        var plan = try RunPlan.of(phases, requirements: "a long story, \(seed)") {
            configure(&$0)
        }.reseeded(seed).repeated(repetition)
        if isSlow { plan.slowLimits = [PhaseSeries(PhaseID(phaseNames[0])): .milliseconds(2)] }
        return plan
    }

    private func configure(_ configuration: inout WorkflowConfiguration) {
        configuration.isParallel = concurrency != .none
        configuration.hasCheckpoints = isTrue("checkpoints", 0.9)
        configuration.context.budget = isTrue("budget", 0.2) ? 40 : nil
        for phase in phases { configuration.phase(phase.id) { configure(&$0, phase) } }
        guard concurrency == .none else { return }
        configuration.rollback = pick(
            "policy",
            [.lastGood, .to(PhaseID(phaseNames[0])), .compensate, .degrade, .none]
        )
        configuration.maxRollbacks = number("rollbacks", 0...2)
        configuration.cacheLimits = CacheLimits(entries: isTrue("narrow", 0.3) ? 2 : 1000)
        if isTrue("skip", 0.1) { configuration.skipped = [PhaseID(phaseNames[0])] }
        if hangs, isTrue("deadline") { configuration.runTimeout = .seconds(2) }
        guard isTrue("review", 0.4), let last = phases.last, phaseNames.count > 2 else { return }
        configuration.phase(last.id) { phase in
            phase.validators = [.contains("fine")]
            phase.onRejected = .init(revise: PhaseID(phaseNames[1]), max: number("max", 1...2))
        }
    }

    private func configure(_ phase: inout PhaseConfiguration, _ declared: Workflow.Phase) {
        let name = declared.id.name
        phase.isCached = concurrency == .runs ? sharesResults : isTrue("\(name) cached", 0.8)
        phase.cacheTags = isTrue("\(name) tagged") ? ["tag"] : []
        phase.keyFields = isTrue("\(name) narrowed", 0.1) ? [.requirements, .agent] : nil
        phase.attemptTimeout = hangs ? nil : .milliseconds(400)
        phase.heartbeatTimeout = !hangs && isTrue("\(name) beats", 0.2) ? .milliseconds(300) : nil
        phase.retry.initial = .milliseconds(1)
        phase.retry.jitter = isTrue("\(name) jitter") ? .full : .fraction(0.3)
        phase.retry.maxAttempts = number("\(name) attempts", 2...4)
        phase.retry.patternLength = 2
        // What runs after a phase runs next to the following one.
        let hooks = concurrency == .none ? [.before, .onFailure] : PhaseHook.allCases
        phase.hooks = isTrue("\(name) hooked", 0.3) ? Set(hooks) : []
        phase.fallback = "as last time"
        phase.validators = isTrue("\(name) judged", 0.3) ? [.function("anything")] : []
        if isTrue("\(name) spelt", 0.2) { phase.validators.append(.contains("\(name)")) }
        // With others in progress an end of the run would meet them at any point of their work.
        phase.retry.onExhausted = .degrade
        guard concurrency == .none else { return }
        phase.retry.onExhausted = pick("\(name) exit", RetryPolicy.Exhaustion.allCases)
        phase.retry.stopsOnPattern = isTrue("\(name) stops", 0.1)
        phase.retry.nonRetryable = isTrue("\(name) fatal", 0.1) ? ["crash"] : []
        phase.compensation = isTrue("\(name) undone", 0.7) ? "undo" : nil
    }
}
