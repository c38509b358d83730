package import Agents
package import Shapes
package import Faults
package import Invariants
package import Workflows

/// A checked scenario file: what will run, in which world, and what is expected.
package struct Scenario: Sendable {
    /// The clock that a scenario runs on.
    package enum Clock: Sendable, Equatable {
        /// Time moves only when nothing else can happen.
        case virtual
        /// Real time; simulated latencies are multiplied by the scale.
        case real(timeScale: Double)
    }

    /// The name.
    package let name: String
    /// What it shows, in a sentence or two.
    package let description: String
    /// Words to choose scenarios by.
    package let tags: [String]
    /// The path of its file as messages show it.
    package let file: String
    /// The whole path of its file.
    package let path: String
    /// The workflow.
    package let workflow: Workflow
    /// The clock.
    package let clock: Clock
    /// The seed that the file declares.
    package let seed: UInt64
    /// How much real time it may take; the command line may say otherwise.
    package let timeLimit: Duration?
    /// The faults of the scenario and of all its runs, in the order of their declaration.
    package let faults: [DeclaredFault]
    /// The runs, in order.
    package let runs: [ScenarioRun]
    /// The invariants that are judged.
    package let invariants: [Invariant]
    /// The performance claims.
    package let claims: [Claim]

    /// The path with dots and without its ending: stable, and unique among the files of a suite.
    package let className: String

    /// Whether it runs on a virtual clock.
    package var isVirtual: Bool { clock == .virtual }
}

extension Scenario {
    /// A path with dots in place of slashes and without its ending.
    static func className(ofPath path: String) -> String {
        var path = path
        for ending in [".yaml", ".yml"] where path.hasSuffix(ending) {
            path.removeLast(ending.count)
        }
        let parts = path.split(separator: "/").filter { $0 != "." && $0 != ".." }
        return parts.map { $0.replacing(".", with: "_") }.joined(separator: ".")
    }
}

/// A fault with the place where it is declared.
package struct DeclaredFault: Sendable {
    /// The fault; one of a run selects that run.
    package let fault: Fault
    /// Where it is.
    package let location: SourceLocation
}

/// One run of a scenario.
package struct ScenarioRun: Sendable {
    /// The name, unique in its scenario.
    package let name: String
    /// Where it is.
    package let location: SourceLocation
    /// The seed, where the run has its own.
    package let seed: UInt64?
    /// What it asks for.
    package let requirements: String
    /// What it sets.
    package let configuration: WorkflowConfiguration
    /// Whether requirements, settings and agents are the scenario's own, as of all runs that say nothing of them.
    package let inheritsSettings: Bool
    /// Who performs its phases, by the agents' names.
    package let agents: [String: AgentDefinition]
    /// How often it is executed, at least once.
    package let repetitions: Int
    /// How many of them are executed at the same time, at least one.
    package let concurrency: Int
    /// How much virtual time passes before it.
    package let advance: Duration
    /// What interrupts it, if anything does.
    package let interruption: RunInterruption?
    /// The earlier run that it resumes.
    package let resumes: String?
    /// Whether everything that is only in memory is lost before it.
    package let isRestarted: Bool
    /// The tags whose results are forgotten before it.
    package let invalidatedTags: [String]
    /// What runs next to its phases.
    package let hooks: [PhaseID: [PhaseHook: LiveHook]]
    /// What is expected of each repetition.
    package let expectations: [Expectation]
}

/// What interrupts a run on purpose.
package enum RunInterruption: Sendable, Equatable {
    /// Its process dies once the commit of this phase is acknowledged.
    case killed(after: PhaseID)
    /// It is cancelled once the commit of this phase is acknowledged.
    case cancelled(after: PhaseID)
    /// It is cancelled at this time, counted from its start.
    case cancelledAt(Duration)
}

/// An agent as a scenario declares it.
package struct AgentDefinition: Sendable, Equatable {
    /// What the cache key knows of it.
    package let performer: RunPlan.Performer
    /// How it is called.
    package let agent: LiveAgent
}

/// A statement about performance, to be judged by measurement.
package struct Claim: Sendable, Equatable {
    /// The effect that is claimed.
    package enum Effect: Sendable, Equatable {
        /// The share saved, such as 0.5...0.8.
        case reduction(ClosedRange<Double>)
        /// Baseline over candidate is at least this.
        case speedup(atLeast: Double)
    }

    /// What is measured.
    package enum Metric: String, Sendable, CaseIterable {
        /// The time that a run takes.
        case duration
    }

    /// The claim's name.
    package let name: String
    /// Where it is.
    package let location: SourceLocation
    /// The run that is the measure.
    package let baseline: String
    /// The run that is claimed to be better.
    package let candidate: String
    /// What is measured.
    package let metric: Metric
    /// What is claimed.
    package let effect: Effect
    /// How many pairs are measured.
    package let pairs: Int
    /// The confidence of the interval, between 0 and 1.
    package let confidence: Double
}
