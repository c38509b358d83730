// What was asked for and had to wait: it may have been discarded or called off meanwhile.
extension RunMachine {
    /// Whether an action is still to be done.
    func stillWants(_ action: Action) -> Bool {
        switch action {
        case .call(let call): isCurrent(call)
        case .lookUp(let phase, _, _): phases[phase].state == .ready
        case .validate(let phase, _): phases[phase].state == .validating
        case .runHook(let phase, let hook): status == nil && awaits(hook, of: phase)
        case .append(let phase, _): isCommitting(phase)
        case .store(let key, _, _):
            plan.place(of: key.phase).map { phases[$0].state == .committed } ?? false
        default: true
        }
    }

    /// Whether the end of a hook beside a phase means anything now.
    func awaits(_ hook: PhaseHook, of index: Int) -> Bool {
        let phase = phases[index]
        return switch hook {
        case .before: phase.state == .ready
        case .after: phase.state == .committed && phase.isSettling
        case .onFailure: phase.state == .failed && phase.finalFailure != nil
        }
    }
}
