internal import Shapes
internal import Agents
internal import Runtime
internal import Workflows

/// The runs whose cost is measured: phases that take no time and hand on 1 KiB of JSON each.
struct SpeedWorkload: Sendable {
    /// How the phases hang together.
    enum Shape: Sendable {
        /// Each needs the one before.
        case chain
        /// All others need the first.
        case fan
    }

    let plan: RunPlan
    let agents: [String: LiveAgent]

    /// The phases of a usual run.
    static let phases = 5

    init(
        _ shape: Shape = .chain,
        phases count: Int = Self.phases,
        _ configure: (inout WorkflowConfiguration, [PhaseID]) -> Void = { _, _ in }
    ) throws(WorkflowGraph.Defect) {
        let names = (0..<count).map { PhaseID("p\($0)") }
        let phases = names.enumerated().map { number, name in
            let need = shape == .chain ? number - 1 : 0
            return Workflow.Phase(
                name,
                needs: number == 0 ? [] : [names[need]],
                agent: "agent"
            )
        }
        var configuration = WorkflowConfiguration()
        configuration.isMonitored = false
        configuration.hasCheckpoints = false
        for name in names {
            var settings = PhaseConfiguration()
            settings.isCached = false
            configuration.phases[name] = settings
        }
        configure(&configuration, names)
        plan = try RunPlan(
            run: .init(name: "speed"),
            seed: 1,
            workflow: Workflow(name: "speed", phases: phases),
            requirements: "Measure.",
            configuration: configuration,
            performers: ["agent": .init(identity: AgentIdentity(id: "agent"))]
        )
        agents = ["agent": .function(Self.answering)]
    }

    /// Answers with a text that it has already: what an agent does itself is no cost of the engine's.
    static let answering = FunctionAgent { _, _ in
        AgentAnswer(output: PhaseOutput(text: Self.text))
    }

    /// Fails three times, then answers.
    static let failing = FunctionAgent { request, _ throws(OperationFailure) in
        guard request.attempt > 3 else {
            throw OperationFailure(kind: "server_error", message: "503 service unavailable")
        }
        return AgentAnswer(output: PhaseOutput(text: Self.text))
    }

    /// 1 KiB of JSON.
    static let text = "{\"state\": \"\(String(repeating: "x", count: 1011))\"}"
}
