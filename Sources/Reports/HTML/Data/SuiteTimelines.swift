internal import Locks
package import Suites
internal import Workflows

/// Keeps how the executions of a suite went while it runs, for its report.
///
/// Of very many only a part is kept, so that memory has a bound: of each scenario the first ones and, of those that come
/// after them, those that ended badly, both up to the same limits.
package final class SuiteTimelines: Sendable {
    /// What is kept of one scenario.
    struct Kept: Sendable {
        /// The words that the executions name.
        var words = WordTable()
        /// The executions as `TimelineMarks` writes them, by the run's id.
        var runs: [String: [UInt8]] = [:]
        /// Their steps as `StepMarks` writes them, by the run's id.
        var steps: [String: [UInt8]] = [:]
        /// Runs of earlier suites that held, as JSON; a page adds them.
        var earlier: [[UInt8]] = []
        /// How many executions there were.
        var total = 0
    }

    /// How many executions of a suite are kept, and how many bytes of them; as many again that ended badly.
    private static let most = (runs: 8000, bytes: 16 << 20)
    /// How many of each scenario are kept whatever the number of scenarios.
    private static let least = 4

    /// The most executions of one scenario, and of each the most bytes on average.
    private let limits: (runs: Int, bytesPerRun: Int)
    private let followers = Guarded<[Int: Follower]>([:])

    /// Nothing yet.
    ///
    /// - Parameter counts: How many executions each scenario is to have: where they are few, others may have more.
    package init(expecting counts: [Int]) {
        let share = EqualShare.most(of: Self.most.runs, among: counts)
        let runs = max(Self.least, share)
        let all = counts.reduce(0) { $0 + min($1, runs) }
        limits = (runs, Self.most.bytes / max(1, all))
    }

    /// What takes the executions of the scenario with this number; those of an earlier try are forgotten.
    package func follower(
        of number: Int,
        blanked: @escaping @Sendable (String) -> String = { $0 }
    ) -> any ExecutionFollower {
        let follower = Follower(Kept(words: WordTable(blanked: blanked)), limits)
        followers.withLock { $0[number] = follower }
        return follower
    }

    /// What is kept of the scenario with this number.
    func kept(of number: Int) -> Kept { followers.withLock { $0[number] }?.kept ?? Kept() }
}

/// Follows one scenario, whose executions come one after another.
private final class Follower: ExecutionFollower {
    /// The least room for bytes: that of a few long executions.
    private static let leastBytes = 1 << 16

    private struct State {
        var kept: SuiteTimelines.Kept
        /// The room for any execution, and then for those that ended badly.
        var rooms: (any: Room, bad: Room)
    }

    private struct Room {
        var runs: Int
        var bytes: Int

        var isLeft: Bool { runs > 0 && bytes > 0 }

        mutating func take(_ count: Int) {
            runs -= 1
            bytes -= count
        }
    }

    private let state: Guarded<State>

    init(_ kept: SuiteTimelines.Kept, _ limits: (runs: Int, bytesPerRun: Int)) {
        let (bytes, overflows) = limits.runs.multipliedReportingOverflow(by: limits.bytesPerRun)
        let room = Room(runs: limits.runs, bytes: overflows ? .max : max(Self.leastBytes, bytes))
        state = Guarded(State(kept: kept, rooms: (room, room)))
    }

    var kept: SuiteTimelines.Kept { state.withLock { $0.kept } }

    func take(_ execution: ExecutedRun, holds: Bool) {
        let isBad = !holds || execution.trace.status != .succeeded
        state.withLock { state in
            state.kept.total += 1
            let isAny = state.rooms.any.isLeft
            guard isAny || (isBad && state.rooms.bad.isLeft) else { return }
            let executions = TimelineExecution.all(
                of: execution.trace.events,
                plan: RunHeader(execution.plan, startedAt: .zero).phases
            )
            let known = state.kept.words.size
            let bytes = TimelineMarks.encode(executions, words: &state.kept.words)
            let steps = StepMarks.encode(
                RunSteps(execution.trace.events),
                words: &state.kept.words
            )
            state.kept.runs[execution.plan.run.id] = bytes
            state.kept.steps[execution.plan.run.id] = steps
            let size = bytes.count + steps.count + state.kept.words.size - known
            if isAny { state.rooms.any.take(size) } else { state.rooms.bad.take(size) }
        }
    }
}
