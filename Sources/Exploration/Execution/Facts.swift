internal import Workflows

/// What a pipeline may come to, and sometimes should: what no execution came to was not tried.
package struct Facts: OptionSet, Sendable {
    package let rawValue: UInt16

    package init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    static let hit = Facts(rawValue: 1)
    static let eviction = Facts(rawValue: 2)
    static let rollback = Facts(rawValue: 4)
    static let compensation = Facts(rawValue: 8)
    static let retry = Facts(rawValue: 16)
    static let resume = Facts(rawValue: 32)
    static let degradation = Facts(rawValue: 64)
    static let revision = Facts(rawValue: 128)
    static let skip = Facts(rawValue: 256)
    static let failure = Facts(rawValue: 512)

    /// All of them with their words, in the order of lists.
    package static let all: [(fact: Facts, words: String)] = [
        (.hit, "a result from the cache"),
        (.eviction, "a result evicted from the cache"),
        (.retry, "another attempt after a failed one"),
        (.revision, "work sent back by a review"),
        (.rollback, "a rollback"),
        (.compensation, "a compensation"),
        (.degradation, "a degraded phase"),
        (.skip, "a skipped phase"),
        (.resume, "a resume after the death of the process"),
        (.failure, "a failed run"),
    ]

    /// Takes up what an event shows.
    @inline(__always)
    mutating func note(_ tag: Event.Kind.Tag) {
        switch tag {
        case .cacheHit: insert(.hit)
        case .cacheEvicted: insert(.eviction)
        case .rolledBack: insert(.rollback)
        case .compensated: insert(.compensation)
        case .retryScheduled: insert(.retry)
        case .runResumed: insert(.resume)
        case .phaseDegraded: insert(.degradation)
        case .revisionRequested: insert(.revision)
        case .phaseSkipped: insert(.skip)
        default: break
        }
    }
}
