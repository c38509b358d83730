internal import Agents
internal import Shapes
internal import Workflows

// One run: what it says, merged over what the scenario says.
extension ScenarioDecoder {
    mutating func run(
        _ node: SourceNode,
        named name: String,
        _ workflow: Workflow,
        faults: [String],
        earlier: ArraySlice<String>,
        _ path: String
    ) -> ScenarioRun {
        let settings = settings(node, workflow, path)
        let configuration = settings.configuration
        let concurrency = node[RunKeys.concurrency] ?? 1
        return ScenarioRun(
            name,
            at: node.location,
            seed: node[RunKeys.seed].flatMap { UInt64(exactly: $0) },
            requirements: node[RunKeys.requirements] ?? root[ScenarioKeys.requirements] ?? "",
            configuration: configuration,
            inheritsSettings: Self.inheritsSettings(node) && !node.has(RunKeys.requirements),
            agents: settings.agents,
            repetitions: node[RunKeys.repetitions] ?? concurrency,
            concurrency: concurrency,
            advance: node[RunKeys.advance] ?? .zero,
            interruption: interruption(node, workflow, configuration, path),
            resumes: node[RunKeys.resume],
            isRestarted: node[RunKeys.restart] ?? false,
            invalidatedTags: (node[RunKeys.invalidate] ?? []).compactMap(\.text),
            isAlone: node[RunKeys.alone] ?? false,
            hooks: settings.hooks,
            expectations: expectations(node, workflow, settings, faults, earlier, path)
        )
    }

    private static func inheritsSettings(_ node: SourceNode) -> Bool {
        !node.has(RunKeys.configuration) && !node.has(RunKeys.agents)
    }

    private mutating func settings(
        _ node: SourceNode,
        _ workflow: Workflow,
        _ path: String
    ) -> RunSettings {
        let inherits = Self.inheritsSettings(node)
        if inherits, let inherited { return inherited }
        let agents = agents(node, path)
        let (configuration, hooks) = configuration(node, workflow, agents.declared, path)
        checkAgents(agents.declared, workflow, configuration, node)
        let settings = RunSettings(
            agents: agents.definitions,
            configuration: configuration,
            hooks: hooks
        )
        if inherits { inherited = settings }
        return settings
    }

    private mutating func configuration(
        _ node: SourceNode,
        _ workflow: Workflow,
        _ agents: [String],
        _ path: String
    ) -> (WorkflowConfiguration, hooks: [PhaseID: [PhaseHook: LiveHook]]) {
        let base = root[ScenarioKeys.configuration]
        let own = node[RunKeys.configuration]
        let merged = own.flatMap { own in base.map { own.merging(over: $0) } ?? own } ?? base
        let place = own == nil ? "config" : "\(path).config"
        let empty = ConfigurationDecoder(workflow: workflow, files: files, agents: agents)
        // Mistakes of the scenario's own `config` are found again in every run; each is reported once.
        var reported = Set(problems.list.map(\.withoutPath))
        if own != nil {
            var decoder = empty
            _ = decoder.decode(base, at: "config")
            problems.add(contentsOf: decoder.problems.list)
            reported.formUnion(decoder.problems.list.map(\.withoutPath))
            if let merged { problems.addMerged(merged, ConfigurationKeys.shape, at: place) }
        }
        var decoder = empty
        let configuration = decoder.decode(merged, at: place)
        decoder.checkExits(configuration, merged, at: place)
        problems.add(
            contentsOf: decoder.problems.list.filter { !reported.contains($0.withoutPath) }
        )
        return (configuration, decoder.hooks)
    }

    private mutating func agents(
        _ node: SourceNode,
        _ path: String
    ) -> (definitions: [String: AgentDefinition], declared: [String]) {
        let merged = mergedAgents(node, path)
        var definitions: [String: AgentDefinition] = [:]
        var decoder = AgentDecoder(files: files)
        for agent in merged {
            definitions[agent.name] = decoder.decode(
                agent.node,
                named: agent.name,
                at: agent.path
            )
        }
        // An agent that several runs take over is decoded in each; its mistakes are reported once.
        let reported = Set(problems.list.map(\.location))
        problems.add(contentsOf: decoder.problems.list.filter { !reported.contains($0.location) })
        return (definitions, merged.map(\.name))
    }

    private mutating func mergedAgents(
        _ node: SourceNode,
        _ path: String
    ) -> [(name: String, node: SourceNode, path: String)] {
        var merged: [(name: String, node: SourceNode, path: String)] = []
        let own = node[RunKeys.agents] ?? []
        for entry in root[ScenarioKeys.agents]?.entries ?? [] {
            if let override = own.first(where: { $0.key == entry.key }) {
                let agent = AgentMerge.merge(override.value, over: entry.value)
                let place = "\(path).agents.\(entry.key)"
                if !problems.list.contains(where: { $0.location == entry.value.location }) {
                    problems.addMerged(agent, AgentKeys.shape, at: place)
                }
                merged.append((entry.key, agent, place))
            } else {
                merged.append((entry.key, entry.value, "agents.\(entry.key)"))
            }
        }
        let known = Set(merged.map(\.name))
        for entry in own where !known.contains(entry.key) {
            let place = "\(path).agents.\(entry.key)"
            if !entry.value.has(AgentKeys.simulated), !entry.value.has(AgentKeys.process) {
                problems.add(
                    at: entry.keyLocation,
                    place,
                    ProblemList.unknownMessage(
                        "an agent of the scenario, or simulated or process",
                        entry.key,
                        among: known.sorted()
                    )
                )
            } else {
                problems.addMerged(entry.value, AgentKeys.shape, at: place)
            }
            merged.append((entry.key, entry.value, place))
        }
        return merged
    }

    private mutating func checkAgents(
        _ declared: [String],
        _ workflow: Workflow,
        _ configuration: WorkflowConfiguration,
        _ run: SourceNode
    ) {
        for phase in workflow.phases where !configuration.skipped.contains(phase.id) {
            guard !declared.contains(phase.agent) else { continue }
            let place = root[ScenarioKeys.agents] ?? run
            problems.add(
                place,
                "agents",
                "expected an agent named \"\(phase.agent)\" for the phase \(phase.id), found "
                    + (declared.isEmpty ? "none" : declared.sorted().joined(separator: ", "))
            )
        }
    }

    private mutating func expectations(
        _ node: SourceNode,
        _ workflow: Workflow,
        _ settings: RunSettings,
        _ faults: [String],
        _ earlier: ArraySlice<String>,
        _ path: String
    ) -> [Expectation] {
        guard !isSaved else { return [] }
        let configuration = settings.configuration
        var expectations: [Expectation] = []
        if let expect = node[RunKeys.expect] {
            let path = "\(path).expect"
            let context = ExpectationContext(
                phases: workflow.phases.map(\.id.name),
                faults: faults,
                earlierRuns: earlier,
                files: files,
                effects: Self.effects(of: settings.agents)
            )
            expectations = ExpectationKeys.decode(expect, at: path, in: context, &problems)
        }
        let isInterrupted = node.has(RunKeys.kill) || node.has(RunKeys.cancel)
        let saysEnding = expectations.contains { $0.condition.endings != nil }
        guard !saysEnding, !isInterrupted else { return expectations }
        // Whoever says nothing expects success, or the pause that the policy asks for.
        let pauses = workflow.phases.map(\.id).contains {
            !configuration.skipped.contains($0)
                && configuration.phases[$0]?.retry.onExhausted == .pause
        }
        let ending = StatusExpectation(pauses ? [.succeeded, .paused] : [.succeeded])
        expectations.insert(Expectation(ending, at: node.location), at: 0)
        return expectations
    }
}
