// The verdicts of validators, on their way to the machine.
extension RunHost {
    /// What the validators of a phase say of its output, once that has passed `validator`.
    func judged(
        _ turn: TurnID,
        _ findings: [ValidationFinding],
        in world: inout some RunWorld
    ) -> Signal {
        let honest = Signal.validated(turn, findings)
        // What was discarded meanwhile is judged no more.
        guard isDisturbed(at: .validator), ask({ $0.isValidating(turn) }) else { return honest }
        let call = CallID(phase: turn.phase, attempt: attempts(of: turn.phase))
        var passage = Passage.validation(ValidationPassage())
        let acted = pass(&passage, at: .validator, call: call, in: &world)
        guard let last = acted.last, case .validation(let changed) = passage else { return honest }
        announceNow(acted, phase: turn.phase, attempt: call.attempt, in: &world)
        switch changed.verdict {
        case .honest: return honest
        case .flipped:
            let wrong = ValidationFinding(
                named: last.type,
                message: "the fault \(last.id) rejects what the validators passed"
            )
            return .validated(turn, findings.isEmpty ? [wrong] : [])
        case .failure(let message):
            return .validated(turn, [ValidationFinding(named: last.type, message: message)])
        }
    }
}
