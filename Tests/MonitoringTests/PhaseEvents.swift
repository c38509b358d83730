import Workflows

/// The events of a run of one phase.
enum PhaseEvents {
    /// Those of a phase that took so long, executed or from the cache.
    static func of(_ time: Duration, phase: PhaseID = "a", isCached: Bool = false) -> [Event] {
        let run = Event.Run(name: "r")
        let digest = Digest(of: "")
        let kinds: [(Duration, Event.Kind)] = [
            (.zero, .phaseStarted(phase)),
            isCached
                ? (time, .cacheHit(phase, digest: digest))
                : (.zero, .attemptStarted(phase, attempt: 1, truncatedBytes: 0)),
            (time, .phaseCommitted(phase, digest: digest)),
        ]
        return kinds.enumerated().map { number, entry in
            Event(sequence: number + 1, time: entry.0, run: run, kind: entry.1)
        }
    }
}

/// Times whose logarithms are normal, from a seed.
struct LognormalTimes {
    private let chance: Chance
    private let distribution: LatencyDistribution
    private var count = 0

    /// Around ten seconds, with this standard deviation of the logarithms.
    init(seed: UInt64, deviation: Double = 0.2) {
        chance = Chance(seed: seed)
        let p90 = 10 * PortableMath.exp(1.2815515655446004 * deviation)
        distribution = .lognormal(median: .seconds(10), p90: .seconds(p90))
    }

    mutating func next() -> Duration {
        count += 1
        return distribution.sample(chance.numbered(count))
    }

    mutating func next(_ count: Int) -> [Duration] { (0..<count).map { _ in next() } }
}
