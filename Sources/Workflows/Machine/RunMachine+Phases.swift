// A phase from its turn to the call of its agent.
extension RunMachine {
    mutating func start(_ step: inout Step) {
        startedAt = now
        emit(.runStarted(workflow: plan.workflow, seed: plan.seed), &step)
        if let timeout = plan.configuration.runTimeout {
            step.actions.append(.arm(.run, at: now + timeout))
        }
        for (index, phase) in plan.phases.enumerated() where phase.isSkipped {
            move(index, to: .skipped)
            emit(.phaseSkipped(phase.id), &step)
        }
    }

    /// Gives every phase its turn whose dependencies are over, and ends the run when nothing is left.
    mutating func startReadyPhases(_ step: inout Step) {
        var isOver = true
        for index in phases.indices {
            guard phases[index].state == .pending else {
                isOver = isOver && phases[index].state.isOver
                continue
            }
            isOver = false
            let mayStart = plan.configuration.isParallel || !phases.contains { $0.state.isActive }
            let needsAreOver = plan.phases[index].needs.allSatisfy { phases[$0].state.isOver }
            if mayStart, needsAreOver { begin(index, &step) }
        }
        guard isOver else { return }
        let isDegraded = phases.contains { $0.state == .degraded }
        end(isDegraded ? .degraded : .succeeded, nil, &step)
    }

    private mutating func begin(_ index: Int, _ step: inout Step) {
        let phase = plan.phases[index]
        emit(.phaseStarted(phase.id), &step)
        move(index, to: .ready)
        guard phase.configuration.isCached else {
            call(index, &step)
            return
        }
        let key = cacheKey(of: index)
        phases[index].key = key
        if phases[index].mustExecute {
            call(index, &step)
        } else {
            step.actions.append(
                .lookUp(phase: index, key, ttl: phase.configuration.timeToLive)
            )
        }
    }

    /// The key of a phase's result. Feedback and history of this run never enter it.
    private func cacheKey(of index: Int) -> CacheKey {
        let phase = plan.phases[index]
        var parts = phase.keyParts
        for (input, name) in zip(phase.inputs, phase.inputPartNames) {
            parts.append(.init(name, phases[input].output?.digest ?? Self.absent))
        }
        return CacheKey(phase: phase.id, parts: parts)
    }

    private static let absent = Digest(of: "a skipped phase gives nothing")

    mutating func lookedUp(
        _ index: Int,
        _ result: ResultCache.LookUp,
        _ step: inout Step
    ) {
        guard phases[index].state == .ready else { return }
        switch result {
        case .hit(let output):
            phases[index].output = output
            phases[index].isCached = true
            move(index, to: .cacheHit)
            emit(.cacheHit(plan.phases[index].id, digest: output.digest), &step)
            move(index, to: .validating)
            step.actions.append(.validate(phase: index, output))
        case .miss(let because):
            emit(.cacheMissed(plan.phases[index].id, because: because), &step)
            call(index, &step)
        }
    }

    /// Starts the next attempt at once.
    mutating func call(_ index: Int, _ step: inout Step) {
        move(index, to: .running)
        phases[index].attempts += 1
        phases[index].isCached = false
        phases[index].output = nil
        let call = CallID(phase: index, attempt: phases[index].attempts)
        let request = request(for: call)
        emit(
            .attemptStarted(
                plan.phases[index].id,
                attempt: call.attempt,
                truncatedBytes: request.truncatedBytes
            ),
            &step
        )
        step.actions.append(.call(call, request))
        if let timeout = plan.phases[index].configuration.attemptTimeout {
            step.actions.append(.arm(.attempt(call), at: now + timeout))
        }
    }

    private func request(for call: CallID) -> AgentRequest {
        let phase = plan.phases[call.phase]
        let context = plan.configuration.context
        let progress = phases[call.phase]
        return AgentRequest(
            phase: phase.id,
            attempt: call.attempt,
            requirements: plan.requirements,
            inputs: phase.inputs.compactMap { input in
                phases[input].output.map { .init(phase: plan.phases[input].id, output: $0) }
            },
            feedback: context.isEnabled && context.hasFeedback ? progress.feedback : nil,
            history: context.isEnabled && context.hasHistory ? progress.history : [],
            budget: context.isEnabled ? context.budget : nil
        )
    }
}
