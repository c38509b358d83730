// What a world asks of a run before it acts.
extension RunHost {
    /// What the agent of a call is asked; the call is the phase's current one. Effects are noted where somebody listens.
    package func request(for call: CallID, noting sink: (any EffectSink)? = nil) -> AgentRequest {
        let notes = sink.map { EffectNotes($0, of: order.effectsOwner) }
        let request = ask { $0.request(for: call, noting: notes) }
        if keepsEvents, !call.isCompensation, plan.context.isBounded {
            trace.evidence.note(request)
        }
        return request
    }

    /// Whose effects those of a call are.
    package func origin(of call: CallID) -> EffectAct.Origin {
        EffectAct.Origin(
            phase: plan.phases[call.phase].id,
            discards: discards(of: call.phase),
            attempt: call.attempt,
            isUndoing: call.isCompensation
        )
    }

    /// What a hook of a phase is asked.
    package func request(for hook: PhaseHook, of phase: Int) -> AgentRequest {
        let id = plan.phases[phase].id
        return AgentRequest(
            phase: id,
            attempt: attempts(of: phase),
            requirements: plan.requirements,
            inputs: output(of: phase).map { [.init(phase: id, output: $0)] } ?? [],
            feedback: nil,
            history: [],
            budget: nil,
            idempotencyScope: "\(plan.idempotencyScope)/\(hook.rawValue)",
            discards: discards(of: phase)
        )
    }

    /// How often a phase's agent was called so far.
    package func attempts(of phase: Int) -> Int { ask { $0.attempts(of: phase) } }

    /// The result of a phase that is over.
    package func output(of phase: Int) -> PhaseOutput? { ask { $0.output(of: phase) } }

    /// How often a phase's work was discarded, over all executions.
    package func discards(of phase: Int) -> Int { ask { $0.discards(of: phase) } }

    /// Whether a phase's turn has come in this run, and its work was not taken back since.
    package func hasBegun(_ phase: Int) -> Bool { ask { $0.hasBegun(phase) } }

    /// Whether a phase's calls must show that they are alive.
    package func awaitsHeartbeats(of phase: Int) -> Bool {
        ask { $0.awaitsHeartbeats(of: phase) }
    }

    /// Whether an agent is called, and its answer is wanted.
    package var isCalling: Bool { ask { $0.isCalling } }

    /// Asks the machine in place: a property of a class is copied before a method of its value is called, and this one
    /// has two dozen references.
    func ask<Answer>(_ question: (inout RunMachine) -> Answer) -> Answer {
        question(&machine)
    }
}
