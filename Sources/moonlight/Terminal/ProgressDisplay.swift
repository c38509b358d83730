internal import Suites
internal import Reports
internal import Scenarios
internal import Locks
internal import Workflows

/// A live line on the terminal while a suite runs.
final class ProgressDisplay: Sendable {
    private struct State {
        var running: [(number: Int, name: String, work: CallsInProgress)] = []
        var finished = 0
        var failed = 0
        var drawn = 0
    }

    private let state = Guarded(State())
    private let total: Int
    private let clock: ContinuousClock
    private let start: ContinuousClock.Instant

    init(total: Int, clock: ContinuousClock) {
        self.total = total
        self.clock = clock
        start = clock.now
    }

    func note(_ progress: SuiteRunner.Progress) {
        state.withLock { state in
            switch progress {
            case .started(let number, let name):
                state.running.append((number, name, CallsInProgress()))
            case .ended(let number, let result):
                state.finished += 1
                if result.status == .failed { state.failed += 1 }
                state.running.removeAll { $0.number == number }
            }
        }
    }

    /// Receives an event of the scenario with this number.
    func note(_ number: Int, _ event: Event) {
        state.withLock { state in
            guard let index = state.running.firstIndex(where: { $0.number == number }) else {
                return
            }
            state.running[index].work.take(event)
        }
    }

    /// Draws until the task is cancelled, then takes the lines away.
    func draw() async {
        while !Task.isCancelled {
            redraw()
            try? await clock.sleep(for: .milliseconds(100))
        }
        let drawn = state.withLock { $0.drawn }
        StandardError.write(TerminalLines.erased(drawn))
    }

    private func redraw() {
        let elapsed = start.duration(to: clock.now)
        let text = state.withLock { state in
            let words = state.running.map { scenario in
                let work = scenario.work.text
                return [work.isEmpty ? scenario.name : "\(scenario.name), \(work)"]
            }
            let names = words.isEmpty ? [[]] : words
            let lines = names.map { name in
                ProgressLine(
                    running: name,
                    finished: state.finished,
                    failed: state.failed,
                    total: total,
                    elapsed: elapsed
                ).line(width: StandardError.width)
            }
            let text = TerminalLines.redrawn(lines, over: state.drawn)
            state.drawn = lines.count
            return text
        }
        StandardError.write(text)
    }
}
