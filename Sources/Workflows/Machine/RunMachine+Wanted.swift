// What was asked for and had to wait: it may have been discarded or cancelled meanwhile.
extension RunMachine {
    /// Whether an action is still to be done.
    func stillWants(_ action: Action) -> Bool {
        switch action {
        case .call(let call): isCurrent(call)
        case .readFiles(let turn): isCurrent(turn)
        case .lookUp(let turn, _, _): isCurrent(turn) && phases[turn.phase].state == .ready
        case .validate(let turn, _): isValidating(turn)
        case .runHook(let turn, let hook): status == nil && awaits(hook, in: turn)
        case .append(let turn, _): isCommitting(turn)
        case .store(let key, _, _):
            plan.place(of: key.phase).map { phases[$0].state == .committed } ?? false
        default: true
        }
    }

    /// The key under which the result that is being recorded will be kept; `nil` where none will.
    func keyToKeep(of index: Int) -> CacheKey? {
        phases[index].isCached ? nil : phases[index].key
    }

    /// The present turn of a phase, or the one that is to come.
    func turn(of index: Int) -> TurnID {
        TurnID(phase: index, number: phases[index].discards)
    }

    /// Whether a turn's work was not discarded.
    func isCurrent(_ turn: TurnID) -> Bool { phases[turn.phase].discards == turn.number }

    /// Whether what a phase gave in this turn is being validated.
    func isValidating(_ turn: TurnID) -> Bool {
        isCurrent(turn) && phases[turn.phase].state == .validating
    }

    /// Whether the end of a phase's hook means anything now.
    func awaits(_ hook: PhaseHook, in turn: TurnID) -> Bool {
        guard isCurrent(turn) else { return false }
        let phase = phases[turn.phase]
        return switch hook {
        case .before: phase.state == .ready
        case .after: phase.state == .committed && phase.isSettling
        case .onFailure: phase.state == .failed && phase.finalFailure != nil
        }
    }
}
