public import Workflows

/// A set of phases with explicit dependencies, and what is set for all of them.
public struct Workflow: Sendable {
    /// What a failure takes back, where a phase's ``RetryPolicy/onExhausted`` is `rollback`.
    public enum Rollback: Sendable, Equatable {
        /// The failed phase starts again from the state before it, with a fresh budget of attempts.
        case lastGood
        /// Results from this phase on are discarded and executed again; the phase learns why.
        case to(String)
        /// The compensations of committed phases are called, the latest commit first; then the run fails.
        case compensate
    }

    /// The name that events have; part of every phase's identity.
    public let name: String
    /// The phases, in any order.
    public var phases: [Phase]
    /// How long a run may take, counted anew when it is resumed; without limit by default.
    public var timeout: Duration?
    /// How much the calls of a run may use, failed ones too; without limit by default.
    ///
    /// A call that takes the run above a limit fails its phase with kind ``FailureKind/budget``, and at a limit no other
    /// starts. The phase takes the way out that its ``RetryPolicy/onExhausted`` says. A resumed run goes on counting.
    public var budget = UsageBudget()
    /// What a rollback does; ``Rollback/lastGood`` by default.
    public var rollback = Rollback.lastGood
    /// How often a run may roll back; once by default.
    public var maxRollbacks = 1
    /// How many phases run at the same time at most; without limit by default.
    public var maxConcurrentPhases: Int?
    /// The bytes that all texts of a request together may take; without limit by default.
    ///
    /// Requirements come first, then inputs, feedback and history; what is cut says so.
    public var contextBudget: Int?

    /// Declares a workflow; ``Engine/run(_:requirements:id:observer:)`` says what is wrong with it.
    public init(_ name: String, phases: [Phase], timeout: Duration? = nil) {
        self.name = name
        self.phases = phases
        self.timeout = timeout
    }

    /// The phase of this name, to change it: `workflow[phase: "fetch"].agent = …`.
    ///
    /// The workflow must have such a phase: as with the index of an array, another stops the program.
    public subscript(phase name: String) -> Phase {
        get { phases[place(of: name)] }
        set { phases[place(of: name)] = newValue }
    }

    private func place(of name: String) -> Int {
        guard let place = phases.firstIndex(where: { $0.name == name }) else {
            let known = phases.map { "\"\($0.name)\"" }.joined(separator: ", ")
            preconditionFailure(
                "workflow \"\(self.name)\" has no phase \"\(name)\": expected one of \(known)"
            )
        }
        return place
    }
}

/// One step of a workflow and the agent that performs it.
public struct Phase: Sendable {
    /// The name, unique within the workflow.
    public let name: String
    /// The phases that must be over before this one starts. To change them leaves ``inputs`` as they are.
    public var needs: [String]
    /// The phases whose outputs the agent is given; they must be over before, too.
    public var inputs: [String]
    /// What performs the phase.
    public var agent: any Agent
    /// Everything else.
    public var settings: PhaseSettings

    /// Declares a phase; its inputs default to what it needs.
    public init(
        _ name: String,
        needs: [String] = [],
        inputs: [String]? = nil,
        settings: PhaseSettings = PhaseSettings(),
        agent: any Agent
    ) {
        self.name = name
        self.needs = needs
        self.inputs = inputs ?? needs
        self.agent = agent
        self.settings = settings
    }

    /// Declares a phase that a closure performs.
    public init(
        _ name: String,
        needs: [String] = [],
        inputs: [String]? = nil,
        settings: PhaseSettings = PhaseSettings(),
        perform: @escaping @Sendable (AgentRequest) async throws -> AgentAnswer
    ) {
        self.init(
            name,
            needs: needs,
            inputs: inputs,
            settings: settings,
            agent: FunctionAgent(perform)
        )
    }

    /// Declares a phase that a closure performs whose answer is a text.
    @_disfavoredOverload
    public init(
        _ name: String,
        needs: [String] = [],
        inputs: [String]? = nil,
        settings: PhaseSettings = PhaseSettings(),
        perform: @escaping @Sendable (AgentRequest) async throws -> String
    ) {
        self.init(
            name,
            needs: needs,
            inputs: inputs,
            settings: settings,
            agent: FunctionAgent { AgentAnswer(try await perform($0)) }
        )
    }
}
