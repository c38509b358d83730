internal import Workflows

/// Tells runs apart by number, time, kind, phase and attempt of their events; texts take no part.
struct TraceHash {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    init(_ plan: RunPlan, _ events: [Event]) {
        for event in events {
            add(event.sequence)
            add(event.time.microseconds)
            add(Self.number(of: event.kind))
            add(event.phase.flatMap { plan.place(of: $0) } ?? -1)
            add(event.attempt ?? 0)
        }
    }

    /// FNV-1a, a word at a time, with the high bits brought down.
    private mutating func add(_ number: Int) {
        value = (value ^ UInt64(bitPattern: Int64(number))) &* 0x0000_0100_0000_01b3
        value ^= value >> 32
    }

    private static func number(of kind: Event.Kind) -> Int {
        switch kind {
        case .runStarted: 1
        case .runEnded: 2
        case .runResumed: 3
        case .phaseRestored: 4
        case .phaseStarted: 5
        case .phaseEnded: 6
        case .phaseSkipped: 7
        case .phaseDegraded: 8
        case .phaseCommitted: 9
        case .phaseDiscarded: 10
        case .cacheHit: 11
        case .cacheMissed: 12
        case .attemptStarted: 13
        case .attemptSucceeded: 14
        case .attemptFailed: 15
        case .retryScheduled: 16
        case .validationFailed: 17
        case .revisionRequested: 18
        case .faultInjected: 19
        case .patternFound: 20
        case .anomalyFound: 21
        case .rolledBack: 22
        case .compensationStarted: 23
        case .compensated: 24
        case .hookEnded: 25
        }
    }
}
