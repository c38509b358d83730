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
    /// What runs beside the phases.
    private(set) var hooks: [PhaseID: [PhaseHook: LiveHook]] = [:]

    private var names: [String] { workflow.phases.map(\.id.name) }

    init(workflow: Workflow, files: ScenarioFiles, agents: [String]) {
        self.workflow = workflow
        self.files = files
        self.agents = agents
    }

    mutating func decode(_ node: YAMLNode?, at path: String) -> WorkflowConfiguration {
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
        for entry in node?["phases"]?.entries ?? [] {
            decodeOwn(entry, general: general, "\(path).phases.\(entry.key)", into: &configuration)
        }
        return configuration
    }

    /// Reports what the merged configuration lacks, once all of it is known.
    mutating func checkExits(
        _ configuration: WorkflowConfiguration,
        _ node: YAMLNode?,
        at path: String
    ) {
        var decoder = RollbackDecoder(workflow: workflow)
        decoder.check(configuration, node, at: path)
        problems.add(contentsOf: decoder.problems.list)
    }

    // MARK: - The workflow

    private mutating func decodeWorkflow(
        _ node: YAMLNode,
        into configuration: inout WorkflowConfiguration,
        _ path: String
    ) {
        if let value = node["timeout"]?["run"]?.duration { configuration.runTimeout = value }
        if let parallel = node["parallel"] {
            configuration.isParallel = parallel.boolean ?? true
            configuration.maxConcurrentPhases = parallel.integer
        }
        if let value = node["fail_fast"]?.boolean { configuration.failsFast = value }
        if let context = node["context"] { decode(context, into: &configuration.context) }
        if let value = node["checkpoints"]?["enabled"]?.boolean {
            configuration.hasCheckpoints = value
        }
        if let value = node["monitor"]?["enabled"]?.boolean { configuration.isMonitored = value }
        if let cache = node["cache"] {
            var decoder = CacheDecoder()
            decoder.decode(cache, into: &configuration, at: "\(path).cache")
            problems.add(contentsOf: decoder.problems.list)
        }
        if let rollback = node["rollback"] {
            var decoder = RollbackDecoder(workflow: workflow)
            decoder.decode(rollback, into: &configuration, at: "\(path).rollback")
            problems.add(contentsOf: decoder.problems.list)
        }
        for (index, item) in (node["skip"]?.items ?? []).enumerated() {
            if let phase = phase(item, "\(path).skip[\(index)]") {
                configuration.skipped.insert(phase)
            }
        }
    }

    private func decode(_ node: YAMLNode, into context: inout WorkflowConfiguration.Context) {
        if let value = node["enabled"]?.boolean { context.isEnabled = value }
        if let value = node["feedback"]?.boolean { context.hasFeedback = value }
        if let value = node["history"]?.boolean { context.hasHistory = value }
        if let value = node["budget"]?.size { context.budget = value }
    }

    // MARK: - Phases

    private mutating func decodePhase(
        _ node: YAMLNode?,
        over base: PhaseConfiguration,
        _ path: String
    ) -> PhaseConfiguration {
        var settings = base
        guard let node else { return settings }
        if let retry = node["retry"] {
            var decoder = RetryDecoder()
            decoder.decode(retry, into: &settings.retry, at: "\(path).retry")
            problems.add(contentsOf: decoder.problems.list)
        }
        if let value = node["timeout"]?["attempt"]?.duration { settings.attemptTimeout = value }
        if let value = node["timeout"]?["heartbeat"]?.duration { settings.heartbeatTimeout = value }
        if let cache = node["cache"] { CacheDecoder().decode(cache, into: &settings) }
        return settings
    }

    private mutating func decodeOwn(
        _ entry: YAMLNode.Entry,
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
        settings.fallback = entry.value["fallback"]?.text
        settings.validators = validators(entry.value["validate"], "\(path).validate")
        if let rule = entry.value["on_rejected"] {
            settings.onRejected = onRejected(rule, of: id, "\(path).on_rejected")
            if settings.validators.isEmpty {
                problems.add(
                    rule,
                    "\(path).on_rejected",
                    "expected validators under validate, without which nothing is ever rejected"
                )
            }
        }
        if let agent = entry.value["compensate"], let name = agent.text {
            settings.compensation = name
            if !agents.contains(name) {
                problems.unknown("an agent", name, among: agents, agent, "\(path).compensate")
            }
        }
        settings.artifacts = artifacts(entry.value["artifacts"], "\(path).artifacts")
        settings.cleansWorkspace = entry.value["workspace"]?.text == "clean"
        let hooks = self.hooks(entry.value["hooks"], "\(path).hooks")
        settings.hooks = Set(hooks.keys)
        if !hooks.isEmpty { self.hooks[id] = hooks }
        configuration.phases[id] = settings
    }

    private mutating func validators(_ node: YAMLNode?, _ path: String) -> [Validator] {
        (node?.items ?? []).enumerated().compactMap { index, item in
            ValidatorDeclaration.decode(
                item,
                at: "\(path)[\(index)]",
                files: files,
                problems: &problems
            )
        }
    }

    private mutating func artifacts(_ node: YAMLNode?, _ path: String) -> [PathPattern] {
        (node?.items ?? []).enumerated().compactMap { index, item in
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

    private mutating func hooks(_ node: YAMLNode?, _ path: String) -> [PhaseHook: LiveHook] {
        var hooks: [PhaseHook: LiveHook] = [:]
        var decoder = ProcessDecoder(files: files)
        for entry in node?.entries ?? [] {
            guard let hook = PhaseHook(rawValue: entry.key) else { continue }
            hooks[hook] = decoder.decodeHook(entry.value, at: "\(path).\(entry.key)")
                .map(LiveHook.process)
        }
        problems.add(contentsOf: decoder.problems.list)
        return hooks
    }

    private mutating func onRejected(
        _ node: YAMLNode,
        of phase: PhaseID,
        _ path: String
    ) -> PhaseConfiguration.OnRejected? {
        guard let target = node["revise"], let revise = self.phase(target, "\(path).revise") else {
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
        return .init(revise: revise, max: node["max"]?.integer ?? 1)
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

    private mutating func phase(_ node: YAMLNode, _ path: String) -> PhaseID? {
        guard let name = node.text else { return nil }
        guard names.contains(name) else {
            problems.unknown("a phase", name, among: names, node, path)
            return nil
        }
        return PhaseID(name)
    }
}
