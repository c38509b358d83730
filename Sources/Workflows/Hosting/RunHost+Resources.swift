// The start of an attempt passes `resource`.
extension RunHost {
    /// A run has all its resources, but one that goes on has what faults left of them.
    func enterResources(in world: inout some RunWorld) {
        // What there is may be lowered later: what was used before counts.
        machine.isBudgeted = true
        let order = order
        let declared = ask { $0.resources }
        var left = declared
        var isTold = true
        world.withProcess { (left, isTold) = $0.resources(of: order, declared: declared) }
        hasUntoldLimits = !isTold
        if left != declared { ask { $0.lower(to: left) } }
    }

    /// The run ended in a way of its own. If it is resumed, its journal says what faults left of its resources; what no
    /// journal says has to be remembered.
    func forgetResources(in world: inout some RunWorld) {
        guard isDisturbed(at: .resource), !hasUntoldLimits, !trace.status.awaitsMore else { return }
        let scope = plan.idempotencyScope
        world.withProcess { $0.lowered[scope] = nil }
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
    /// What a run has of its resources when it begins, or goes on, and whether its journal says all of it.
    ///
    /// What faults took in this process is gone whether it was recorded or not; what they took in another one, the run's
    /// journal says.
    mutating func resources(
        of run: RunRequest,
        declared: ResourcePassage
    ) -> (left: ResourcePassage, isTold: Bool) {
        let scope = run.plan.idempotencyScope
        guard run.goesOn else {
            if !lowered.isEmpty { lowered[scope] = nil }
            return (declared, true)
        }
        let told = resources(toldBy: run, declared: declared)
        var left = told
        if let lowered = lowered[scope] { left.lower(to: lowered) }
        if left != declared { lowered[scope] = left }
        return (left, left == told)
    }

    private mutating func resources(
        toldBy run: RunRequest,
        declared: ResourcePassage
    ) -> ResourcePassage {
        var passage = Passage.resource(declared)
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
        return left
    }
}
