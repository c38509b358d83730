internal import Workflows

/// What follows one run for one invariant, event after event.
protocol InvariantObserver {
    /// A run begins, whose phases have so many places.
    mutating func begin(_ places: Int)
    /// The run names a phase that its plan does not have; there are so many places now.
    mutating func makeRoom(_ places: Int)
    /// Says what is wrong with an event, where something is. What has only numbers comes first.
    mutating func note(_ event: ObservedEvent, _ source: EventSource, _ plan: ObservedPlan)
        -> String?
}

extension Array {
    /// So many times the same, in the memory that is there.
    mutating func refill(_ count: Int, with element: Element) {
        if self.count == count {
            for index in indices { self[index] = element }
        } else {
            removeAll(keepingCapacity: true)
            append(contentsOf: repeatElement(element, count: count))
        }
    }

    /// Makes it as long as that, if it is shorter.
    mutating func grow(_ count: Int, with element: Element) {
        if self.count < count {
            append(contentsOf: repeatElement(element, count: count - self.count))
        }
    }
}
