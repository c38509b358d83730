import Agents
import Faults
import TestSupport
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

extension [String: RunPlan.Performer] {
    /// Agents whose files are part of what they are.
    static func readingFiles(_ names: String...) -> Self {
        Dictionary(
            uniqueKeysWithValues: names.map {
                ($0, .init(identity: AgentIdentity(id: $0), readsFiles: true))
            }
        )
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
            surroundings: LiveEnvironment(
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
