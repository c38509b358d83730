// The start of an attempt passes `resource`.
extension RunHost {
    /// Lets faults lower what there is; the attempt that starts has what it has.
    func passResources(_ call: CallID, in world: inout some RunWorld) {
        guard !call.isCompensation else { return }
        var passage = Passage.resource(ask { $0.resources })
        let acted = pass(&passage, at: .resource, call: call, in: &world)
        guard !acted.isEmpty, case .resource(let changed) = passage else { return }
        ask { $0.lower(to: changed) }
        say(acted, phase: call.phase, attempt: call.attempt, in: &world)
    }
}
