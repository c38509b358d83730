internal import Faults
internal import Invariants
internal import Scenarios
internal import Workflows

/// Follows the runs of executions: invariants, facts, and a hash over what happened; as with a run's host, access is
/// not checked for being exclusive.
final class ExecutionWatch: @unchecked Sendable {
    @exclusivity(unchecked) private var observers: InvariantObservers
    /// The same where an added fault can lower what a run may use: that costs more.
    @exclusivity(unchecked) private var lowered: InvariantObservers
    private let own: [(String, ResourcePassage)]
    @exclusivity(unchecked) private var isLowered = false
    @exclusivity(unchecked) private(set) var hash = TraceHash()
    @exclusivity(unchecked) private(set) var facts: Facts = []

    init(_ scenario: Scenario) {
        let own = scenario.faults.compactMap { declared in
            declared.fault.limits.map { (declared.fault.id, $0) }
        }
        observers = InvariantObservers(
            scenario.invariants,
            lowering: Dictionary(own) { first, _ in first }
        )
        self.own = own
        lowered = observers
    }

    /// An execution begins in which this is to act.
    func begin(_ targets: [FaultTarget]) {
        hash = TraceHash()
        facts = []
        isLowered = targets.contains { $0.sample.failpoint == .resource }
        guard isLowered else {
            observers.reset()
            return
        }
        let added = targets.compactMap { target in target.fault.limits.map { (target.id, $0) } }
        lowered = observers.renewed(lowering: Dictionary(own + added) { first, _ in first })
    }

    /// A run begins, in a batch of its own.
    func beginRun(_ plan: RunPlan, hasEffects: Bool) {
        if isLowered {
            lowered.begin(0, plan, hasEffects: hasEffects)
        } else {
            observers.begin(0, plan, hasEffects: hasEffects)
        }
    }

    /// What happened in the run since the last call.
    func note(_ latest: ArraySlice<Event>) {
        if isLowered { lowered.note(0, latest) } else { observers.note(0, latest) }
        note(hashing: latest)
    }

    /// What happened where somebody else holds it against invariants.
    func note(hashing latest: ArraySlice<Event>) {
        var hash = hash
        var facts = facts
        latest.withUnsafeBufferPointer { latest in
            guard let first = latest.baseAddress else { return }
            for place in latest.indices {
                hash.add(first + place)
                facts.note(first[place].tag)
            }
        }
        self.hash = hash
        self.facts = facts
    }

    /// What the agents of the run did to the world, after its last event.
    func note(_ effects: [EffectEntry], owed: [PhaseID: [AgentEffect]]) {
        if isLowered {
            lowered.note(0, effects, owed: owed)
        } else {
            observers.note(0, effects, owed: owed)
        }
    }

    /// The run is over, or its process died.
    func endRun(_ status: RunStatus, hasDied: Bool) {
        if status == .failed { facts.insert(.failure) }
        if isLowered {
            lowered.end(0, isInterrupted: hasDied)
            lowered.endBatch()
        } else {
            observers.end(0, isInterrupted: hasDied)
            observers.endBatch()
        }
    }

    /// A run failed.
    func noteFailure() { facts.insert(.failure) }

    /// What does not hold.
    var violations: [Violation] {
        let found = isLowered ? lowered.violations : observers.violations
        return found.isEmpty ? [] : found.map { Violation($0.invariant, $0.violation) }
    }
}

extension Violation {
    init(_ invariant: Invariant, _ violation: InvariantViolation) {
        self.init(
            promise: .invariant(invariant),
            run: violation.run,
            sequence: violation.sequence,
            message: violation.message
        )
    }
}
