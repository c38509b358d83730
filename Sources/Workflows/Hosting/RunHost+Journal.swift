// The failpoint `journal.append`, and a journal that fails.
extension RunHost {
    /// Hands an entry to the world; faults act on it before, where some can.
    func write(
        _ entry: JournalWriter.Entry,
        answer: Signal,
        in world: inout some RunWorld
    ) {
        recording.hand()
        guard needsBasis else {
            world.append(entry, answer: answer, of: self)
            return
        }
        var entry = entry
        var passage = Passage.append(AppendPassage(of: entry))
        let phase = answer.phaseRecorded
        // What a run that is over leaves to be recorded is no visit: nobody could hear of it any more.
        let isOver = ask { $0.status != nil }
        let acted = isOver ? [] : pass(&passage, at: .journalAppend, phase: phase, in: &world)
        // Whoever resumes the run in another process knows of them what this one does.
        entry.rests = basis(in: &world)
        say(acted, phase: phase, in: &world)
        if !acted.isEmpty, hasReachedDeath {
            trace.death = order.death
            world.die(with: self)
            return
        }
        guard !acted.isEmpty, case .append(let disturbed) = passage else {
            world.append(entry, answer: answer, of: self)
            return
        }
        world.append(entry, answer: answer, disturbed: disturbed, of: self)
    }

    /// Whether faults act on what a resume in another process has to know of.
    var needsBasis: Bool { !watched.isDisjoint(with: .ofLives) }

    /// What a resume depends on that happened outside the run's own events.
    func basis(in world: inout some RunWorld) -> ScenarioBasis {
        var basis = ScenarioBasis()
        world.withProcess { basis = $0.basis.ofRun(order.plan.idempotencyScope) }
        if let delivered = order.restoration?.basis?.delivered ?? order.earlier?.delivered {
            basis.delivered = delivered
        } else if let delivered = self.delivered {
            basis.delivered = delivered
        }
        return basis
    }

    /// Nothing more is recorded after an entry that could not be, or was not acknowledged: what follows it did not
    /// happen for whoever resumes the run. Only what became of faults is noted, where one did it.
    func stopRecording(after injected: InjectedFailure?, in world: inout some RunWorld) {
        let isFirst = !hasStoppedRecording
        hasStoppedRecording = true
        held.removeAll { !$0.isEnding }
        guard let injected, writer != nil else {
            if isFirst { writer = nil }
            return
        }
        guard isFirst else { return }
        let basis = basis(in: &world)
        writer?.leave(noting: basis, after: injected.entry, isWritten: injected.isWritten)
    }
}

/// An append that a fault lets fail.
package struct InjectedFailure: Sendable {
    /// What was to be recorded.
    let entry: JournalWriter.Entry
    /// Whether it is, and only its acknowledgement is lost.
    let isWritten: Bool

    /// Names an append that failed.
    package init(_ entry: JournalWriter.Entry, isWritten: Bool) {
        self.entry = entry
        self.isWritten = isWritten
    }
}

extension Signal {
    /// The phase that the entry is about which this acknowledges.
    var phaseRecorded: Int? {
        switch self {
        case .appended(let phase), .compensationRecorded(let phase, _): phase
        default: nil
        }
    }
}

extension FailpointSet {
    /// Where faults act on the journal or the process of a run.
    package static let ofLives = FailpointSet([.journalAppend, .journalRead, .process])
    /// Where faults act on signals, or leave something to do that a signal brings.
    static let ofSignals = FailpointSet([.agentOutput, .validator, .cacheRead, .cacheWrite])
}
