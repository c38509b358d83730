internal import Agents
internal import Storage
internal import Subprocess
internal import Workflows

/// Where and how a child runs, once the placeholders are filled in.
struct ProcessPlace {
    let executable: String
    let arguments: [String]
    let environment: [Environment.Key: String]
    let directory: String
    let port: Int?
}

extension ProcessPlace {
    /// Fills in an agent's placeholders, or says what is missing; `inherited` is this program's own environment.
    init(
        of agent: ProcessAgent,
        workspace: String,
        inherited: [String: String],
        effects: String? = nil
    ) throws(OperationFailure) {
        let usesPort =
            agent.probe != nil
            || (agent.command + agent.environment.values.map(Self.text)).contains {
                $0.contains("{port}")
            }
        let port = usesPort ? LoopbackPort.free() : nil
        if usesPort, port == nil {
            throw OperationFailure(kind: .process, message: "no loopback port is free")
        }
        let fill = { (text: String) in
            Self.filled(text, of: agent, workspace: workspace, port: port)
        }
        let words = agent.command.map(fill)
        guard let first = words.first else {
            throw OperationFailure(
                kind: .process,
                message: "the command is empty",
                isRetryable: false
            )
        }
        // A name without a slash is looked up in PATH.
        executable = first.contains("/") ? Self.absolute(first, agent) : first
        arguments = Array(words.dropFirst())
        var variables = try Self.environment(
            of: agent,
            workspace: workspace,
            inherited: inherited,
            fill
        )
        if let effects, let key = Environment.Key(rawValue: EffectFolder.variable) {
            variables[key] = effects
        }
        environment = variables
        directory = Self.directory(of: agent, workspace: workspace, port: port)
        self.port = port
    }

    /// A text with its placeholders filled in.
    static func filled(
        _ text: String,
        of agent: ProcessAgent,
        workspace: String,
        port: Int? = nil
    ) -> String {
        replacing(
            in: text,
            [
                "{port}": port.map(String.init) ?? "", "{workspace}": workspace,
                "{scenario_dir}": agent.scenarioDirectory, "{repo}": agent.repository,
            ]
        )
    }

    /// The folder that an agent runs in.
    static func directory(of agent: ProcessAgent, workspace: String, port: Int? = nil) -> String {
        let declared = agent.directory.map {
            filled($0, of: agent, workspace: workspace, port: port)
        }
        return absolute(declared ?? workspace, agent)
    }

    /// A relative path starts at the scenario file's folder.
    private static func absolute(_ path: String, _ agent: ProcessAgent) -> String {
        path.hasPrefix("/") ? path : "\(agent.scenarioDirectory)/\(path)"
    }

    private static func environment(
        of agent: ProcessAgent,
        workspace: String,
        inherited: [String: String],
        _ fill: (String) -> String
    ) throws(OperationFailure) -> [Environment.Key: String] {
        var variables = ["HOME": workspace, "PATH": inherited["PATH"] ?? "/usr/bin:/bin"]
        variables["LANG"] = inherited["LANG"] ?? "C.UTF-8"
        for (name, variable) in agent.environment {
            switch variable {
            case .value(let text): variables[name] = fill(text)
            case .inherited(let source, _):
                guard let value = inherited[source] else {
                    throw OperationFailure(
                        kind: .process,
                        message: "the environment variable \(source), which env.\(name) is taken "
                            + "from, is not set",
                        isRetryable: false
                    )
                }
                variables[name] = value
            }
        }
        variables[ProcessAgent.workspaceVariable] = workspace
        var keyed: [Environment.Key: String] = [:]
        for (name, value) in variables {
            if let key = Environment.Key(rawValue: name) { keyed[key] = value }
        }
        return keyed
    }

    private static func text(_ variable: ProcessAgent.Variable) -> String {
        if case .value(let text) = variable { text } else { "" }
    }

    /// Replaces each mark in one pass, so that a value that contains a mark is left as it is.
    private static func replacing(in text: String, _ values: [String: String]) -> String {
        var result = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            result += rest[..<open]
            rest = rest[open...]
            if let (mark, value) = values.first(where: { rest.hasPrefix($0.key) }) {
                result += value
                rest = rest.dropFirst(mark.count)
            } else {
                result.append("{")
                rest = rest.dropFirst()
            }
        }
        return result + rest
    }
}
