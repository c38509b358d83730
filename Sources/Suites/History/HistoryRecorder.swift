internal import Locks
package import Monitoring

/// Gathers the executions that one invocation adds to the history: the first 50 of each series and the first 5,000 of
/// all, in the order of the scenarios and not in that of their ends.
package final class HistoryRecorder: Sendable {
    /// The most executions that one invocation adds to a series.
    package static let mostPerSeries = 50
    /// The most executions that one invocation adds to all series: a suite of 100,000 runs has as many of them.
    package static let most = 5000

    /// The place of a scenario's try in the suite.
    struct Place: Sendable, Comparable {
        let scenario: Int
        let attempt: Int

        static func < (left: Place, right: Place) -> Bool {
            (left.scenario, left.attempt) < (right.scenario, right.attempt)
        }
    }

    private struct Gathered: Sendable {
        let place: Place
        var history: RunHistory
    }

    private struct State: Sendable {
        var gathered: [Gathered] = []
        var count = 0
    }

    /// The version of the tool: executions on a virtual clock by another one are others.
    let tool: String
    private let state = Guarded(State())

    /// A recorder that has nothing yet.
    package init(tool: String) {
        self.tool = tool
    }

    /// Whether something from this place may still count.
    func hasRoom(at place: Place) -> Bool {
        state.withLock { state in
            state.gathered.reduce(0) { count, earlier in
                count + (earlier.place < place ? earlier.history.executions.count : 0)
            } < Self.most
        }
    }

    /// Takes up what a try at a scenario amounts to.
    func take(_ histories: [RunHistory], at place: Place) {
        state.withLock { state in
            for history in histories {
                state.gathered.append(Gathered(place: place, history: history))
                state.count += history.executions.count
            }
            // Not each time: it looks at everything.
            guard state.count > 2 * Self.most else { return }
            state.gathered = Self.first(state.gathered)
            state.count = state.gathered.reduce(0) { $0 + $1.history.executions.count }
        }
    }

    /// What counts of it, in the order of the places.
    private static func first(_ gathered: [Gathered]) -> [Gathered] {
        var room = most
        var taken: [SeriesKey: Int] = [:]
        let sorted = gathered.sorted {
            ($0.place, $0.history.key) < ($1.place, $1.history.key)
        }
        return sorted.compactMap { entry in
            var entry = entry
            let key = entry.history.key
            let count = min(room, mostPerSeries - taken[key, default: 0])
            entry.history.executions = Array(entry.history.executions.prefix(count))
            taken[key, default: 0] += entry.history.executions.count
            room -= entry.history.executions.count
            return entry.history.executions.isEmpty ? nil : entry
        }
    }

    /// What is to be added to the history, sorted by series.
    package var histories: [RunHistory] {
        var all: [SeriesKey: RunHistory] = [:]
        for entry in Self.first(state.withLock { $0.gathered }) {
            let key = entry.history.key
            all[key, default: RunHistory(key: key, executions: [])].executions +=
                entry.history.executions
        }
        return all.values.sorted { $0.key < $1.key }
    }
}
