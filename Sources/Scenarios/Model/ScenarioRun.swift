package import Agents
package import Shapes
package import Workflows

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
    package internal(set) var agents: [String: AgentDefinition]
    /// How often it is executed, at least once.
    package let repetitions: Int
    /// How many of them are executed at the same time, at least one.
    package let concurrency: Int
    /// How much virtual time passes before it.
    package let advance: Duration
    /// What interrupts it, if anything does.
    package let interruption: RunInterruption?
    /// The earlier run that it resumes.
    package private(set) var resumes: String?
    /// Whether everything that is only in memory is lost before it.
    package let isRestarted: Bool
    /// The tags whose results are forgotten before it.
    package let invalidatedTags: [String]
    /// Whether claims measure it without the runs before it, and other runs without it.
    package let isAlone: Bool
    /// What runs beside its phases.
    package let hooks: [PhaseID: [PhaseHook: LiveHook]]
    /// What is expected of each repetition.
    package private(set) var expectations: [Expectation]

    /// Makes a run; one that no file has is found where code makes it.
    ///
    /// - Parameters:
    ///   - agents: By the agents' names: as many as the workflow's phases have.
    ///   - inheritsSettings: Whether requirements, settings and agents are those of all runs that say so: they share one plan.
    ///   - repetitions: At least one.
    ///   - concurrency: At least one.
    ///   - expectations: Nothing is expected but what they say; without any list, that it succeeds.
    package init(
        _ name: String,
        at location: SourceLocation? = nil,
        seed: UInt64? = nil,
        requirements: String = "",
        configuration: WorkflowConfiguration = WorkflowConfiguration(),
        inheritsSettings: Bool = false,
        agents: [String: AgentDefinition],
        repetitions: Int = 1,
        concurrency: Int = 1,
        advance: Duration = .zero,
        interruption: RunInterruption? = nil,
        resumes: String? = nil,
        isRestarted: Bool = false,
        invalidatedTags: [String] = [],
        isAlone: Bool = false,
        hooks: [PhaseID: [PhaseHook: LiveHook]] = [:],
        expectations: [Expectation]? = nil,
        file: String = #fileID,
        line: Int = #line
    ) {
        let place = location ?? SourceLocation(file: file, line: line)
        self.name = name
        self.location = place
        self.seed = seed
        self.requirements = requirements
        self.configuration = configuration
        self.inheritsSettings = inheritsSettings
        self.agents = agents
        self.repetitions = max(1, repetitions)
        self.concurrency = max(1, concurrency)
        self.advance = advance
        self.interruption = interruption
        self.resumes = resumes
        self.isRestarted = isRestarted
        self.invalidatedTags = invalidatedTags
        self.isAlone = isAlone
        self.hooks = hooks
        self.expectations = expectations ?? [Expectation(.status(.succeeded), at: place)]
    }

    /// The same run as one that resumes an earlier one.
    package func resuming(_ earlier: String) -> ScenarioRun {
        var copy = self
        copy.resumes = earlier
        return copy
    }

    /// The same without what is expected of faults.
    var withoutFaultOutcomes: ScenarioRun {
        var copy = self
        copy.expectations.removeAll { $0.condition is FaultsExpectation }
        return copy
    }
}
