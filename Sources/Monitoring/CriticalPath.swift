package import Workflows

/// The chain of phases that decided when one execution of a run was over.
///
/// It is walked back from the phase that ended last, each time to the need that ended last before it began. Before a
/// phase that is executed again comes the work that was over last when its own was discarded: the review that sent it
/// back, or the phase whose failure rolled it back; then follows what was discarded. A phase can so have several
/// segments. Phases are undone one after another, and each has its own segment then. Phases that were skipped or
/// restored took no time and have none.
package struct CriticalPath: Sendable, Equatable {
    /// One phase's part in it.
    package struct Segment: Sendable, Equatable {
        /// The phase.
        package let phase: PhaseID
        /// From the end of the segment before, or from the start of the execution, to the start of this one.
        package let wait: Duration
        /// From its start to its end, a hook after it included.
        package let duration: Duration
        /// Whether the phase was being undone.
        package let isCompensation: Bool

        /// Describes a segment.
        package init(
            phase: PhaseID,
            wait: Duration,
            duration: Duration,
            isCompensation: Bool = false
        ) {
            self.phase = phase
            self.wait = wait
            self.duration = duration
            self.isCompensation = isCompensation
        }
    }

    /// The segments, the earliest first; none where no phase ended.
    package let segments: [Segment]

    /// All waits and times: exactly when the last phase ended.
    package var total: Duration {
        segments.reduce(.zero) { $0 + $1.wait + $1.duration }
    }

    /// Finds the path through one execution: its events from `run_started` or `run_resumed` to its end.
    ///
    /// An execution that was interrupted has the path to the last phase that is known to have ended.
    ///
    /// - Parameter phases: The plan; needs that name no place are left aside.
    package init(phases: [RunHeader.Phase], events: some Sequence<Event>) {
        let turns = PhaseTurns(events)
        var needs: [PhaseID: [PhaseID]] = [:]
        for phase in phases {
            needs[phase.id] = phase.needs.filter(phases.indices.contains).map { phases[$0].id }
        }
        var path: [Segment] = []
        var current = turns.last(before: .max)
        while let turn = current {
            let previous =
                turn.isCompensation
                ? turns.last(before: turn.startPlace)
                : turns.cause(of: turn, needs: needs[turn.phase] ?? [])
            path.append(
                Segment(
                    phase: turn.phase,
                    wait: turn.start - (previous?.end ?? .zero),
                    duration: turn.end - turn.start,
                    isCompensation: turn.isCompensation
                )
            )
            current = previous
        }
        segments = path.reversed()
    }
}

/// The turns of phases that are over, and the compensations.
private struct PhaseTurns {
    struct Turn {
        let phase: PhaseID
        let start: Duration
        /// The place of its first event among all.
        let startPlace: Int
        var end = Duration.zero
        /// The place of its last event; `nil` while there is none.
        var endPlace: Int?
        var wasCancelled = false
        var isCompensation = false
        /// When the phase's work before it was discarded; `nil` where none was.
        var discardedAt: Duration?
    }

    private var turns: [Turn] = []
    /// The places of each phase's turns among all, the earliest first.
    private var places: [PhaseID: [Int]] = [:]
    private var compensations: [PhaseID: Int] = [:]
    /// When each phase's work was discarded last.
    private var discards: [PhaseID: Duration] = [:]

    init(_ events: some Sequence<Event>) {
        for (place, event) in events.enumerated() { add(event, place) }
    }

    private mutating func add(_ event: Event, _ place: Int) {
        switch event.kind {
        case .phaseStarted(let phase):
            places[phase, default: []].append(turns.count)
            var turn = Turn(phase: phase, start: event.time, startPlace: place)
            turn.discardedAt = discards[phase]
            turns.append(turn)
        case .phaseDiscarded(let phase, _): discards[phase] = event.time
        case .phaseEnded(let phase, let status):
            if status == .discarded { discards[phase] = event.time }
            end(places[phase]?.last, event.time, place, wasCancelled: status == .cancelled)
        // Dependants wait for it.
        case .hookEnded(let phase, .after, _):
            end(places[phase]?.last, event.time, place)
        case .compensationStarted(let phase, _):
            if let index = compensations[phase] {
                turns[index].endPlace = nil
            } else {
                compensations[phase] = turns.count
                turns.append(
                    Turn(
                        phase: phase,
                        start: event.time,
                        startPlace: place,
                        isCompensation: true
                    )
                )
            }
        case .compensated(let phase, _, _): end(compensations[phase], event.time, place)
        case .runEnded:
            for index in compensations.values where turns[index].endPlace == nil {
                end(index, event.time, place, wasCancelled: true)
            }
        default: break
        }
    }

    private mutating func end(
        _ index: Int?,
        _ time: Duration,
        _ place: Int,
        wasCancelled: Bool = false
    ) {
        guard let index else { return }
        turns[index].end = time
        turns[index].endPlace = place
        turns[index].wasCancelled = wasCancelled
    }

    /// The turn that ended last before a place and until a time; of those that ended together not one that was only
    /// cancelled.
    func last(before place: Int, until time: Duration? = nil) -> Turn? {
        turns.lazy.filter { turn in
            (turn.endPlace ?? .max) < place && time.map { turn.end <= $0 } ?? true
        }
        .max { left, right in
            if left.end != right.end { return left.end < right.end }
            if left.wasCancelled != right.wasCancelled { return left.wasCancelled }
            return (left.endPlace ?? 0) < (right.endPlace ?? 0)
        }
    }

    /// The turn that was over last of those that the turn had to wait for: its needs, and what had its phase executed
    /// again.
    func cause(of turn: Turn, needs: [PhaseID]) -> Turn? {
        let need = last(of: needs, before: turn)
        guard let time = turn.discardedAt,
            let discarding = last(before: turn.startPlace, until: time)
        else { return need }
        guard let need else { return discarding }
        return (need.end, need.endPlace ?? 0) < (discarding.end, discarding.endPlace ?? 0)
            ? discarding : need
    }

    /// The need that was over last when the turn began.
    private func last(of needs: [PhaseID], before turn: Turn) -> Turn? {
        needs.compactMap { need in
            places[need]?.last { isOver(turns[$0], before: turn) }.map { turns[$0] }
        }
        .max { ($0.end, $0.endPlace ?? 0) < ($1.end, $1.endPlace ?? 0) }
    }

    private func isOver(_ need: Turn, before turn: Turn) -> Bool {
        (need.endPlace ?? .max) < turn.startPlace && need.end <= turn.start
    }
}
