// The failpoint `process`: an event of the run, after which its processes may come to harm.
extension RunHost {
    /// Whether faults may send signals to agents.
    package var mayHarmProcesses: Bool { isDisturbed(at: .process) }

    /// What came of the events of a step.
    struct Harm {
        var acted: [(fault: FiredFault, phase: Int?)] = []
        var isDeath = false
        var pause = Duration.zero
        var signals: [(signal: ProcessSignal, grace: Duration, phase: Int)] = []
    }

    /// Lets the latest events pass. Where the process dies after one of them the others did not happen.
    ///
    /// What faults have said is no visit, else each firing would be the next one's; nor is the end of the run, after
    /// which there is nothing to resume.
    func harm(in world: inout some RunWorld) -> Harm {
        var harm = Harm()
        // Else a fault that always kills would kill what only says that the run is given up, and so for ever.
        if order.earlier?.isLimitPassed == true { return harm }
        let count = step.latest.count
        for index in step.latest.indices where !harm.isDeath {
            let event = step.events[index]
            guard event.tag != .faultInjected, event.tag != .runEnded else { continue }
            let phase = event.place < 0 ? nil : Int(event.place)
            let isAtWork = phase.map { isAgentAtWork(for: $0, after: index) } ?? false
            var passage = Passage.process(ProcessPassage(isAgentAtWork: isAtWork))
            let acted = pass(&passage, at: .process, phase: phase, in: &world)
            harm.acted += acted.map { ($0, phase) }
            guard !acted.isEmpty, case .process(let met) = passage else { continue }
            switch met.harm {
            case .none: break
            case .death:
                step.events.removeSubrange((index + 1)...)
                harm.isDeath = true
            case .pause(let time): harm.pause += time
            case .signal(let signal, let grace):
                if let phase { harm.signals.append((signal, grace, phase)) }
            }
        }
        if harm.isDeath {
            machine.takeBackEnd(events: count - step.latest.count)
            step.keepForgotten()
        }
        return harm
    }

    /// Whether an agent is at work for a phase after an event of the latest step, which may begin its work only later.
    private func isAgentAtWork(for phase: Int, after index: Int) -> Bool {
        guard ask({ $0.isCalling(phase) }) else { return false }
        return !step.events[(index + 1)...].contains {
            Int($0.place) == phase && ($0.tag == .attemptStarted || $0.tag == .compensationStarted)
        }
    }

    /// Has the agents at work get their signals, once they have begun.
    func send(_ harm: Harm, in world: inout some RunWorld) {
        for signal in harm.signals {
            let call = ask { $0.currentCall(of: signal.phase) }
            world.signal(signal.signal, grace: signal.grace, to: call, of: self)
        }
    }
}
