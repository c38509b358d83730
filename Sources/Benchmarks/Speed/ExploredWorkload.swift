internal import Agents
internal import Faults
internal import Invariants
internal import Simulation
internal import Workflows

/// One scenario that is explored: every seed draws other latencies, delays and faults, in its own world.
///
/// `enhanced_full` with a review that sends work back once, attempt timeouts, fully jittered delays, and latencies as
/// they were measured.
struct ExploredWorkload {
    /// What a run costs more for.
    struct Load {
        /// Faults that can act on every call, and next to never do.
        var unlikelyFaults = 0
        /// Whether results are looked up and kept.
        var hasCache = false
        /// Whether commits are journaled.
        var hasJournal = false
        /// The probability of each of the three faults that do act: 46 events and 2.6 firings a seed, as the limits
        /// were found with.
        var probability = 0.1
    }

    /// What exploring a seed came to.
    struct Seed: Equatable {
        /// Covers the run's events, as numbers.
        var hash: UInt64
        /// How many events there were.
        var events: Int
        /// How often a fault acted.
        var firings: Int
    }

    private let load: Load
    private let watch: SeedWatch
    private var explorer: SeedExplorer
    /// What every seed's plan is but for the seed, which no invariant looks at.
    private let observed: RunPlan
    private let faults: [Fault]
    private let agents: [String: SimulatedAgent]

    /// The scenario with a load, and with these invariants asked of every run.
    init(
        _ load: Load = Load(),
        invariants: [Invariant] = Invariant.standard
    ) throws(WorkflowGraph.Defect) {
        self.load = load
        let watch = SeedWatch(invariants)
        self.watch = watch
        let configuration = Self.configuration(load)
        faults = Self.faults(load)
        let performers: [String: RunPlan.Performer] = Dictionary(
            uniqueKeysWithValues: Self.roles.map { role in
                (role.name, .init(identity: AgentIdentity(id: role.name)))
            }
        )
        observed = try Self.plan(0, configuration, performers)
        agents = Dictionary(
            uniqueKeysWithValues: Self.roles.map { role in
                (
                    role.name,
                    SimulatedAgent(
                        outputs: role.outputs.map { PhaseOutput(text: $0) },
                        latency: .lognormal(
                            median: .milliseconds(role.median),
                            p90: .milliseconds(role.p90)
                        )
                    )
                )
            }
        )
        explorer = SeedExplorer(
            observed,
            agents: agents,
            faults: faults,
            keepsJournal: load.hasJournal,
            observer: { watch.note($0) }
        )
    }

    /// Executes the run of one seed, judged while it happens.
    mutating func explore(_ seed: UInt64) throws -> Seed {
        watch.begin(observed)
        let status = explorer.explore(seed)
        try watch.end(isInterrupted: status == .interrupted)
        return Seed(hash: watch.hash.value, events: watch.events, firings: watch.firings)
    }

    /// Executes the run of one seed, and keeps all its events.
    func execute(_ seed: UInt64) -> RunTrace {
        let plan = observed.reseeded(seed)
        var world = VirtualWorld(faults: faults)
        return world.run(plan, agents: agents, keepsJournal: load.hasJournal)
    }

    /// Throws where a seed's run breaks an invariant.
    mutating func judge(_ trace: RunTrace) throws {
        watch.begin(observed)
        watch.observers.note(0, trace.events[...])
        try watch.end(isInterrupted: trace.status == .interrupted)
    }

    private static func plan(
        _ seed: UInt64,
        _ configuration: WorkflowConfiguration,
        _ performers: [String: RunPlan.Performer]
    ) throws(WorkflowGraph.Defect) -> RunPlan {
        try RunPlan(
            run: .init(name: "explored"),
            seed: seed,
            workflow: WorkflowCatalog.enhancedFull,
            requirements: "Build a service that keeps notes.",
            configuration: configuration,
            performers: performers
        )
    }
}

extension ExploredWorkload {
    private struct Role {
        let name: String
        /// Median and 90th percentile in milliseconds, as `Fixtures/profiles` has them.
        let median: Int
        let p90: Int
        let outputs: [String]
    }

    private static let roles = [
        Role(name: "planner", median: 19_000, p90: 307_000, outputs: ["three steps"]),
        Role(name: "designer", median: 3_000, p90: 235_000, outputs: ["one table"]),
        Role(name: "coder", median: 37_000, p90: 231_000, outputs: ["version 1", "version 2"]),
        Role(name: "reviewer", median: 152_000, p90: 767_000, outputs: ["use tabs", "approved"]),
        Role(name: "executor", median: 6_600, p90: 13_100, outputs: ["all tests passed"]),
    ]

    private static func configuration(_ load: Load) -> WorkflowConfiguration {
        var configuration = WorkflowConfiguration()
        configuration.hasCheckpoints = load.hasJournal
        for role in roles {
            var phase = PhaseConfiguration()
            phase.attemptTimeout = .seconds(3600)
            phase.isCached = load.hasCache
            phase.retry.jitter = .full
            phase.retry.maxAttempts = 5
            if role.name == "reviewer" {
                phase.validators = [.contains("approved")]
                phase.onRejected = .init(revise: "coder", max: 2)
            }
            configuration.phases[PhaseID(role.name)] = phase
        }
        return configuration
    }

    private static func faults(_ load: Load) -> [Fault] {
        let types: [any Injection] = [
            ServerError(), RateLimit(),
            AddedLatency(.lognormal(median: .seconds(20), p90: .seconds(60))),
        ]
        return (0..<3 + load.unlikelyFaults).map { number in
            var selector = FaultSelector()
            selector.probability = number < 3 ? load.probability : 1e-12
            return Fault(
                id: "fault \(number + 1)",
                selector: selector,
                inject: types[number % types.count]
            )
        }
    }
}
