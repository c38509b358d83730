import Invariants
import Workflows

/// Changes events of runs in small ways, each drawn from a seed.
struct Tampering {
    private var chance: Chance
    private var draws = 0

    init(seed: UInt64) {
        chance = Chance(seed: seed).named("tampering")
    }

    /// The runs with one to three changes.
    mutating func tamper(_ runs: [ObservedRun]) -> [ObservedRun] {
        var runs = runs
        for _ in 0..<1 + draw(3) {
            let place = draw(runs.count)
            let run = runs[place]
            if draw(40) == 0, runs.count > 1 {
                runs.remove(at: place)
                continue
            }
            var events = run.events
            change(&events, run.plan, others: runs)
            if draw(10) == 0 { damage(&events, run.plan) }
            if draw(5) > 0 { renumber(&events) }
            runs[place] = ObservedRun(
                plan: run.plan,
                events: events,
                isInterrupted: draw(30) == 0 ? !run.isInterrupted : run.isInterrupted,
                batch: run.batch
            )
            if draw(30) == 0 { split(&runs, at: place) }
        }
        return runs
    }

    /// The runs from one on were not in progress at the same time as those before it.
    private func split(_ runs: inout [ObservedRun], at place: Int) {
        let batch = runs[place].batch
        for index in runs.indices[place...] where runs[index].batch == batch {
            let run = runs[index]
            runs[index] = ObservedRun(
                plan: run.plan,
                events: run.events,
                isInterrupted: run.isInterrupted,
                batch: batch + 1000 * (place + 1)
            )
        }
    }

    /// A number below a limit.
    mutating func draw(_ limit: Int) -> Int {
        draws += 1
        return Int(chance.numbered(draws).uniform() * Double(max(1, limit)))
    }

    /// The run's process dies over a damaged record, and goes on from it.
    private mutating func damage(_ events: inout [Event], _ plan: RunPlan) {
        guard !events.isEmpty else { return }
        let index = draw(events.count)
        let event = events[index]
        let phase = plan.phases[draw(plan.phases.count)].id
        let effect = ["torn_write", "bit_flip", "truncated_tail", "old_version"][draw(4)]
        let resumed = Event.Kind.runResumed(
            workflow: plan.workflow,
            seed: plan.seed,
            restored: 1,
            cutBytes: 7 * draw(2)
        )
        let fault = Event.Kind.faultInjected(phase, attempt: nil, fault: "f", effect: effect)
        let restored = Event.Kind.phaseRestored(
            phase,
            digest: Digest(of: "damaged"),
            isFallback: false
        )
        let kinds =
            draw(2) == 0 ? [fault, resumed, restored] : [resumed, fault, restored]
        events.insert(contentsOf: kinds.map { event.with($0) }, at: index)
    }

    private mutating func change(
        _ events: inout [Event],
        _ plan: RunPlan,
        others runs: [ObservedRun]
    ) {
        guard events.count > 1 else { return }
        let index = place(in: events)
        let event = events[index]
        switch draw(9) {
        case 0: events.remove(at: index)
        case 1: events.insert(event, at: min(events.count, index + 1 + draw(6)))
        case 2: events.swapAt(index, draw(events.count))
        case 3: events.swapAt(index, another(like: event, in: events) ?? max(0, index - 1))
        case 4:
            let time = [.zero, event.time * 2, event.time - .microseconds(1)][draw(3)]
            events[index] = event.with(event.kind, at: time)
        case 5, 6:
            let names = plan.phases.map(\.id) + ["stranger"]
            events[index] = event.with(event.kind.of(names[draw(names.count)]))
        case 7:
            var digests = runs.flatMap { $0.events.compactMap(\.kind.digest) }
            digests.append(Digest(of: "forged"))
            events[index] = event.with(event.kind.giving(digests[draw(digests.count)]))
        default: events[index] = event.with(event.kind.bent(by: draw(4)))
        }
    }

    /// Most of the time an event of a kind that more than one invariant looks at, each kind as likely as the next.
    private mutating func place(in events: [Event]) -> Int {
        let telling = events.indices.filter { events[$0].kind.isTelling }
        let kinds = Set(telling.map { events[$0].kindName }).sorted()
        guard !kinds.isEmpty, draw(4) > 0 else { return draw(events.count) }
        let kind = kinds[draw(kinds.count)]
        let places = telling.filter { events[$0].kindName == kind }
        return places[draw(places.count)]
    }

    /// The place of another event of the same kind.
    private mutating func another(like event: Event, in events: [Event]) -> Int? {
        let places = events.indices.filter {
            events[$0].kindName == event.kindName && events[$0].sequence != event.sequence
        }
        return places.isEmpty ? nil : places[draw(places.count)]
    }

    private func renumber(_ events: inout [Event]) {
        for index in events.indices {
            let event = events[index]
            events[index] = Event(
                sequence: index + 1,
                time: event.time,
                run: event.run,
                kind: event.kind
            )
        }
    }
}

extension Event {
    fileprivate func with(_ kind: Kind, at time: Duration? = nil) -> Event {
        Event(sequence: sequence, time: time ?? self.time, run: run, kind: kind)
    }
}

extension Event.Kind {
    fileprivate var isTelling: Bool {
        switch self {
        case .cacheHit, .phaseCommitted, .phaseDiscarded, .phaseRestored, .retryScheduled,
            .compensationStarted, .compensated, .rolledBack, .attemptFailed, .validationFailed:
            true
        default: false
        }
    }

    fileprivate var digest: Digest? {
        switch self {
        case .phaseCommitted(_, let digest, _), .cacheHit(_, let digest, _),
            .phaseRestored(_, let digest, _), .phaseDegraded(_, let digest, _):
            digest
        default: nil
        }
    }

    /// The same with another output.
    fileprivate func giving(_ digest: Digest) -> Event.Kind {
        switch self {
        case .phaseCommitted(let phase, _, let inputs):
            .phaseCommitted(phase, digest: digest, inputs: inputs)
        case .cacheHit(let phase, _, let inputs):
            .cacheHit(phase, digest: digest, inputs: inputs)
        case .phaseRestored(let phase, _, let isFallback):
            .phaseRestored(phase, digest: digest, isFallback: isFallback)
        case .attemptSucceeded(let phase, let attempt, _, let response, _):
            .attemptSucceeded(phase, attempt: attempt, digest: digest, response: response)
        default: self
        }
    }

    /// The same with other numbers and other inputs.
    fileprivate func bent(by number: Int) -> Event.Kind {
        switch self {
        case .retryScheduled(let phase, let attempt, let delay, let cause):
            .retryScheduled(
                phase,
                attempt: attempt,
                delay: [.zero, delay * 1000, delay * 2, .milliseconds(1)][number],
                cause: cause
            )
        case .attemptFailed(let phase, let attempt, var failure):
            {
                failure.isRetryable = number != 0
                failure.calls = number
                failure.retryAfter = number > 1 ? .seconds(number) : nil
                return .attemptFailed(phase, attempt: attempt, failure: failure)
            }()
        case .validationFailed(let phase, let attempt, let finding):
            .validationFailed(phase, attempt: attempt + number - 1, finding: finding)
        case .cacheHit(let phase, let digest, _):
            .cacheHit(phase, digest: digest, inputs: Digest(of: "inputs \(number)"))
        case .phaseCommitted(let phase, let digest, _):
            .phaseCommitted(phase, digest: digest, inputs: Digest(of: "inputs \(number)"))
        case .compensationStarted(let phase, let attempt):
            .compensationStarted(phase, attempt: attempt + number - 1)
        default: self
        }
    }
}
