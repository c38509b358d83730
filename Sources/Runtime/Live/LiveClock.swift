/// The clock of a live world: a continuous one, or another that a test moves.
package struct LiveClock: Clock {
    /// A time by such a clock.
    package struct Instant: InstantProtocol {
        /// The time since the clock was taken up.
        fileprivate let time: Duration

        package func advanced(by duration: Duration) -> Instant { Instant(time: time + duration) }

        package func duration(to other: Instant) -> Duration { other.time - time }

        package static func < (left: Instant, right: Instant) -> Bool { left.time < right.time }
    }

    private enum Source: Sendable {
        case continuous(ContinuousClock, origin: ContinuousClock.Instant)
        case other(
            now: @Sendable () -> Duration,
            resolution: Duration,
            sleep: @Sendable (_ until: Duration, _ tolerance: Duration?) async throws -> Void
        )
    }

    private let source: Source

    /// Takes up a clock.
    package init(_ clock: some Clock<Duration>) {
        if let clock = clock as? ContinuousClock {
            source = .continuous(clock, origin: clock.now)
            return
        }
        let origin = clock.now
        source = .other(
            now: { origin.duration(to: clock.now) },
            resolution: clock.minimumResolution,
            sleep: { try await clock.sleep(until: origin.advanced(by: $0), tolerance: $1) }
        )
    }

    /// The clock by which programs are waited for, which know no other.
    var continuous: ContinuousClock {
        if case .continuous(let clock, _) = source { clock } else { ContinuousClock() }
    }

    package var now: Instant {
        switch source {
        case .continuous(let clock, let origin): Instant(time: origin.duration(to: clock.now))
        case .other(let now, _, _): Instant(time: now())
        }
    }

    package var minimumResolution: Duration {
        switch source {
        case .continuous(let clock, _): clock.minimumResolution
        case .other(_, let resolution, _): resolution
        }
    }

    package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        switch source {
        case .continuous(let clock, let origin):
            try await clock.sleep(until: origin.advanced(by: deadline.time), tolerance: tolerance)
        case .other(_, _, let sleep): try await sleep(deadline.time, tolerance)
        }
    }
}
