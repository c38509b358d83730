internal import Exploration
internal import Locks
internal import Reports
internal import Scenarios

/// A live line on the terminal while scenarios are explored.
final class ExploreDisplay: Sendable {
    private struct State {
        var scenario = ""
        var seeds = 0
        var start: ContinuousClock.Instant
        var latest: ExplorationProgress?
        var drawn = 0
    }

    private let state: Guarded<State>
    private let clock: ContinuousClock
    private let deadline: ContinuousClock.Instant?

    init(clock: ContinuousClock, deadline: ContinuousClock.Instant?) {
        self.clock = clock
        self.deadline = deadline
        state = Guarded(State(start: clock.now))
    }

    /// A scenario is explored from now on, with so many seeds.
    func begin(_ scenario: Scenario, seeds: Int) {
        state.withLock { state in
            state.scenario = scenario.name
            state.seeds = seeds
            state.start = clock.now
            state.latest = nil
        }
    }

    /// It came so far.
    func note(_ progress: ExplorationProgress) {
        state.withLock { state in
            // The first seeds came after the singles and pairs.
            if state.latest == nil { state.start = clock.now }
            state.latest = progress
        }
    }

    /// Draws until the task is cancelled, then takes the line away.
    func draw() async {
        while !Task.isCancelled {
            redraw()
            try? await clock.sleep(for: .milliseconds(100))
        }
        StandardError.write(TerminalLines.erased(state.withLock { $0.drawn }))
    }

    private func redraw() {
        let text: String = state.withLock { state in
            let line = ExploreProgressLine(
                scenario: state.scenario,
                progress: state.latest,
                seeds: state.seeds,
                elapsed: state.start.duration(to: clock.now),
                left: deadline.map { clock.now.duration(to: $0) }
            )
            defer { state.drawn = 1 }
            return TerminalLines.redrawn([line.line(width: StandardError.width)], over: state.drawn)
        }
        StandardError.write(text)
    }
}
