internal import Locks

/// Says that an agent is alive whenever its program writes, though not more often than anyone has to know.
final class OutputHeartbeat: Sendable {
    private let interval: Duration
    private let clock: ContinuousClock
    private let beat: @Sendable () -> Void
    private let last: Guarded<ContinuousClock.Instant?> = Guarded(nil)

    /// A heartbeat for those who wait no longer than the limit for the next one.
    init(limit: Duration, clock: ContinuousClock, beat: @escaping @Sendable () -> Void) {
        interval = min(limit / 10, .milliseconds(20))
        self.clock = clock
        self.beat = beat
    }

    /// The program wrote something.
    func heard() {
        let now = clock.now
        let isDue = last.withLock { last in
            if let last, now - last < interval { return false }
            last = now
            return true
        }
        if isDue { beat() }
    }
}
