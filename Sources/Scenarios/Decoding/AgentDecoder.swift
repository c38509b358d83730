internal import Shapes
internal import Agents
internal import Faults
internal import Workflows

/// Turns one entry of `agents` into an agent.
struct AgentDecoder {
    let files: ScenarioFiles
    var problems = ProblemList()

    mutating func decode(_ node: SourceNode, named name: String, at path: String)
        -> AgentDefinition?
    {
        let identity = AgentIdentity(
            id: name,
            version: node[AgentKeys.version] ?? "",
            model: node[AgentKeys.model] ?? "",
            prompt: node[AgentKeys.prompt] ?? "",
            sampling: sampling(node, path)
        )
        if let simulated = node[AgentKeys.simulated] {
            guard let agent = self.simulated(simulated, "\(path).simulated") else { return nil }
            return AgentDefinition(performer: .init(identity: identity), agent: .simulated(agent))
        }
        guard let process = node[AgentKeys.process] else { return nil }
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

    private mutating func simulated(_ node: SourceNode, _ path: String) -> SimulatedAgent? {
        var produced: [PhaseOutput.File] = []
        for entry in node[SimulatedKeys.files] ?? [] {
            guard let source = entry.value.text else { continue }
            switch files.relative(to: entry.value).read(source) {
            case .success(let bytes): produced.append(.init(path: entry.key, bytes: bytes))
            case .failure(let mistake):
                problems.add(entry.value, "\(path).files.\(entry.key)", mistake.message)
            }
        }
        var texts = node[SimulatedKeys.outputs] ?? []
        if let output = node[SimulatedKeys.output] { texts = [output] }
        if texts.isEmpty { texts = [""] }
        var latency = LatencyDistribution.constant(.zero)
        if let declared = node[SimulatedKeys.latency] {
            guard let decoded = self.latency(declared, "\(path).latency") else { return nil }
            latency = decoded
        }
        return SimulatedAgent(
            outputs: texts.map { PhaseOutput(text: $0, files: produced) },
            latency: latency,
            tokens: node[SimulatedKeys.tokens],
            costMicros: node[SimulatedKeys.cost].flatMap(CostText.micros),
            frames: node[SimulatedKeys.frames] ?? 0,
            calls: node[SimulatedKeys.calls] ?? 1,
            effects: effects(node, SimulatedKeys.effects, path),
            undoes: effects(node, SimulatedKeys.undoes, path)
        )
    }

    private mutating func effects(
        _ node: SourceNode,
        _ key: Key<[SourceNode]>,
        _ path: String
    ) -> [AgentEffect] {
        EffectKeys.decode(node[key] ?? [], at: "\(path).\(key.name)", &problems)
    }

    /// Sampling parameters and seed in one text, sorted, in which no value can pass for another parameter.
    private mutating func sampling(_ node: SourceNode, _ path: String) -> String {
        var parameters = node[AgentKeys.sampling] ?? []
        if let seed = node[AgentKeys.seed] {
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

    private mutating func latency(_ node: SourceNode, _ path: String) -> LatencyDistribution? {
        if let profile = node[SimulatedKeys.profile] {
            return self.profile(profile, "\(path).profile")
        }
        return LatencyDistribution(node, at: path, reading: files.named, into: &problems)
    }

    /// A profile has its own mistakes.
    private mutating func profile(_ node: SourceNode, _ path: String) -> LatencyDistribution? {
        switch LatencyProfile.folder.file(node.text ?? "", in: files) {
        case .failure(let mistake):
            problems.add(node, path, mistake.message)
            return nil
        case .success(let file):
            do throws(Problems) {
                let root = try YAMLReader.read(bytes: file.bytes, file: file.shown)
                try Checker.check(root, against: ProfileKeys.shape)
                guard let lognormal = root[ProfileKeys.lognormal] else { return nil }
                return LatencyDistribution(lognormal: lognormal, at: path, into: &problems)
            } catch {
                problems.add(contentsOf: error.list)
                return nil
            }
        }
    }
}
