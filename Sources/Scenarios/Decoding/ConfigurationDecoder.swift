internal import Agents
internal import Shapes
internal import Workflows

/// Turns `config` into policies. The tree fits its shape; what a shape cannot say is checked here.
struct ConfigurationDecoder {
    let workflow: Workflow
    let files: ScenarioFiles
    /// The names of the agents that there are.
    let agents: [String]
    var problems = ProblemList()
    /// What runs next to the phases.
    private(set) var hooks: [PhaseID: [PhaseHook: LiveHook]] = [:]

    private var names: [String] { workflow.phases.map(\.id.name) }

    init(workflow: Workflow, files: ScenarioFiles, agents: [String]) {
        self.workflow = workflow
        self.files = files
        self.agents = agents
    }

    mutating func decode(_ node: SourceNode?, at path: String) -> WorkflowConfiguration {
        var configuration =
            workflow.hasOptionalFeatures ? WorkflowConfiguration() : OptionalFeatures.none
        if let node {
            problems.add(contentsOf: OptionalFeatures.mistakes(in: node, of: workflow, at: path))
            decodeWorkflow(node, into: &configuration, path)
        }
        var base = PhaseConfiguration()
        base.isCached = workflow.hasOptionalFeatures
        let general = decodePhase(node, over: base, path)
        for phase in workflow.phases { configuration.phases[phase.id] = general }
        for entry in node?[ConfigurationKeys.phases] ?? [] {
            decodeOwn(entry, general: general, "\(path).phases.\(entry.key)", into: &configuration)
        }
        return configuration
    }

    /// Reports what the merged configuration lacks, once all of it is known.
    mutating func checkExits(
        _ configuration: WorkflowConfiguration,
        _ node: SourceNode?,
        at path: String
    ) {
        var decoder = RollbackDecoder(workflow: workflow)
        decoder.check(configuration, node, at: path)
        problems.add(contentsOf: decoder.problems.list)
    }

    // MARK: - The workflow

    private mutating func decodeWorkflow(
        _ node: SourceNode,
        into configuration: inout WorkflowConfiguration,
        _ path: String
    ) {
        typealias Keys = ConfigurationKeys
        Keys.workflow.decode(node, into: &configuration, at: path, &problems)
        lay(Keys.ofRun, Keys.timeout, of: node, over: &configuration, path)
        lay(BudgetKeys.settings, BudgetKeys.budget, of: node, over: &configuration.budget, path)
        lay(Keys.ofContext, Keys.context, of: node, over: &configuration.context, path)
        lay(Keys.journaling, Keys.checkpoints, of: node, over: &configuration, path)
        lay(Keys.monitoring, Keys.monitor, of: node, over: &configuration, path)
        lay(CacheKeys.run, Keys.cache, of: node, over: &configuration, path)
        if let rollback = node[Keys.rollback] {
            var decoder = RollbackDecoder(workflow: workflow)
            decoder.decode(rollback, into: &configuration, at: "\(path).rollback")
            problems.add(contentsOf: decoder.problems.list)
        }
        for (index, item) in (node[Keys.skip] ?? []).enumerated() {
            if let phase = phase(item, "\(path).skip[\(index)]") {
                configuration.skipped.insert(phase)
            }
        }
    }

    /// Lays what the mapping under a key says over a model.
    private mutating func lay<Model>(
        _ settings: [Setting<Model>],
        _ key: Key<SourceNode>,
        of node: SourceNode,
        over model: inout Model,
        _ path: String
    ) {
        guard let part = node[key] else { return }
        settings.decode(part, into: &model, at: "\(path).\(key.name)", &problems)
    }

    // MARK: - Phases

    private mutating func decodePhase(
        _ node: SourceNode?,
        over base: PhaseConfiguration,
        _ path: String
    ) -> PhaseConfiguration {
        var settings = base
        guard let node else { return settings }
        typealias Keys = ConfigurationKeys
        lay(RetryKeys.settings, Keys.retry, of: node, over: &settings.retry, path)
        lay(Keys.ofPhase, Keys.timeout, of: node, over: &settings, path)
        lay(CacheKeys.common + CacheKeys.phase, Keys.cache, of: node, over: &settings, path)
        return settings
    }

    private mutating func decodeOwn(
        _ entry: SourceNode.Entry,
        general: PhaseConfiguration,
        _ path: String,
        into configuration: inout WorkflowConfiguration
    ) {
        guard names.contains(entry.key) else {
            problems.add(
                at: entry.keyLocation,
                path,
                ProblemList.unknownMessage("a phase", entry.key, among: names)
            )
            return
        }
        let id = PhaseID(entry.key)
        var settings = decodePhase(entry.value, over: general, path)
        PhaseKeys.fallback.decode(entry.value, into: &settings, at: path, &problems)
        lay(BudgetKeys.settings, BudgetKeys.ofPhase, of: entry.value, over: &settings.budget, path)
        settings.validators = validators(entry.value[PhaseKeys.validate], "\(path).validate")
        if let rule = entry.value[PhaseKeys.onRejected] {
            settings.onRejected = onRejected(rule, of: id, "\(path).on_rejected")
            if settings.validators.isEmpty {
                problems.add(
                    rule,
                    "\(path).on_rejected",
                    "expected validators under validate, without which nothing is ever rejected"
                )
            }
        }
        if let agent = entry.value.node(PhaseKeys.compensate), let name = agent.text {
            settings.compensation = name
            if !agents.contains(name) {
                problems.unknown("an agent", name, among: agents, agent, "\(path).compensate")
            }
        }
        settings.artifacts = artifacts(entry.value[PhaseKeys.artifacts], "\(path).artifacts")
        settings.cleansWorkspace = entry.value[PhaseKeys.workspace] == "clean"
        let hooks = self.hooks(entry.value[PhaseKeys.hooks], "\(path).hooks")
        settings.hooks = Set(hooks.keys)
        if !hooks.isEmpty { self.hooks[id] = hooks }
        configuration.phases[id] = settings
    }

    private mutating func validators(_ items: [SourceNode]?, _ path: String) -> [Validator] {
        (items ?? []).enumerated().compactMap { index, item in
            ValidatorDeclaration.decode(
                item,
                at: "\(path)[\(index)]",
                files: files,
                problems: &problems
            )
        }
    }

    private mutating func artifacts(_ items: [SourceNode]?, _ path: String) -> [PathPattern] {
        (items ?? []).enumerated().compactMap { index, item in
            guard let text = item.text else { return nil }
            guard let pattern = PathPattern(text) else {
                problems.add(
                    item,
                    "\(path)[\(index)]",
                    "expected a pattern of files inside the workspace, found \"\(text)\""
                )
                return nil
            }
            return pattern
        }
    }

    private mutating func hooks(_ node: SourceNode?, _ path: String) -> [PhaseHook: LiveHook] {
        var hooks: [PhaseHook: LiveHook] = [:]
        var decoder = ProcessDecoder(files: files)
        for hook in PhaseHook.allCases {
            guard let declared = node?[PhaseKeys.key(of: hook)] else { continue }
            hooks[hook] = decoder.decodeHook(declared, at: "\(path).\(hook.rawValue)")
                .map(LiveHook.process)
        }
        problems.add(contentsOf: decoder.problems.list)
        return hooks
    }

    private mutating func onRejected(
        _ node: SourceNode,
        of phase: PhaseID,
        _ path: String
    ) -> PhaseConfiguration.OnRejected? {
        guard let target = node.node(PhaseKeys.revise),
            let revise = self.phase(target, "\(path).revise")
        else {
            return nil
        }
        guard isBefore(revise, phase) else {
            problems.add(
                target,
                "\(path).revise",
                "expected a phase that \(phase) needs (by its own needs or through others), "
                    + "found \"\(revise)\""
            )
            return nil
        }
        return .init(revise: revise, max: node[PhaseKeys.most] ?? 1)
    }

    /// Whether one phase needs or reads the other, directly or through others.
    private func isBefore(_ earlier: PhaseID, _ later: PhaseID) -> Bool {
        var open = [later]
        var seen: Set<PhaseID> = []
        while let next = open.popLast() {
            guard let phase = workflow.phases.first(where: { $0.id == next }) else { continue }
            for link in phase.needs + phase.inputs where seen.insert(link).inserted {
                if link == earlier { return true }
                open.append(link)
            }
        }
        return false
    }

    private mutating func phase(_ node: SourceNode, _ path: String) -> PhaseID? {
        guard let name = node.text else { return nil }
        guard names.contains(name) else {
            problems.unknown("a phase", name, among: names, node, path)
            return nil
        }
        return PhaseID(name)
    }
}
