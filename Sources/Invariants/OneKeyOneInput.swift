internal import Workflows

/// An idempotency key never meets two different inputs: who knows the key would answer with the work of others.
///
/// A key names the execution, the phase and how often the phase's work was discarded. What it meets are the outputs of
/// the phase's declared inputs, and the requirements: within an execution those are the same, whoever resumes it may ask
/// for something else.
struct OneKeyOneInput: InvariantObserver {
    static let summary =
        "an idempotency key never meets two different inputs, over attempts and resumes alike"

    /// What the latest key of each phase met, for the execution that resumes this one.
    struct Life {
        /// How often each phase's work had been discarded; -1 where it was not called.
        fileprivate var discards: [Int32] = []
        /// The inputs, phase after phase; those of phases that were not called mean nothing.
        fileprivate var inputs: [Digest?] = []
        /// What was asked for.
        fileprivate var requirements = ""
    }

    private var life = Life()
    /// What keys met before the run was resumed.
    private var earlier: Life?
    /// What each phase gave last.
    private var outputs: [Digest?] = []

    mutating func begin(_ places: Int) {
        life.discards.refill(places, with: -1)
        outputs.refill(places, with: nil)
        earlier = nil
    }

    mutating func makeRoom(_ places: Int) {
        life.discards.grow(places, with: -1)
        outputs.grow(places, with: nil)
    }

    /// Takes up what happened before the run was resumed.
    mutating func resume(_ earlier: Life) { self.earlier = earlier }

    /// What there is to know for whoever resumes the run. What this execution did not call stays what it was.
    func ended(_ plan: ObservedPlan) -> Life {
        var whole = life
        whole.requirements = plan.requirements
        whole.inputs.refill(plan.inputs.count, with: nil)
        for place in 0..<min(plan.count, life.discards.count) {
            let isCalled = life.discards[place] >= 0
            guard let source = isCalled ? life : earlier, place < source.discards.count,
                source.inputs.count == plan.inputs.count
            else { continue }
            whole.discards[place] = source.discards[place]
            for index in plan.bounds[place].inputs { whole.inputs[index] = source.inputs[index] }
        }
        return whole
    }

    @inline(__always)
    mutating func note(_ event: ObservedEvent, _ source: EventSource, _ plan: ObservedPlan)
        -> String?
    {
        switch event.tag {
        case .attemptStarted: return objection(to: event.place, source, plan)
        case .phaseCommitted:
            if case .phaseCommitted(_, let digest, _) = source.kind {
                outputs[event.place] = digest
            }
        case .phaseDegraded:
            if case .phaseDegraded(_, let digest, _) = source.kind {
                outputs[event.place] = digest
            }
        case .phaseRestored:
            if case .phaseRestored(_, let digest, _) = source.kind {
                outputs[event.place] = digest
            }
        default: break
        }
        return nil
    }

    private mutating func objection(to place: Int, _ source: EventSource, _ plan: ObservedPlan)
        -> String?
    {
        let discards = source.discards
        guard place < plan.count, discards >= 0 else { return nil }
        if life.inputs.count != plan.inputs.count {
            life.inputs.refill(plan.inputs.count, with: nil)
        }
        let range = plan.bounds[place].inputs
        if life.discards[place] == discards {
            return difference(from: life, range, source, plan)
        }
        life.discards[place] = discards
        for index in range { life.inputs[index] = outputs[plan.inputs[index]] }
        guard let earlier, place < earlier.discards.count, earlier.discards[place] == discards
        else { return nil }
        guard earlier.requirements == plan.requirements else {
            return "attempt \(source.attempt) of \(source.phaseName) is given other requirements "
                + "under the key that it had before the run was resumed"
        }
        guard earlier.inputs.count == plan.inputs.count else { return nil }
        return difference(from: earlier, range, source, plan)
    }

    private func difference(
        from life: Life,
        _ range: Range<Int>,
        _ source: EventSource,
        _ plan: ObservedPlan
    ) -> String? {
        for index in range where life.inputs[index] != outputs[plan.inputs[index]] {
            let input = plan.phases[plan.inputs[index]].id
            let (old, new) = (life.inputs[index], outputs[plan.inputs[index]])
            return "attempt \(source.attempt) of \(source.phaseName) is given "
                + "\(new?.short ?? "nothing") of \(input) under the key that was given "
                + (old?.short ?? "nothing")
        }
        return nil
    }
}
