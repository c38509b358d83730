internal import Workflows

/// One execution of a run as slices: itself, the turns of its phases, and in them attempts and delays; then what was undone.
///
/// A slice comes after the one that it is a part of, and slices are in the order in which they begin.
struct TracedExecution: Sendable {
    /// The slices, the execution itself first.
    private(set) var slices: [TraceSlice]
    /// Where faults acted.
    private(set) var marks: [TraceMark] = []

    /// The places of what is open for a phase.
    private struct Open {
        var turn: Int?
        var call: Int?
        var wait: Int?
        var undoing: Int?
        /// The turn that ended last, which a hook after it prolongs.
        var latest: Int?
    }

    private var open: [PhaseID: Open] = [:]
    private static let maxBytes = 200

    /// Folds the events of one execution.
    init(_ events: some Collection<Event>, named name: String) {
        let duration = events.reduce(Duration.zero) { max($0, $1.time) }
        slices = [
            TraceSlice(
                name: Self.line(name),
                category: .run,
                start: .zero,
                end: duration,
                parent: nil
            )
        ]
        for event in events { add(event) }
        close(at: duration)
    }

    /// The executions that events tell of, each from a start or a resume, the earliest first.
    static func all(in events: [Event], named name: String) -> [TracedExecution] {
        var parts: [ArraySlice<Event>] = []
        for (place, event) in events.enumerated() {
            switch event.kind {
            case .runStarted, .runResumed: parts.append(events[place...place])
            default:
                let begun = parts.last?.startIndex ?? place
                if !parts.isEmpty { parts.removeLast() }
                parts.append(events[begun...place])
            }
        }
        return parts.enumerated().map { number, part in
            TracedExecution(part, named: number == 0 ? name : "\(name), resumed")
        }
    }

    private mutating func add(_ event: Event) {
        let time = event.time
        switch event.kind {
        case .runEnded(let status, let error):
            slices[0].details.append(("status", .text(status.rawValue)))
            if let error { slices[0].details.append(("cause", .text(error.failure.kind))) }
        case .phaseStarted(let phase):
            open[phase, default: Open()].turn = append(phase.name, .phase, time, in: 0)
        case .phaseEnded(let phase, let ending): endTurn(of: phase, ending, time)
        case .hookEnded(let phase, .after, _):
            if let turn = open[phase]?.latest { slices[turn].end = time }
        case .retryScheduled(let phase, _, _, let cause):
            let wait = append("backoff", .wait, time, in: turn(of: phase))
            slices[wait].details.append(("cause", .text(cause)))
            open[phase, default: Open()].wait = wait
        case .faultInjected(let phase, _, let fault, let effect):
            let place = phase.flatMap { open[$0] }
            let slice = place?.call ?? place?.turn ?? place?.latest ?? 0
            marks.append(
                TraceMark(name: Self.line("fault \(fault): \(effect)"), time: time, slice: slice)
            )
        default: addCall(event)
        }
    }

    private mutating func addCall(_ event: Event) {
        let time = event.time
        switch event.kind {
        case .attemptStarted(let phase, let number, _):
            endWait(of: phase, time)
            let call = append("attempt \(number)", .attempt, time, in: turn(of: phase))
            open[phase, default: Open()].call = call
        case .attemptSucceeded(let phase, _, let digest, _, let usage):
            endCall(of: phase, time, [("digest", .text(digest.short))], usage)
        case .attemptFailed(let phase, _, let failure):
            if let call = open[phase]?.call {
                slices[call].name += ": \(Self.line(failure.kind))"
            }
            endCall(of: phase, time, [("cause", .text(failure.kind))], failure.usage)
        case .compensationStarted(let phase, let number):
            let undoing = append("undo \(phase.name)", .undo, time, in: 0)
            slices[undoing].details.append(("attempt", .number(number)))
            open[phase, default: Open()].undoing = undoing
        case .compensated(let phase, _, let failure):
            guard let undoing = open[phase]?.undoing else { return }
            open[phase]?.undoing = nil
            slices[undoing].end = time
            if let failure { slices[undoing].details.append(("cause", .text(failure.kind))) }
        default: break
        }
    }

    private mutating func append(
        _ name: String,
        _ category: TraceSlice.Category,
        _ start: Duration,
        in parent: Int
    ) -> Int {
        slices.append(
            TraceSlice(
                name: Self.line(name),
                category: category,
                start: start,
                end: start,
                parent: parent
            )
        )
        return slices.count - 1
    }

    private func turn(of phase: PhaseID) -> Int { open[phase]?.turn ?? 0 }

    private mutating func endTurn(of phase: PhaseID, _ ending: PhaseEnding, _ time: Duration) {
        endWait(of: phase, time)
        guard let turn = open[phase]?.turn else { return }
        open[phase]?.turn = nil
        open[phase]?.latest = turn
        slices[turn].end = time
        slices[turn].details.append(("status", .text(ending.rawValue)))
    }

    private mutating func endWait(of phase: PhaseID, _ time: Duration) {
        guard let wait = open[phase]?.wait else { return }
        open[phase]?.wait = nil
        slices[wait].end = time
    }

    private mutating func endCall(
        of phase: PhaseID,
        _ time: Duration,
        _ details: [(name: String, value: TraceSlice.Detail)],
        _ usage: Usage
    ) {
        guard let call = open[phase]?.call else { return }
        open[phase]?.call = nil
        slices[call].end = time
        slices[call].details += details
        if let tokens = usage.tokens { slices[call].details.append(("tokens", .number(tokens))) }
        if let cost = usage.costMicros {
            slices[call].details.append(("cost", .text(CostText.text(cost))))
        }
    }

    /// What is open ends with the execution; a slice ends no sooner than its parts.
    private mutating func close(at duration: Duration) {
        for place in open.values {
            for slice in [place.turn, place.call, place.wait, place.undoing].compactMap(\.self) {
                slices[slice].end = duration
            }
        }
        for place in slices.indices.reversed() {
            guard let parent = slices[place].parent else { continue }
            slices[parent].end = max(slices[parent].end, slices[place].end)
        }
    }

    private static func line(_ text: String) -> String { PlainText.oneLine(text, limit: maxBytes) }
}
