import Agents
import Faults
import Workflows

@testable import Runtime

extension ProcessAgent {
    /// A script for the shell.
    static func shell(
        _ script: String,
        environment: [String: Variable] = [:],
        directory: String? = nil,
        probe: String? = nil,
        timeout: Duration? = nil,
        scenarioDirectory: String = "/nowhere/scenarios",
        repository: String = "/nowhere"
    ) -> ProcessAgent {
        ProcessAgent(
            command: ["sh", "-c", script],
            environment: environment,
            directory: directory,
            probe: probe.map { Probe(path: $0) },
            timeout: timeout,
            scenarioDirectory: scenarioDirectory,
            repository: repository
        )
    }
}

extension LiveAgent {
    static func shell(_ script: String) -> LiveAgent { .process(.shell(script)) }

    static func says(_ texts: String..., latency: Duration = .zero) -> LiveAgent {
        .simulated(
            SimulatedAgent(
                outputs: texts.map { PhaseOutput(text: $0) },
                latency: .constant(latency)
            )
        )
    }

    static func gives(_ files: [String: String]...) -> LiveAgent {
        .simulated(
            SimulatedAgent(
                outputs: files.map { files in
                    PhaseOutput(
                        text: "",
                        files: files.map { .init(path: $0.key, bytes: Array($0.value.utf8)) }
                    )
                }
            )
        )
    }
}

extension RunPlan {
    /// A plan of these phases, whose agents bear their names.
    static func of(
        _ phases: [Workflow.Phase],
        named name: String = "main",
        requirements: String = "build it",
        readingFiles: Bool = false,
        configure: (inout WorkflowConfiguration) -> Void = { _ in }
    ) throws -> RunPlan {
        var configuration = WorkflowConfiguration()
        for phase in phases { configuration.phases[phase.id] = PhaseConfiguration() }
        configure(&configuration)
        let agents = phases.map {
            (
                $0.agent,
                RunPlan.Performer(
                    identity: AgentIdentity(id: $0.agent),
                    readsFiles: readingFiles
                )
            )
        }
        return try RunPlan(
            run: .init(name: name),
            seed: 1,
            workflow: Workflow(name: "test", phases: phases),
            requirements: requirements,
            configuration: configuration,
            performers: Dictionary(agents, uniquingKeysWith: { first, _ in first })
        )
    }
}

extension WorkflowConfiguration {
    /// Sets something for every phase.
    mutating func everywhere(_ change: (inout PhaseConfiguration) -> Void) {
        for phase in phases.keys { change(&phases[phase, default: PhaseConfiguration()]) }
    }

    /// Sets something for one phase.
    mutating func phase(_ id: PhaseID, _ change: (inout PhaseConfiguration) -> Void) {
        change(&phases[id, default: PhaseConfiguration()])
    }
}

extension LiveWorld {
    /// A world whose workspaces lie in a folder.
    static func below(
        _ folder: TemporaryFolder,
        faults: [Fault] = [],
        environment: [String: String] = [:],
        secrets: [String] = [],
        timeScale: Double = 1
    ) -> LiveWorld {
        _ = Machine.ignoresBrokenPipes
        return LiveWorld(
            faults: faults,
            surroundings: LiveSurroundings(
                clock: ContinuousClock(),
                wall: { .zero },
                workspaces: "\(folder.path)/workspaces",
                environment: Machine.environment.filter { $0.key == "PATH" }
                    .merging(environment) { _, own in own },
                secrets: SecretFilter(secrets),
                timeScale: timeScale
            )
        )
    }
}

extension RunTrace {
    func text(of phase: PhaseID) -> String? { outputs[phase]?.text }

    /// The names of the events with the phase that each concerns.
    var story: [String] {
        events.map { event in event.kindName + (event.phase.map { " \($0)" } ?? "") }
    }

    /// Every line that a report could show.
    var lines: String {
        var lines = EventLines()
        for event in events { lines.append(event) }
        return String(decoding: lines.bytes, as: UTF8.self)
    }
}
