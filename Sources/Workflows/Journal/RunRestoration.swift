/// What a journal says of a run: the fold of its records, and the state that a resumed run starts from.
package struct RunRestoration: Sendable {
    /// A phase whose result counts.
    package struct Phase: Sendable {
        /// What it gave; `nil` for a degraded phase, whose fallback the plan has.
        package internal(set) var commit: CommittedPhase?
        /// The digest of the fallback that it took; `nil` for a committed phase.
        package internal(set) var fallback: Digest?
        /// The place of its commit among the run's commits.
        package internal(set) var order = 0

        /// Whether it took its fallback.
        package var isDegraded: Bool { fallback != nil }
    }

    /// Who recorded it; `nil` where nothing was recorded.
    package private(set) var header: RunHeader?
    /// What had happened in the scenario before the run began; `nil` where nothing was recorded.
    package private(set) var basis: ScenarioBasis?
    /// Covers what the user asked for; `nil` where that is not recorded.
    package private(set) var requirements: Digest?
    /// How often the run has been resumed already, as far as anybody could record it: by a life that only began, too.
    package private(set) var lives = 0
    /// The life that the latest record of one began, and no event has said to have begun.
    private var announcedLife: Int?
    /// Which life began with each event that says so.
    private var beginnings: [Int] = []
    /// The phases whose results count, by name.
    package private(set) var phases: [PhaseID: Phase] = [:]
    /// The highest number of an attempt of each phase.
    package private(set) var attempts: [PhaseID: Int] = [:]
    /// How often each phase sent work back.
    package private(set) var revisions: [PhaseID: Int] = [:]
    /// What a phase that is to be executed again is given: why the last attempt did not do, or what sent it back.
    package private(set) var feedback: [PhaseID: String] = [:]
    /// The earlier attempts of each phase.
    package private(set) var history: [PhaseID: [AgentRequest.PastAttempt]] = [:]
    /// How often the run rolled back since it was last started, or resumed after its end.
    package private(set) var rollbacks = 0
    /// The error of a run that was being undone; the phases that are undone already do not count any more.
    package private(set) var compensating: RunError?
    /// What was decided and is still to be acted upon.
    package private(set) var decisions = PendingDecisions()
    /// How the run ended, where it did.
    package private(set) var status: RunStatus?
    /// What agents did to the world, where the journal has it: on a real clock that is beside it.
    package private(set) var ledger = EffectLedger()
    /// Everything that is recorded to have happened, over all executions.
    package private(set) var events: [Event] = []
    /// The bytes of a torn tail that were cut.
    package let cutBytes: Int
    /// How many of the events its basis has taken up, and how many of them said that a life begins.
    private var visited = (events: 0, beginnings: 0)
    private var commits = 0
    /// Contents whose commit has not been said yet: in an entry they come before the events.
    private var contents: [PhaseID: CommittedPhase] = [:]
    /// The feedback that each phase had before its latest commit.
    private var answered: [PhaseID: String] = [:]

    /// Nothing recorded: the run starts from the beginning.
    package init() {
        cutBytes = 0
    }

    /// Folds records in their order.
    package init(_ records: [JournalRecord], cutBytes: Int = 0) {
        self.cutBytes = cutBytes
        for record in records { add(record) }
    }

    private mutating func add(_ record: JournalRecord) {
        switch record {
        case .opened(let header):
            if self.header == nil {
                self.header = header
                basis = ScenarioBasis()
            }
        case .rests(let basis):
            self.basis = basis
            visited = (events.count, beginnings.count)
        case .committed(let commit): contents[commit.phase] = commit
        case .event(let event):
            events.append(numbered(event))
            add(event)
        case .told(let memory):
            history[memory.phase, default: []] += memory.history
            feedback[memory.phase] = memory.feedback
        case .decided(let decision): decisions.add(decision)
        case .asked(let digest): requirements = digest
        case .affected(let ledger): self.ledger = ledger
        case .lives(let number):
            lives = max(lives + 1, number)
            announcedLife = lives
        }
    }

    private mutating func add(_ event: Event) {
        decisions.add(event.kind)
        switch event.kind {
        case .runStarted, .runResumed:
            // A run that ended is resumed by a person's choice, and may roll back as often as a new one.
            if status != nil { rollbacks = 0 }
            status = nil
            if case .runResumed = event.kind {
                // A life that was announced is not another one.
                lives = announcedLife.take() ?? lives + 1
                beginnings.append(lives)
            }
        case .runEnded(let status, let error):
            self.status = status
            // Only its own error says that it is undone: a run that was cancelled, or whose journal failed, is not.
            if let undone = compensating, error == undone || error?.isKindAlone(of: undone) == true
            {
                compensating = nil
                decisions.endUndoing()
            }
        case .attemptStarted(let phase, let attempt, _):
            attempts[phase] = max(attempts[phase] ?? 0, attempt)
        case .phaseCommitted(let phase, _, _):
            commits += 1
            phases[phase] = Phase(commit: contents[phase], order: commits)
            answered[phase] = feedback.removeValue(forKey: phase)
        case .phaseDiscarded(let phase, _): phases[phase] = nil
        case .phaseEnded(let phase, let ending) where !ending.counts:
            // It was being recorded when the phase was cancelled, or when the run's deadline met it.
            guard phases.removeValue(forKey: phase) != nil else { break }
            feedback[phase] = answered[phase]
        case .phaseDegraded(let phase, let digest, _):
            commits += 1
            phases[phase] = Phase(fallback: digest, order: commits)
            feedback[phase] = nil
        case .revisionRequested(let phase, let target, _, let review):
            revisions[phase, default: 0] += 1
            feedback[target] = review
        case .rolledBack(let phase, let policy, let target, let failure):
            rollbacks += 1
            if policy == WorkflowConfiguration.Rollback.compensate.name {
                compensating = RunError(phase: phase, failure: failure)
            }
            if policy == WorkflowConfiguration.Rollback.toPhase, let target {
                feedback[target] = failure.feedback
            }
        default: break
        }
    }

    /// What happened after all that its basis has taken up, and the lives in which that did: the one in which it begins,
    /// and one for each event that says that another begins.
    package var unvisited: (events: ArraySlice<Event>, lives: [Int]) {
        let last = beginnings.prefix(visited.beginnings).last ?? 0
        return (events.dropFirst(visited.events), [last] + beginnings.dropFirst(visited.beginnings))
    }

    /// What its basis has taken up.
    package var visitedEvents: ArraySlice<Event> { events.prefix(visited.events) }

    /// A recorded step that is not the plan's.
    package struct Mismatch: Error, Equatable, Sendable, CustomStringConvertible {
        /// The phase.
        package let phase: PhaseID
        /// What differs.
        package let reason: String

        package var description: String { "\(phase): \(reason)" }
    }

    /// The phases that a phase needed when the run was opened.
    private func recordedNeeds(of phase: PhaseID) -> Set<PhaseID>? {
        guard let header, let recorded = header.phases.first(where: { $0.id == phase }) else {
            return nil
        }
        return Set(recorded.needs.map { header.phases[$0].id })
    }

    /// Counts anew: commits that were recorded at once announce events with the same numbers.
    private func numbered(_ event: Event) -> Event {
        let isFirst =
            switch event.kind {
            case .runStarted, .runResumed: true
            default: false
            }
        let last = isFirst ? 0 : events.last?.sequence ?? 0
        return Event(
            sequence: last + 1,
            time: event.time,
            run: event.run,
            place: event.place,
            kind: event.kind
        )
    }

    /// The first committed step, in the plan's order, whose identity is not the plan's.
    package func mismatch(with plan: RunPlan) -> Mismatch? {
        if let header, header.workflow != plan.workflow {
            return Mismatch(
                phase: plan.phases.first?.id ?? PhaseID(""),
                reason:
                    "the run is one of the workflow \(header.workflow), expected \(plan.workflow)"
            )
        }
        if let requirements, requirements != Digest(of: plan.requirements) {
            return Mismatch(
                phase: plan.phases.first?.id ?? PhaseID(""),
                reason: "the run was started with other requirements"
            )
        }
        for phase in plan.phases {
            if let fallback = phases[phase.id]?.fallback, fallback != phase.fallback?.digest {
                return Mismatch(
                    phase: phase.id,
                    reason: "the fallback that it took is not the plan's"
                )
            }
            guard let commit = phases[phase.id]?.commit else { continue }
            if let recorded = recordedNeeds(of: phase.id),
                recorded != Set(phase.needs.map { plan.phases[$0].id })
            {
                return Mismatch(phase: phase.id, reason: "what it needs is not what it needed")
            }
            let recorded = CacheKey(phase: phase.id, parts: commit.identity)
            let planned = CacheKey(phase: phase.id, parts: phase.identity)
            let differences = planned.differences(from: recorded)
            guard differences.isEmpty else {
                return Mismatch(
                    phase: phase.id,
                    reason: "what was committed differs from the plan in "
                        + differences.joined(separator: ", ")
                )
            }
        }
        let known = Set(plan.phases.map(\.id))
        return phases.keys.sorted().first { !known.contains($0) }.map {
            Mismatch(phase: $0, reason: "committed, but not a phase of the plan")
        }
    }
}

extension RunError {
    /// Whether it is what 0.1.0 recorded of another: the kind alone.
    fileprivate func isKindAlone(of other: RunError) -> Bool {
        phase == nil && failure.message.isEmpty && failure.kind == other.failure.kind
    }
}
