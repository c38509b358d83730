// The slots of `parallel`: an agent at work holds one until its result is recorded. A backoff, a look-up and a hook hold
// none.
extension RunMachine {
    /// Calls the phase's agent as soon as there is a slot.
    mutating func call(_ index: Int, _ step: inout MachineOutput) {
        guard slots == .max || phases[index].holdsSlot || hasFreeSlot else {
            queue(index)
            return
        }
        if isDue {
            meetDeadline(at: index, &step)
        } else if isBudgeted, let failure = exhaustedBudget(of: index) {
            exhausted(index, failure, &step)
            endCallsAtLimit(&step)
        } else {
            startAttempt(index, &step)
        }
    }

    /// Whether a phase that comes now gets a slot; those that wait come first.
    private var hasFreeSlot: Bool { working < slots && waitingForSlot.isEmpty }

    private mutating func queue(_ index: Int) {
        phases[index].awaitsSlot = true
        waitingForSlot.insert(index)
    }

    /// Has a phase wait whose turn begins with its agent; says whether it has to.
    mutating func awaitsSlot(beforeTurn index: Int) -> Bool {
        guard slots != .max, !hasFreeSlot, !planned[index].configuration.hooks.contains(.before),
            phases[index].mustExecute || !planned[index].configuration.isCached
        else { return false }
        queue(index)
        return true
    }

    /// Gives free slots to those that wait, in the plan's order.
    mutating func fillSlots(_ step: inout MachineOutput) {
        while working < slots, let next = waitingForSlot.popMin() {
            guard phases[next].awaitsSlot else { continue }
            phases[next].awaitsSlot = false
            switch phases[next].state {
            case .pending where phases[next].openNeeds == 0:
                takeSlot(next)
                begin(next, &step)
            case .ready, .backoff:
                takeSlot(next)
                call(next, &step)
            // What it needs was discarded, or it was cancelled.
            default: continue
            }
            if stopping != nil || status != nil { return }
        }
    }

    /// Has fewer agents work at the same time from now on; those at work finish.
    mutating func limitSlots(to limit: Int) {
        let wasUnlimited = slots == .max
        slots = limit
        guard wasUnlimited else { return }
        for index in phases.indices where phases[index].state.isAtWork { takeSlot(index) }
    }

    mutating func takeSlot(_ index: Int) {
        guard !phases[index].holdsSlot else { return }
        phases[index].holdsSlot = true
        working += 1
    }

    /// Gives a phase's slot back.
    mutating func leaveSlot(_ index: Int) {
        guard phases[index].holdsSlot else { return }
        phases[index].holdsSlot = false
        working -= 1
    }
}
