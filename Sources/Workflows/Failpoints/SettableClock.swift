/// A wall clock that faults set forward, back, or let run at another rate; it never goes below zero.
package struct SettableClock: Sendable, Equatable {
    /// How many seconds it gains in a second.
    package private(set) var rate = 0.0
    /// How far it was ahead of the true time at `since`; below zero it was behind.
    private var offset = Duration.zero
    /// The steady time of the latest change.
    private var since = Duration.zero
    private var isSet = false

    /// A clock that tells the true time.
    package init() {}

    /// What it says at a steady time, where the true wall time is this.
    package func time(_ wall: Duration, at now: Duration) -> Duration {
        isSet ? max(.zero, wall + ahead(at: now)) : wall
    }

    /// Sets it at a steady time, and lets it gain so many seconds in a second from then on.
    package mutating func set(by jump: Duration, rate: Double, at now: Duration) {
        offset = (ahead(at: now) + jump.bounded).bounded
        since = now
        self.rate = rate
        isSet = true
    }

    private func ahead(at now: Duration) -> Duration {
        guard rate != 0 else { return offset }
        let gained = Double((now - since).microseconds) * rate
        let size = Duration.microseconds(clamping: abs(gained))
        return (offset + (gained < 0 ? .zero - size : size)).bounded
    }
}

extension Duration {
    /// No further from zero than the longest time.
    fileprivate var bounded: Duration { min(max(self, .zero - .longest), .longest) }
}
