// The start of a run, and the turn of each phase.
extension RunMachine {
    mutating func start(_ step: inout MachineOutput) {
        open(&step)
        if let restoration { actOnDecisions(restoration, &step) }
    }

    /// Ends the run; one that has not begun only says that it was to. What is half undone helps nobody: undoing goes on,
    /// unless whoever cancels says so once more.
    mutating func cancel(_ step: inout MachineOutput) {
        if !hasOpened { open(&step) }
        if case .compensating = stopping, !isCancelled {
            isCancelled = true
            return
        }
        end(.cancelled, nil, &step)
    }

    /// Says that the run begins, and with what.
    private mutating func open(_ step: inout MachineOutput) {
        startedAt = firstStart ?? now
        hasOpened = true
        for index in phases.indices {
            phases[index].openNeeds = planned[index].needs.count
            if planned[index].needs.isEmpty { ready.insert(index) }
        }
        if let restoration {
            restore(restoration, &step)
        } else {
            emit(.runStarted(workflow: plan.workflow, seed: plan.seed), &step)
        }
        if restoration?.compensating == nil, let timeout = plan.runTimeout {
            // A run that goes on after its process died has no more time than it had.
            deadline = startedAt + timeout
            step.actions.append(.arm(.run, at: max(now, startedAt + timeout)))
        }
        for (index, phase) in planned.enumerated() where phase.isSkipped {
            move(index, to: .skipped)
            emit(.phaseSkipped(phase.id), at: index, &step)
        }
    }

    /// Gives every phase its turn whose dependencies are over, and ends the run when nothing is left.
    mutating func startReadyPhases(_ step: inout MachineOutput) {
        guard stopping == nil else { return }
        if !isDue {
            // A phase without budget takes its way out at its turn, which may end the run.
            while stopping == nil, status == nil, let next = ready.popMin() {
                // A phase may be listed here twice, or no longer be ready: only its present state counts.
                guard phases[next].state == .pending, phases[next].openNeeds == 0,
                    !phases[next].awaitsSlot, !awaitsSlot(beforeTurn: next)
                else { continue }
                begin(next, &step)
            }
            guard stopping == nil, status == nil else { return }
            if !waitingForSlot.isEmpty { fillSlots(&step) }
        }
        if lasting != nil { endIfOutlasted(&step) }
        guard unfinished == 0, closingPhase == nil, status == nil else { return }
        end(count(of: .degraded) > 0 ? .degraded : .succeeded, nil, &step)
    }

    mutating func begin(_ index: Int, _ step: inout MachineOutput) {
        let phase = planned[index]
        emit(.phaseStarted(phase.id), at: index, &step)
        phases[index].startedAt = now
        move(index, to: .ready)
        if phase.configuration.hooks.contains(.before) {
            step.actions.append(.runHook(turn(of: index), .before))
        } else {
            lookUp(index, &step)
        }
    }

    /// Asks the cache, or calls the agent where there is nothing to ask.
    mutating func lookUp(_ index: Int, _ step: inout MachineOutput) {
        let phase = planned[index]
        guard phase.configuration.isCached else {
            call(index, &step)
            return
        }
        guard !phase.readsFiles else {
            phases[index].isReadingFiles = true
            step.actions.append(.readFiles(turn(of: index)))
            return
        }
        ask(index, &step)
    }

    /// Takes up what an agent's files are now: at the phase's turn, or for a result that is restored.
    mutating func filesRead(_ turn: TurnID, _ parts: [CacheKey.Part], _ step: inout MachineOutput) {
        guard isCurrent(turn) else { return }
        let index = turn.phase
        switch phases[index].state {
        case .ready where phases[index].isReadingFiles:
            phases[index].isReadingFiles = false
            phases[index].files = parts
            ask(index, &step)
        case .committed where phases[index].key != nil:
            phases[index].files = parts
            phases[index].key = wholeKey(of: index)
        default: break
        }
    }

    private mutating func ask(_ index: Int, _ step: inout MachineOutput) {
        let phase = planned[index]
        // Taken once, before any feedback of this run: a repeated phase keeps the key of its first turn only while
        // its inputs are the same.
        let key = wholeKey(of: index)
        phases[index].key = key
        if phases[index].mustExecute {
            call(index, &step)
        } else {
            step.actions.append(.lookUp(turn(of: index), key, ttl: phase.timeToLive))
        }
    }

    private mutating func wholeKey(of index: Int) -> CacheKey {
        let files = phases[index].files
        guard !files.isEmpty else { return cacheKey(of: index) }
        return planned[index].cacheKey(files: files) { phases[$0].output?.digest }
    }

    /// The key of a phase's result, but for what no plan knows.
    mutating func cacheKey(of index: Int) -> CacheKey {
        // Only a machine that is used for many runs meets the same inputs again.
        guard isReused else { return planned[index].cacheKey { phases[$0].output?.digest } }
        if keys.isEmpty { keys = Array(repeating: KeyMemory(), count: planned.count) }
        return keys[index].key(of: planned[index]) { [phases] in phases[$0].output?.digest }
    }

    /// Covers everything that a result depends on, where the key was narrowed to less or has what no plan knows.
    func fullInputs(of index: Int) -> Digest? {
        guard phases[index].files.isEmpty else {
            return planned[index].basis(files: phases[index].files) { phases[$0].output?.digest }
        }
        guard planned[index].configuration.keyFields != nil else { return nil }
        return planned[index].basis { phases[$0].output?.digest }
    }

    mutating func lookedUp(_ turn: TurnID, _ result: CacheLookUp, _ step: inout MachineOutput) {
        let index = turn.phase
        guard isCurrent(turn), phases[index].state == .ready else {
            // Nobody makes what was missing: others who wait for it make it themselves.
            if case .miss = result, !phases[index].holdsFlight, let key = phases[index].key {
                step.actions.append(.release(key))
            }
            return
        }
        let id = planned[index].id
        switch result {
        case .hit(let output):
            phases[index].output = output
            phases[index].isCached = true
            move(index, to: .cacheHit)
            emit(
                .cacheHit(id, digest: output.digest, inputs: fullInputs(of: index)),
                at: index,
                &step
            )
            validate(index, output, &step)
        case .miss(let because):
            phases[index].holdsFlight = true
            emit(.cacheMissed(id, because: because), at: index, &step)
            call(index, &step)
        }
    }
}
