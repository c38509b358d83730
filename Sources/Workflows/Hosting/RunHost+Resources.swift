// The start of an attempt passes `resource`.
extension RunHost {
    /// A run has all its resources, but one that goes on has what faults left of them.
    func enterResources(in world: inout some RunWorld) {
        // What there is may be lowered later: what was used before counts.
        machine.isBudgeted = true
        let order = order
        let declared = ask { $0.resources }
        var left = declared
        world.withProcess { left = $0.resources(of: order, declared: declared) }
        if left != declared { ask { $0.lower(to: left) } }
    }

    /// Lets faults lower what there is; the attempt that starts has what it has.
    func passResources(_ call: CallID, in world: inout some RunWorld) {
        guard !call.isCompensation else { return }
        var passage = Passage.resource(ask { $0.resources })
        let acted = pass(&passage, at: .resource, call: call, in: &world)
        guard !acted.isEmpty, case .resource(let changed) = passage else { return }
        ask { $0.lower(to: changed) }
        let scope = plan.idempotencyScope
        world.withProcess { $0.lowered[scope] = changed }
        say(acted, phase: call.phase, attempt: call.attempt, in: &world)
    }
}

extension ProcessHost {
    /// What a run has of its resources when it begins, or goes on.
    ///
    /// What faults took in this process is gone whether it was recorded or not; what they took in another one, the run's
    /// journal says.
    mutating func resources(of run: RunRequest, declared: ResourcePassage) -> ResourcePassage {
        let scope = run.plan.idempotencyScope
        guard run.goesOn else {
            if !lowered.isEmpty { lowered[scope] = nil }
            return declared
        }
        var passage = Passage.resource(lowered[scope] ?? declared)
        for event in run.restoration?.events ?? [] {
            guard case .faultInjected(let phase?, let attempt?, let fault, _) = event.kind,
                let place = run.plan.place(of: phase)
            else { continue }
            let call = CallID(phase: place, attempt: attempt)
            let site = SiteChances(.resource, of: run.plan, as: run.site)
                .site(of: call, for: run.plan.phases[place], at: event.time)
            faults.react(fault, on: &passage, at: site, isCounted: false)
        }
        guard case .resource(let left) = passage else { return declared }
        if left != declared { lowered[scope] = left }
        return left
    }
}
