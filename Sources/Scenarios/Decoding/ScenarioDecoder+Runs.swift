internal import Workflows

// One run: what it says, merged over what the scenario says.
extension ScenarioDecoder {
    mutating func run(
        _ node: YAMLNode,
        named name: String,
        _ workflow: Workflow,
        faults: [String],
        earlier: [String],
        _ path: String
    ) -> ScenarioRun {
        let configuration = configuration(node, workflow, path)
        let agents = agents(node, path)
        checkAgents(agents.declared, workflow, configuration, node, path)
        return ScenarioRun(
            name: name,
            location: node.location,
            seed: (node["seed"]?.integer).flatMap { UInt64(exactly: $0) },
            requirements: node["requirements"]?.text ?? root["requirements"]?.text ?? "",
            configuration: configuration,
            agents: agents.definitions,
            repetitions: node["repeat"]?.integer ?? 1,
            advance: node["advance"]?.duration ?? .zero,
            expectations: expectations(node, workflow, faults, earlier, path)
        )
    }

    private mutating func configuration(
        _ node: YAMLNode,
        _ workflow: Workflow,
        _ path: String
    ) -> WorkflowConfiguration {
        let base = root["config"]
        let own = node["config"]
        let merged = own.flatMap { own in base.map { own.merging(over: $0) } ?? own } ?? base
        // Mistakes of the scenario's own `config` are found again in every run; each is told once.
        let place = own == nil ? "config" : "\(path).config"
        var decoder = ConfigurationDecoder(workflow: workflow)
        if own != nil {
            _ = decoder.decode(base, at: "config")
            let known = Set(decoder.problems.list.map(\.location))
            var again = ConfigurationDecoder(workflow: workflow)
            let configuration = again.decode(merged, at: place)
            again.checkFallbacks(configuration, merged, at: place)
            problems.add(contentsOf: decoder.problems.list)
            problems.add(
                contentsOf: again.problems.list.filter { !known.contains($0.location) }
            )
            return configuration
        }
        let configuration = decoder.decode(merged, at: place)
        decoder.checkFallbacks(configuration, merged, at: place)
        problems.add(contentsOf: decoder.problems.list)
        return configuration
    }

    private mutating func agents(
        _ node: YAMLNode,
        _ path: String
    ) -> (definitions: [String: AgentDefinition], declared: Set<String>) {
        var merged: [(name: String, node: YAMLNode, path: String)] = []
        let own = node["agents"]?.entries ?? []
        for entry in root["agents"]?.entries ?? [] {
            if let override = own.first(where: { $0.key == entry.key }) {
                merged.append(
                    (
                        entry.key, AgentMerge.merge(override.value, over: entry.value),
                        "\(path).agents.\(entry.key)"
                    )
                )
            } else {
                merged.append((entry.key, entry.value, "agents.\(entry.key)"))
            }
        }
        let known = Set(merged.map(\.name))
        for entry in own where !known.contains(entry.key) {
            let place = "\(path).agents.\(entry.key)"
            if entry.value["simulated"] == nil, entry.value["process"] == nil {
                problems.add(
                    at: entry.keyLocation,
                    place,
                    ProblemList.unknownMessage(
                        "an agent of the scenario, or simulated or process",
                        entry.key,
                        among: known.sorted()
                    )
                )
            }
            merged.append((entry.key, entry.value, place))
        }
        var definitions: [String: AgentDefinition] = [:]
        var decoder = AgentDecoder(files: files)
        for agent in merged {
            definitions[agent.name] = decoder.decode(
                agent.node,
                named: agent.name,
                at: agent.path
            )
        }
        // An agent that several runs take over is decoded in each; its mistakes are told once.
        let told = Set(problems.list.map(\.location))
        problems.add(contentsOf: decoder.problems.list.filter { !told.contains($0.location) })
        return (definitions, Set(merged.map(\.name)))
    }

    private mutating func checkAgents(
        _ declared: Set<String>,
        _ workflow: Workflow,
        _ configuration: WorkflowConfiguration,
        _ run: YAMLNode,
        _ path: String
    ) {
        for phase in workflow.phases where !configuration.skipped.contains(phase.id) {
            guard !declared.contains(phase.agent) else { continue }
            let place = root["agents"] ?? run
            problems.add(
                place,
                "agents",
                "expected an agent named \"\(phase.agent)\" for the phase \(phase.id), found "
                    + (declared.isEmpty ? "none" : declared.sorted().joined(separator: ", "))
            )
        }
    }

    private mutating func expectations(
        _ node: YAMLNode,
        _ workflow: Workflow,
        _ faults: [String],
        _ earlier: [String],
        _ path: String
    ) -> [Expectation] {
        var decoder = ExpectationDecoder(
            phases: workflow.phases.map(\.id.name),
            faults: faults,
            earlierRuns: earlier,
            files: files
        )
        var expectations: [Expectation] = []
        if let expect = node["expect"] {
            expectations = decoder.decode(expect, at: "\(path).expect")
        }
        problems.add(contentsOf: decoder.problems.list)
        // Whoever says nothing expects success.
        if node["expect"]?["status"] == nil {
            expectations.insert(
                Expectation(kind: .status(.succeeded), location: node.location),
                at: 0
            )
        }
        return expectations
    }
}

/// Lays a run's agent over the scenario's.
enum AgentMerge {
    /// As any tree merges, except that what excludes something takes its place.
    static func merge(_ override: YAMLNode, over base: YAMLNode) -> YAMLNode {
        var base = base
        for (own, other) in [("simulated", "process"), ("process", "simulated")]
        where override[own] != nil {
            base = base.without(other)
        }
        if let simulated = override["simulated"], let inherited = base["simulated"] {
            var inherited = inherited
            if simulated["output"] != nil { inherited = inherited.without("outputs") }
            if simulated["outputs"] != nil { inherited = inherited.without("output") }
            // A distribution is one value: a new one replaces the old one whole.
            if simulated["latency"] != nil { inherited = inherited.without("latency") }
            // So are the files that an agent produces.
            if simulated["files"] != nil { inherited = inherited.without("files") }
            base = base.replacing("simulated", with: inherited)
        }
        return override.merging(over: base)
    }
}

extension YAMLNode {
    fileprivate func without(_ key: String) -> YAMLNode {
        guard case .mapping(let entries) = content else { return self }
        return YAMLNode(location: location, content: .mapping(entries.filter { $0.key != key }))
    }

    fileprivate func replacing(_ key: String, with value: YAMLNode) -> YAMLNode {
        guard case .mapping(let entries) = content else { return self }
        return YAMLNode(
            location: location,
            content: .mapping(
                entries.map {
                    $0.key == key
                        ? Entry(key: key, keyLocation: $0.keyLocation, value: value) : $0
                }
            )
        )
    }
}
