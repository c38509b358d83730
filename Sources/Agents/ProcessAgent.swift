package import Workflows

/// An agent that is a user-supplied program: a real child process, without a shell.
package struct ProcessAgent: Sendable, Equatable {
    /// The value of a declared environment variable.
    package enum Variable: Sendable, Equatable {
        /// This text, with placeholders.
        case value(String)
        /// What the variable of this name holds where Moonlight runs; a secret is blanked wherever it appears.
        case inherited(name: String, isSecret: Bool)
    }

    /// What a server is asked, over HTTP on the loopback interface.
    package struct Probe: Sendable, Equatable {
        /// The path of the GET request, from `/`.
        package let path: String

        /// Declares a probe.
        package init(path: String) {
            self.path = path
        }
    }

    /// The program and its arguments, with placeholders.
    package let command: [String]
    /// The declared variables, by name.
    package let environment: [String: Variable]
    /// The folder that it runs in; the run's workspace by default.
    package let directory: String?
    /// What it is asked if it is a server.
    package let probe: Probe?
    /// How long one call may take.
    package let timeout: Duration?
    /// How long it has to end by itself where its run is cancelled, after SIGTERM and before SIGKILL.
    package let grace: Duration
    /// What its output is taken for.
    package let answer: AnswerFormat
    /// Files that are part of its identity, in addition to those that its command names.
    package let sources: [Source]
    /// The folder of the scenario file: `{scenario_dir}`, and the start of relative paths.
    package let scenarioDirectory: String
    /// The repository's folder: `{repo}`.
    package let repository: String

    /// Declares a process agent.
    package init(
        command: [String],
        environment: [String: Variable] = [:],
        directory: String? = nil,
        probe: Probe? = nil,
        timeout: Duration? = nil,
        grace: Duration = ProcessAgent.usualGrace,
        answer: AnswerFormat = .auto,
        sources: [Source] = [],
        scenarioDirectory: String,
        repository: String
    ) {
        self.command = command
        self.environment = environment
        self.directory = directory
        self.probe = probe
        self.timeout = timeout
        self.grace = grace
        self.answer = answer
        self.sources = sources
        self.scenarioDirectory = scenarioDirectory
        self.repository = repository
    }

    /// The grace of a program that says nothing of it.
    package static let usualGrace = Duration.seconds(2)

    /// Covers what its output may depend on: the command, the declared variables, the probe. Paths that differ
    /// between machines are covered as they are written.
    package var configurationDigest: Digest {
        var builder = DigestBuilder("process/1")
        builder.add(command.count)
        for word in command { builder.add(word) }
        builder.add(directory ?? "")
        builder.add(environment.count)
        for (name, variable) in environment.sorted(by: { $0.key < $1.key }) {
            builder.add(name)
            switch variable {
            case .value(let text): builder.add("value \(text)")
            case .inherited(let source, _): builder.add("from \(source)")
            }
        }
        builder.add(probe?.path ?? "")
        // Agents that say nothing of it keep the keys that they had.
        if answer != .auto { builder.add("answer \(answer.rawValue)") }
        for source in sources { builder.add("sources \(source.text)") }
        return builder.digest
    }

    /// Whether files can be part of its identity: words of its command may name some.
    package var namesFiles: Bool {
        command.count > 1 || !sources.isEmpty || command.first?.contains("/") == true
    }

    /// Covers the values that it takes from the environment; `nil` where it takes none.
    package func environmentDigest(in environment: [String: String]) -> Digest? {
        var builder = DigestBuilder("environment/1")
        var isEmpty = true
        for (name, variable) in self.environment.sorted(by: { $0.key < $1.key }) {
            guard case .inherited(let source, _) = variable else { continue }
            isEmpty = false
            builder.add(name)
            builder.add(environment[source] ?? "")
        }
        return isEmpty ? nil : builder.digest
    }

    /// The variable that every program of a run finds the workspace's path in, and Moonlight the programs by.
    package static let workspaceVariable = "MOONLIGHT_WORKSPACE"

    /// The placeholders that commands and variables may contain.
    package static let placeholders = ["port", "workspace", "scenario_dir", "repo"]

    /// The names in braces that are not placeholders, for a check before anything runs. Braces mean other things to
    /// other programs, so only the caller knows which of the names were meant as placeholders.
    package static func unknownPlaceholders(in text: String) -> [String] {
        var unknown: [String] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            rest = rest[rest.index(after: open)...]
            guard let close = rest.firstIndex(where: { $0 == "}" || $0 == "{" }),
                rest[close] == "}"
            else { continue }
            let name = rest[..<close]
            let isName = !name.isEmpty && name.allSatisfy { $0.isLowercase || $0 == "_" }
            if isName, !placeholders.contains(String(name)) { unknown.append(String(name)) }
            rest = rest[rest.index(after: close)...]
        }
        return unknown
    }
}
