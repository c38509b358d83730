import Workflows

/// The events of an execution that chance draws: a plan, times, and a scheduler that starts what is ready.
struct DrawnExecution {
    /// What may happen in addition to phases being executed once.
    struct Rules {
        /// How many phases may be in progress at a time.
        var limit = Int.max
        /// Whether phases are skipped, restored, sent back, and fail.
        var isRough = false
    }

    private(set) var events: [Event] = []
    private(set) var phases: [RunHeader.Phase] = []
    /// How long each phase takes.
    private(set) var times: [Duration] = []
    /// The phases that were sent back.
    private(set) var discarded: Set<PhaseID> = []
    /// When the last phase ended.
    private(set) var end = Duration.zero

    private enum State { case pending, running(until: Duration), over, left }
    private var states: [State] = []
    private let chance: Chance
    private var draws = 0
    private var now = Duration.zero

    /// Draws a plan of 1 to 24 phases, and executes it.
    init(_ chance: Chance, _ rules: Rules = Rules()) {
        self.chance = chance
        let count = 1 + draw(24)
        for place in 0..<count {
            let needs = (0..<place).filter { _ in draw(4) == 0 }
            phases.append(.init(id: PhaseID("p\(place)"), needs: needs))
            times.append(.milliseconds(draw(5) * draw(4000)))
            states.append(.pending)
        }
        emit(
            rules.isRough ? .runResumed(workflow: "w", seed: 1, restored: 0, cutBytes: 0) : started
        )
        if rules.isRough { leaveSome() }
        execute(rules)
    }

    private var started: Event.Kind { .runStarted(workflow: "w", seed: 1) }

    private mutating func execute(_ rules: Rules) {
        while true {
            startReady(rules.limit)
            let running = states.indices.compactMap { place in
                if case .running(let until) = states[place] { (until, place) } else { nil }
            }
            guard let (time, place) = running.min(by: <) else { break }
            now = time
            end = now
            if rules.isRough, draw(60) == 0 {
                fail(place)
                return
            }
            if rules.isRough, draw(20) == 0, sendBack(from: place) { continue }
            emit(.phaseCommitted(phases[place].id, digest: Digest(of: "")))
            emit(.phaseEnded(phases[place].id, status: .committed))
            states[place] = .over
        }
        emit(.runEnded(status: .succeeded, error: nil))
    }

    private mutating func startReady(_ limit: Int) {
        var free = limit - states.count { if case .running = $0 { true } else { false } }
        for place in states.indices where free > 0 {
            guard case .pending = states[place] else { continue }
            guard phases[place].needs.allSatisfy(isOver) else { continue }
            emit(.phaseStarted(phases[place].id))
            states[place] = .running(until: now + times[place])
            free -= 1
        }
    }

    private func isOver(_ place: Int) -> Bool {
        switch states[place] {
        case .over, .left: true
        case .pending, .running: false
        }
    }

    private mutating func leaveSome() {
        for place in states.indices {
            let id = phases[place].id
            switch draw(10) {
            case 0: emit(.phaseSkipped(id))
            case 1: emit(.phaseRestored(id, digest: Digest(of: ""), isFallback: false))
            default: continue
            }
            states[place] = .left
        }
    }

    /// Has a need of a phase, and all that depends on it, executed again; what is in progress among them is cancelled.
    private mutating func sendBack(from place: Int) -> Bool {
        guard let target = phases[place].needs.last, case .over = states[target] else {
            return false
        }
        var affected: Set<Int> = [target]
        for later in phases.indices where phases[later].needs.contains(where: affected.contains) {
            affected.insert(later)
        }
        for place in affected.sorted().reversed() {
            discarded.insert(phases[place].id)
            switch states[place] {
            case .running: emit(.phaseEnded(phases[place].id, status: .discarded))
            case .over: emit(.phaseDiscarded(phases[place].id, digest: Digest(of: "")))
            case .pending, .left: continue
            }
            states[place] = .pending
        }
        return true
    }

    private mutating func fail(_ place: Int) {
        emit(.phaseEnded(phases[place].id, status: .failed))
        for (other, state) in states.enumerated() where other != place {
            guard case .running = state else { continue }
            emit(.phaseEnded(phases[other].id, status: .cancelled))
        }
        emit(
            .runEnded(
                status: .failed,
                error: .init(phase: nil, failure: .init(kind: "auth", message: ""))
            )
        )
    }

    private mutating func emit(_ kind: Event.Kind) {
        let run = Event.Run(name: "drawn")
        events.append(Event(sequence: events.count + 1, time: now, run: run, kind: kind))
    }

    /// A whole number below a bound.
    private mutating func draw(_ bound: Int) -> Int {
        draws += 1
        return Int(chance.numbered(draws).uniform() * Double(bound))
    }
}
