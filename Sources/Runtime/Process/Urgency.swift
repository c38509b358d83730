internal import Locks

/// Whether what is stopped may take its time: programs of a cancelled run have their grace, until nobody waits any more.
///
/// What is demanded of one is demanded of all below it: a second signal to the tool is one for every scenario, the end
/// of a scenario's time one for its runs.
package final class Urgency: Sendable {
    private struct State {
        var isDemanded = false
        var number = 0
        var waiting: [Int: @Sendable () -> Void] = [:]
    }

    private let state = Guarded(State())
    private let parent: Urgency?
    private let place: Int

    /// One of its own, or one below another.
    package init(under parent: Urgency? = nil) {
        self.parent = parent
        guard let parent else {
            place = 0
            return
        }
        let own = state
        place = parent.whenDemanded { Self.demand(own) }
    }

    deinit { parent?.forget(place) }

    /// Whether nothing gets any time any more.
    package var isDemanded: Bool { state.withLock { $0.isDemanded } }

    /// Nothing gets any time any more.
    package func demand() { Self.demand(state) }

    private static func demand(_ state: Guarded<State>) {
        let waiting = state.withLock { state in
            state.isDemanded = true
            defer { state.waiting = [:] }
            return state.waiting
        }
        for body in waiting.values { body() }
    }

    /// Has something done once nothing gets any time, at once where that is so already; gives what `forget` takes.
    package func whenDemanded(_ body: @escaping @Sendable () -> Void) -> Int {
        let number = state.withLock { state -> Int? in
            guard !state.isDemanded else { return nil }
            state.number += 1
            state.waiting[state.number] = body
            return state.number
        }
        guard let number else {
            body()
            return 0
        }
        return number
    }

    /// That need not be done any more.
    package func forget(_ number: Int) {
        state.withLock { $0.waiting[number] = nil }
    }
}
