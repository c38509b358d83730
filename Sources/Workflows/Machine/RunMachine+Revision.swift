// A review that sends work back.
extension RunMachine {
    /// Discards the result of `target` and of every phase that depends on it, and has them executed again.
    ///
    /// The target is given what the review said. Each phase starts with a fresh budget of attempts; the numbers of
    /// its attempts continue.
    mutating func sendBack(
        from reviewer: Int,
        to target: Int,
        review: String,
        _ step: inout MachineOutput
    ) {
        phases[reviewer].revisionsRequested += 1
        emit(
            .revisionRequested(
                planned[reviewer].id,
                revise: planned[target].id,
                revision: phases[reviewer].revisionsRequested,
                review: review
            ),
            at: reviewer,
            &step
        )
        step.actions.append(.record(nil))
        for index in affected(by: target).reversed() { discard(index, &step) }
        step.actions.append(.rewind(to: target))
        phases[target].feedback = review
    }

    mutating func discard(_ index: Int, _ step: inout MachineOutput) {
        let phase = planned[index]
        guard phases[index].state.isActive || phases[index].state.isOver,
            phases[index].state != .skipped
        else { return }
        if phases[index].state.isActive {
            // A commit that is on its way to the record must not stay there.
            if phases[index].state == .committing { step.actions.append(.discard(phase: index)) }
            callOff(index, &step)
            release(index, &step)
            emit(.phaseEnded(phase.id, status: .discarded), at: index, &step)
        } else if let output = phases[index].output {
            emit(.phaseDiscarded(phase.id, digest: output.digest), at: index, &step)
            phases[index].history.append(
                .init(attempt: phases[index].attempts, outcome: "revised", output: output.text)
            )
            step.actions.append(.discard(phase: index))
            forget(index, &step)
        }
        move(index, to: .pending)
        reset(index)
        phases[index].discards += 1
    }

    /// Has nobody served a phase's result any more. What the same step was still to keep is not kept first: whoever dies
    /// in between would leave it.
    mutating func forget(_ index: Int, _ step: inout MachineOutput) {
        guard let key = phases[index].key else { return }
        step.adjustActions { action in
            if case .store(let stored, _, _) = action, stored.phase == key.phase {
                .release(stored)
            } else {
                action
            }
        }
        step.actions.append(.forget(key))
    }
}
