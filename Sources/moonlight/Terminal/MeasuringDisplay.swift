internal import Benchmarks
internal import Locks
internal import Reports

/// A live line on the terminal while something is measured. It is drawn between executions, so that it disturbs none.
final class MeasuringDisplay: Sendable {
    private struct State {
        var drawn = 0
        var last: ContinuousClock.Instant?
    }

    private let state = Guarded(State())
    private let clock: ContinuousClock

    init(_ clock: ContinuousClock) {
        self.clock = clock
    }

    /// Draws how far it is, ten times a second at most.
    func draw(_ progress: SamplingProgress) {
        let now = clock.now
        let text = state.withLock { state -> String? in
            if let last = state.last, last.duration(to: now) < .milliseconds(100) { return nil }
            let line = String(MeasurementReport.line(progress).prefix(StandardError.width - 1))
            defer { (state.drawn, state.last) = (1, now) }
            return TerminalLines.redrawn([line], over: state.drawn)
        }
        if let text { StandardError.write(text) }
    }

    /// Takes the line away.
    func erase() {
        let drawn = state.withLock { state in
            defer { state.drawn = 0 }
            return state.drawn
        }
        StandardError.write(TerminalLines.erased(drawn))
    }
}
