import TestSupport
import Workflows

/// Something that a user can switch, with all its positions; the first is the documented default.
struct Toggle: Sendable {
    let name: String
    let positions: [@Sendable (inout WorkflowConfiguration) -> Void]

    init(_ name: String, _ positions: (@Sendable (inout WorkflowConfiguration) -> Void)...) {
        self.name = name
        self.positions = positions
    }

    /// A setting of every phase.
    private static func phases(
        _ name: String,
        _ changes: (@Sendable (inout PhaseConfiguration) -> Void)...
    ) -> Toggle {
        let positions = changes.map { change -> @Sendable (inout WorkflowConfiguration) -> Void in
            { configuration in
                for phase in HealthyRuns.phases { configuration.phase(phase.id, change) }
            }
        }
        return Toggle(name: name, positions: positions)
    }

    private init(name: String, positions: [@Sendable (inout WorkflowConfiguration) -> Void]) {
        self.name = name
        self.positions = positions
    }

    /// Everything that must not change what a run makes, but `skip`, which leaves out a phase.
    static let all: [Toggle] = ofRuns + ofPhases

    private static let ofRuns = [
        Toggle("checkpoints", { $0.hasCheckpoints = true }, { $0.hasCheckpoints = false }),
        Toggle("context", { $0.context.isEnabled = true }, { $0.context.isEnabled = false }),
        Toggle("feedback", { $0.context.hasFeedback = true }, { $0.context.hasFeedback = false }),
        Toggle("history", { $0.context.hasHistory = true }, { $0.context.hasHistory = false }),
        Toggle("budget", { $0.context.budget = nil }, { $0.context.budget = 9 }),
        Toggle("monitor", { $0.isMonitored = true }, { $0.isMonitored = false }),
        Toggle("parallel", { $0.isParallel = true }, { $0.isParallel = false }),
        Toggle("concurrency", { $0.maxConcurrentPhases = nil }, { $0.maxConcurrentPhases = 2 }),
        Toggle(
            "rollback",
            { $0.rollback = .lastGood },
            { $0.rollback = .none },
            { $0.rollback = .to("code") },
            { $0.rollback = .compensate },
            { $0.rollback = .degrade }
        ),
        Toggle("max rollbacks", { $0.maxRollbacks = 1 }, { $0.maxRollbacks = 0 }),
        Toggle("strategy", { $0.cacheStrategy = .always }, { $0.cacheStrategy = .smart }),
        Toggle("store", { $0.cacheStore = .run }, { $0.cacheStore = .shared }),
        Toggle(
            "limits",
            { $0.cacheLimits = CacheLimits() },
            { $0.cacheLimits = CacheLimits(entries: 0) },
            { $0.cacheLimits = CacheLimits(bytes: 10) }
        ),
        Toggle(
            "ttl multiplier",
            { $0.timeToLiveMultiplier = 1 },
            { $0.timeToLiveMultiplier = 0.1 }
        ),
        Toggle("deadline", { $0.runTimeout = nil }, { $0.runTimeout = .seconds(600) }),
        Toggle("skip", { $0.skipped = [] }, { $0.skipped = ["test"] }),
    ]

    private static let ofPhases = [
        phases("cache", { $0.isCached = true }, { $0.isCached = false }),
        phases("ttl", { $0.timeToLive = nil }, { $0.timeToLive = .seconds(20) }),
        phases("key", { $0.keyFields = nil }, { $0.keyFields = [.requirements, .inputs] }),
        phases("tags", { $0.cacheTags = [] }, { $0.cacheTags = ["all"] }),
        phases(
            "attempt timeout",
            { $0.attemptTimeout = nil },
            { $0.attemptTimeout = .seconds(60) }
        ),
        phases("heartbeat", { $0.heartbeatTimeout = nil }, { $0.heartbeatTimeout = .seconds(8) }),
        phases("hooks", { $0.hooks = [] }, { $0.hooks = Set(PhaseHook.allCases) }),
        phases("jitter", { $0.retry.jitter = .none }, { $0.retry.jitter = .full }),
        phases("pattern", { $0.retry.stopsOnPattern = false }, { $0.retry.stopsOnPattern = true }),
        phases(
            "on exhausted",
            { $0.retry.onExhausted = .fail },
            { $0.retry.onExhausted = .rollback },
            { $0.retry.onExhausted = .degrade },
            { $0.retry.onExhausted = .pause }
        ),
        phases("compensation", { $0.compensation = nil }, { $0.compensation = "undo" }),
    ]
}
