internal import Benchmarks
internal import Locks
internal import Reports

/// A live line on the terminal while claims are measured.
final class ClaimDisplay: Sendable {
    private struct State {
        var latest: ClaimProgress?
        var start: ContinuousClock.Instant
        var drawn = 0
    }

    private let state: Guarded<State>
    private let clock: ContinuousClock

    init(clock: ContinuousClock) {
        self.clock = clock
        state = Guarded(State(start: clock.now))
    }

    func note(_ progress: ClaimProgress) {
        state.withLock { state in
            // Another scenario's pairs take another time.
            if state.latest?.scenario != progress.scenario { state.start = clock.now }
            var progress = progress
            if progress.interval == nil, state.latest?.claim == progress.claim {
                progress.interval = state.latest?.interval
            }
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
        let text: String? = state.withLock { state in
            guard let latest = state.latest else { return nil }
            let line = ClaimProgressLine(latest, elapsed: state.start.duration(to: clock.now))
            defer { state.drawn = 1 }
            return TerminalLines.redrawn([line.line(width: StandardError.width)], over: state.drawn)
        }
        if let text { StandardError.write(text) }
    }
}
