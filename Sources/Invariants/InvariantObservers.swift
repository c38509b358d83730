package import Workflows

/// Follows the runs of a scenario for all its invariants, several runs at the same time.
///
/// A run has a slot among those of its batch, in the order in which they are listed; a run that is resumed after its
/// process died has its own slot. The same value serves millions of runs and many scenarios, and does not grow.
package struct InvariantObservers {
    /// The first violation of each invariant, in the order in which they were found.
    package private(set) var violations: [(invariant: Invariant, violation: InvariantViolation)] =
        []

    /// How many runs that may be resumed are remembered.
    private static let mostLives = 1024
    /// How many damaged outputs are remembered.
    private static let mostDamaged = 256

    private let asked: InvariantSet
    /// Those that have found nothing in this scenario.
    private var open: InvariantSet
    private var slots: [RunInvariants] = []
    /// How many slots the batch has.
    private var used = 0
    /// How many runs of the batch before are not taken over yet: another scenario need not know of them.
    private var waiting = 0
    private var cache = CacheHonesty()
    private var plan: ObservedPlan?
    private let isVirtual: Bool
    /// The outputs that faults damaged so far.
    private var damaged: [DamagedOutputUnused.Output] = []
    /// What the keys of runs met that may be resumed, by the scope of their keys.
    private var lives: [String: OneKeyOneInput.Life] = [:]
    /// What runs used that may be resumed, and whose use is limited, by the scope of their keys.
    private var spending: [String: [UsageBounds.Spent]] = [:]
    /// What faults left of the resources of runs that may be resumed, by the scope of their keys.
    private var left: [String: ResourcePassage] = [:]
    /// What is left of a run's resources once a fault has acted that lowers them, by its id.
    private let lowering: [String: ResourcePassage]

    /// Observers for these invariants; on a real clock what takes time between calls is not looked at. `lowering` says what
    /// faults leave of a run's resources from when they act, by their ids.
    package init(
        _ invariants: [Invariant] = Invariant.standard,
        isVirtual: Bool = true,
        lowering: [String: ResourcePassage] = [:]
    ) {
        self.init(
            asked: invariants.reduce(into: []) { $0.insert(InvariantSet($1)) },
            isVirtual: isVirtual,
            lowering: lowering
        )
    }

    private init(asked: InvariantSet, isVirtual: Bool, lowering: [String: ResourcePassage]) {
        self.isVirtual = isVirtual
        self.lowering = lowering
        self.asked = asked
        open = asked
    }

    /// The same invariants for executions in which other faults lower resources; nothing has happened yet. What was
    /// worked out of the plan is kept.
    package func renewed(lowering: [String: ResourcePassage]) -> InvariantObservers {
        var renewed = InvariantObservers(asked: asked, isVirtual: isVirtual, lowering: lowering)
        renewed.plan = plan
        return renewed
    }

    /// How many results, records and findings are held, whatever room there is.
    package var count: Int {
        cache.count + violations.count + slots.count + damaged.count + lives.count
            + spending.count + left.count
            + slots.reduce(0) { $0 + $1.results.records.count + $1.found.count }
    }

    /// Another scenario begins, with an empty cache.
    package mutating func reset() {
        waiting = 0
        used = 0
        open = asked
        if !violations.isEmpty { violations.removeAll(keepingCapacity: true) }
        cache.clear()
        if !damaged.isEmpty { damaged.removeAll(keepingCapacity: true) }
        if !lives.isEmpty { lives.removeAll(keepingCapacity: true) }
        if !spending.isEmpty { spending.removeAll(keepingCapacity: true) }
        if !left.isEmpty { left.removeAll(keepingCapacity: true) }
    }

    /// A run begins in a slot, from 0; its agents may do something to the world.
    package mutating func begin(_ slot: Int, _ plan: RunPlan, hasEffects: Bool = false) {
        if waiting > 0 { takeOver() }
        while slots.count <= slot {
            slots.append(RunInvariants(asked, isVirtual: isVirtual, lowering: lowering))
        }
        used = max(used, slot + 1)
        let known = self.plan.flatMap { $0.isPlan(of: plan) ? $0 : nil } ?? ObservedPlan(plan)
        self.plan = known
        slots[slot].begin(plan.run, known, hasEffects: hasEffects)
        if slots[slot].countsUsage, let spent = spending[plan.idempotencyScope] {
            slots[slot].takeOver(spent)
        }
        if !left.isEmpty, let left = left[plan.idempotencyScope] { slots[slot].lower(to: left) }
        if slots[slot].countsUsage || open.contains(.oneKeyOneInput) {
            slots[slot].scope = plan.idempotencyScope
        }
        guard !damaged.isEmpty || !lives.isEmpty else { return }
        slots[slot].takeOver(damaged, lives.isEmpty ? nil : lives[plan.idempotencyScope])
    }

    /// What happened in a slot's run since the last call.
    package mutating func note(_ slot: Int, _ events: ArraySlice<Event>) {
        slots[slot].note(events)
    }

    /// What the agents of a slot's run did to the world, after its last event; `owed` says what they are declared to do.
    package mutating func note(
        _ slot: Int,
        _ effects: [EffectEntry],
        owed: [PhaseID: [AgentEffect]] = [:]
    ) {
        slots[slot].note(effects, owed: owed)
    }

    /// A slot's run is over, or its process died. What reports say of it is compared where it is given.
    package mutating func end(
        _ slot: Int,
        isInterrupted: Bool,
        trace: RunTrace? = nil,
        record: RunRecord? = nil
    ) {
        slots[slot].end(isInterrupted: isInterrupted)
        if let trace { slots[slot].compare(trace, record ?? trace.record) }
        if isInterrupted { keepSpending(slot) }
        if !lowering.isEmpty { keepResources(slot) }
        guard isInterrupted, open.contains(.oneKeyOneInput), let plan = slots[slot].plan,
            plan.hasCheckpoints
        else { return }
        // Most of them are resumed at once, or never; what is forgotten only finds less.
        if lives.count >= Self.mostLives { lives.removeAll(keepingCapacity: true) }
        lives[slots[slot].scope] = slots[slot].oneKeyOneInput.ended(plan)
    }

    /// All runs are over that were in progress at the same time.
    package mutating func endBatch() {
        for slot in 0..<used where !slots[slot].found.isEmpty {
            for (invariant, violation) in slots[slot].found { report(invariant, violation) }
        }
        if open.contains(.damagedOutputUnused) { noteDamage() }
        if !open.isDisjoint(with: .ofResults) {
            if (0..<used).contains(where: { cache.mustJudge(slots[$0].results) }) {
                judgeCache()
            } else {
                waiting = used
            }
        }
        used = 0
    }

    /// Remembers what a run used that may be resumed, where that is limited.
    private mutating func keepSpending(_ slot: Int) {
        guard slots[slot].countsUsage, open.contains(.bounds) else { return }
        if spending.count >= Self.mostLives { spending.removeAll(keepingCapacity: true) }
        spending[slots[slot].scope] = slots[slot].usageBounds.settled
    }

    /// Remembers what faults left of the resources of a run: however it ended, it may be resumed.
    private mutating func keepResources(_ slot: Int) {
        guard slots[slot].left != ResourcePassage() else { return }
        if left.count >= Self.mostLives { left.removeAll(keepingCapacity: true) }
        left[slots[slot].scope] = slots[slot].left
    }

    private mutating func report(_ invariant: Invariant, _ violation: InvariantViolation) {
        guard open.contains(InvariantSet(invariant)) else { return }
        open.remove(InvariantSet(invariant))
        violations.append((invariant, violation))
    }

    /// Takes over what faults damaged in the runs of a batch, and what turned out to be no damage.
    private mutating func noteDamage() {
        let known = damaged
        for slot in 0..<used {
            let found = slots[slot].damagedOutputUnused.damaged
            if found.isEmpty, known.isEmpty { continue }
            // What was known and is no longer listed was given undisturbed.
            damaged.removeAll { output in
                known.contains(output) && !found.contains(output)
            }
            for output in found where !known.contains(output) && !damaged.contains(output) {
                damaged.append(output.settled)
            }
        }
        if damaged.count > Self.mostDamaged {
            damaged.removeFirst(damaged.count - Self.mostDamaged)
        }
    }

    private mutating func judgeCache() {
        let runs = slots[..<used].compactMap { slot in
            slot.plan.map { CacheHonesty.Run(run: slot.run, plan: $0, log: slot.results) }
        }
        guard let finding = cache.judge(runs) else { return }
        report(.cacheHonesty, InvariantViolation(finding.run, finding.sequence, finding.message))
        if let discarded = finding.discarded {
            let message =
                "\(discarded.phase) takes \(discarded.output.short) from the cache, which was "
                + "discarded"
            report(
                .discardedWorkUnused,
                InvariantViolation(finding.run, finding.sequence, message)
            )
        }
        cache.clear()
    }

    /// Takes over what the batch before did to results.
    private mutating func takeOver() {
        for slot in 0..<waiting {
            if let plan = slots[slot].plan { cache.postpone(plan, slots[slot].results.records) }
        }
        waiting = 0
        cache.endBatch()
    }
}
