internal import Agents
internal import Runtime
internal import Workflows

/// Turns one entry of `agents` into an agent.
struct AgentDecoder {
    let files: ScenarioFiles
    var problems = ProblemList()

    mutating func decode(_ node: YAMLNode, named name: String, at path: String) -> AgentDefinition?
    {
        let identity = AgentIdentity(
            id: name,
            version: node["version"]?.text ?? "1",
            model: node["model"]?.text ?? "",
            prompt: node["prompt"]?.text ?? ""
        )
        if let simulated = node["simulated"] {
            guard let agent = self.simulated(simulated, "\(path).simulated") else { return nil }
            return AgentDefinition(performer: .init(identity: identity), agent: .simulated(agent))
        }
        guard let process = node["process"],
            let agent = self.process(process, "\(path).process")
        else { return nil }
        return AgentDefinition(
            performer: .init(identity: identity, configuration: agent.configurationDigest),
            agent: .process(agent)
        )
    }

    private mutating func simulated(_ node: YAMLNode, _ path: String) -> SimulatedAgent? {
        var produced: [PhaseOutput.File] = []
        for entry in node["files"]?.entries ?? [] {
            guard let source = entry.value.text else { continue }
            switch files.read(source) {
            case .success(let bytes): produced.append(.init(path: entry.key, bytes: bytes))
            case .failure(let mistake):
                problems.add(entry.value, "\(path).files.\(entry.key)", mistake.message)
            }
        }
        var texts = (node["outputs"]?.items ?? []).compactMap(\.text)
        if let output = node["output"]?.text { texts = [output] }
        if texts.isEmpty { texts = [""] }
        var latency = LatencyDistribution.constant(.zero)
        if let declared = node["latency"] {
            guard let decoded = self.latency(declared, "\(path).latency") else { return nil }
            latency = decoded
        }
        return SimulatedAgent(
            outputs: texts.map { PhaseOutput(text: $0, files: produced) },
            latency: latency,
            tokens: node["tokens"]?.integer,
            costMicros: node["cost"]?.number.flatMap { Int(exactly: ($0 * 1_000_000).rounded()) }
        )
    }

    /// A distribution of latencies; shared with the effect that adds latency.
    mutating func latency(_ node: YAMLNode, _ path: String) -> LatencyDistribution? {
        if let duration = node.duration { return .constant(duration) }
        if let uniform = node["uniform"] {
            guard let low = uniform["min"]?.duration, let high = uniform["max"]?.duration else {
                return nil
            }
            guard low <= high else {
                problems.add(
                    uniform,
                    "\(path).uniform",
                    "expected min to be at most max, found \(DurationText.text(low)) and "
                        + DurationText.text(high)
                )
                return nil
            }
            return .uniform(min: low, max: high)
        }
        if let profile = node["profile"] { return self.profile(profile, "\(path).profile") }
        return node["lognormal"].flatMap { lognormal($0, "\(path).lognormal") }
    }

    private mutating func lognormal(_ node: YAMLNode, _ path: String) -> LatencyDistribution? {
        guard let median = node["median"]?.duration, let p90 = node["p90"]?.duration else {
            return nil
        }
        guard median <= p90 else {
            problems.add(
                node,
                path,
                "expected median to be at most p90, found \(DurationText.text(median)) and "
                    + DurationText.text(p90)
            )
            return nil
        }
        return .lognormal(median: median, p90: p90)
    }

    /// A profile is a file of the repository, with mistakes of its own.
    private mutating func profile(_ node: YAMLNode, _ path: String) -> LatencyDistribution? {
        guard let name = node.text else { return nil }
        let file = "\(files.repository)/Fixtures/profiles/\(name).yaml"
        switch files.read(file) {
        case .failure:
            problems.add(
                node,
                path,
                "expected the name of a file in Fixtures/profiles, found \"\(name)\""
            )
            return nil
        case .success(let bytes):
            do throws(Problems) {
                let root = try YAMLReader.read(
                    bytes: bytes,
                    file: "Fixtures/profiles/\(name).yaml"
                )
                try Checker.check(root, against: Self.profileShape)
                return root["lognormal"].flatMap { lognormal($0, path) }
            } catch {
                problems.add(contentsOf: error.list)
                return nil
            }
        }
    }

    private static let profileShape = Shape.object([
        Field("name", .text, required: true, doc: "The profile's name."),
        Field("source", .text, required: true, doc: "Where the numbers come from."),
        Field("unit", .text, doc: "The unit of the numbers' source."),
        Field("lognormal", AgentShape.lognormal, required: true, doc: "The distribution."),
    ])

    private mutating func process(_ node: YAMLNode, _ path: String) -> ProcessAgent? {
        guard let command = node["command"] else { return nil }
        checkPlaceholders(command.items, "\(path).command")
        var environment: [String: ProcessAgent.Variable] = [:]
        for entry in node["env"]?.entries ?? [] {
            if let source = entry.value["from_env"]?.text {
                environment[entry.key] = .inherited(
                    name: source,
                    isSecret: entry.value["secret"]?.boolean ?? false
                )
            } else if let text = entry.value.text {
                checkPlaceholders([entry.value], "\(path).env.\(entry.key)")
                environment[entry.key] = .value(text)
            }
        }
        if let program = command.items.first { checkProgram(program, "\(path).command[0]") }
        if let cwd = node["cwd"] {
            checkPlaceholders([cwd], "\(path).cwd")
            checkFolder(cwd, "\(path).cwd")
        }
        if let probe = node["probe"]?["get"] {
            checkProbe(probe, of: node, "\(path).probe.get")
        }
        return ProcessAgent(
            command: command.items.compactMap(\.text),
            environment: environment,
            directory: node["cwd"]?.text,
            probe: (node["probe"]?["get"]?.text).map { .init(path: $0) },
            timeout: node["timeout"]?.duration,
            scenarioDirectory: files.directory,
            repository: files.repository
        )
    }

    private mutating func checkProbe(_ probe: YAMLNode, of process: YAMLNode, _ path: String) {
        guard let text = probe.text else { return }
        let isPlain = text.unicodeScalars.allSatisfy { ("!"..."~").contains($0) }
        if !text.hasPrefix("/") || !isPlain {
            problems.add(
                probe,
                path,
                "expected a path of visible ASCII that begins with \"/\", found \"\(text)\""
            )
        }
        let words =
            (process["command"]?.items ?? []) + (process["env"]?.entries ?? []).map(\.value)
        if !words.contains(where: { $0.text?.contains("{port}") ?? false }) {
            problems.add(
                probe,
                path,
                "expected {port} in the command or in env, without which the server cannot know "
                    + "where to listen"
            )
        }
    }

    /// A program that is named by a path of the repository must be there; others are looked up in PATH.
    private mutating func checkProgram(_ node: YAMLNode, _ path: String) {
        guard let text = node.text, text.contains("/"), !text.hasPrefix("/"), !text.contains("{")
        else { return }
        if let mistake = files.mistakeInFile(text) { problems.add(node, path, mistake.message) }
    }

    private mutating func checkFolder(_ node: YAMLNode, _ path: String) {
        guard let text = node.text, !text.contains("{") else { return }
        if let mistake = files.mistakeInFolder(text) { problems.add(node, path, mistake.message) }
    }

    private mutating func checkPlaceholders(_ nodes: [YAMLNode], _ path: String) {
        for node in nodes {
            // `awk {print}` is no mistake; `{workspce}` is.
            for name in ProcessAgent.unknownPlaceholders(in: node.text ?? "")
            where NearestName.find(name, among: ProcessAgent.placeholders) != nil {
                problems.unknown(
                    "a placeholder",
                    name,
                    among: ProcessAgent.placeholders,
                    node,
                    path
                )
            }
        }
    }
}
