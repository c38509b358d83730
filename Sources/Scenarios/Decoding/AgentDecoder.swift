internal import Shapes
internal import Agents
internal import Faults
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
            prompt: node["prompt"]?.text ?? "",
            sampling: sampling(node, path)
        )
        if let simulated = node["simulated"] {
            guard let agent = self.simulated(simulated, "\(path).simulated") else { return nil }
            return AgentDefinition(performer: .init(identity: identity), agent: .simulated(agent))
        }
        guard let process = node["process"] else { return nil }
        var decoder = ProcessDecoder(files: files)
        let decoded = decoder.decode(process, at: "\(path).process")
        problems.add(contentsOf: decoder.problems.list)
        guard let agent = decoded else { return nil }
        return AgentDefinition(
            performer: .init(
                identity: identity,
                configuration: agent.configurationDigest,
                readsFiles: agent.namesFiles
            ),
            agent: .process(agent)
        )
    }

    private mutating func simulated(_ node: YAMLNode, _ path: String) -> SimulatedAgent? {
        var produced: [PhaseOutput.File] = []
        for entry in node["files"]?.entries ?? [] {
            guard let source = entry.value.text else { continue }
            switch files.beside(entry.value).read(source) {
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
            costMicros: node["cost"]?.number.flatMap(CostText.micros),
            frames: node["frames"]?.integer ?? 0,
            calls: node["calls"]?.integer ?? 1
        )
    }

    /// Sampling parameters and seed in one text, sorted, in which no value can pass for another parameter.
    private mutating func sampling(_ node: YAMLNode, _ path: String) -> String {
        var parameters = node["sampling"]?.entries ?? []
        if let seed = node["seed"] {
            if let other = parameters.first(where: { $0.key == "seed" }) {
                problems.add(
                    at: other.keyLocation,
                    "\(path).sampling.seed",
                    "excludes \"seed\" beside sampling; keep one of them"
                )
            }
            parameters.append(.init(key: "seed", keyLocation: seed.location, value: seed))
        }
        return parameters.sorted { $0.key < $1.key }
            .map { "\(Self.escaped($0.key))=\(Self.escaped($0.value.text ?? ""))" }
            .joined(separator: ", ")
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: #"\\"#).replacing("=", with: #"\="#)
            .replacing(",", with: #"\,"#)
    }

    private mutating func latency(_ node: YAMLNode, _ path: String) -> LatencyDistribution? {
        if let profile = node["profile"] { return self.profile(profile, "\(path).profile") }
        var mistakes: [Problem] = []
        let latency = LatencyDistribution(node, at: path, into: &mistakes)
        problems.add(contentsOf: mistakes)
        return latency
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
                var mistakes: [Problem] = []
                let lognormal = root["lognormal"].flatMap {
                    LatencyDistribution(lognormal: $0, at: path, into: &mistakes)
                }
                problems.add(contentsOf: mistakes)
                return lognormal
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
        Field(
            "lognormal",
            LatencyDistribution.lognormalShape,
            required: true,
            doc: "The distribution."
        ),
    ])
}
