internal import Workflows

/// Turns `config` into policies. The tree fits its shape; what a shape cannot say is checked here.
struct ConfigurationDecoder {
    let workflow: Workflow
    var problems = ProblemList()

    private var names: [String] { workflow.phases.map(\.id.name) }

    mutating func decode(_ node: YAMLNode?, at path: String) -> WorkflowConfiguration {
        var configuration = WorkflowConfiguration()
        if !workflow.hasOptionalFeatures { configuration = Self.plain }
        if let node { checkFeatures(node, path) }
        if let value = node?["timeout"]?["run"]?.duration { configuration.runTimeout = value }
        if let value = node?["parallel"]?.boolean { configuration.isParallel = value }
        if let context = node?["context"] { decode(context, into: &configuration.context) }
        if let entries = node?["cache"]?["max_entries"]?.integer {
            configuration.cacheLimits.entries = entries
        }
        if let bytes = node?["cache"]?["max_bytes"]?.size {
            configuration.cacheLimits.bytes = bytes
        }
        for (index, item) in (node?["skip"]?.items ?? []).enumerated() {
            if let phase = phase(item, "\(path).skip[\(index)]") {
                configuration.skipped.insert(phase)
            }
        }
        let general = decodePhase(node, over: Self.base(of: workflow), path)
        for phase in workflow.phases { configuration.phases[phase.id] = general }
        for entry in node?["phases"]?.entries ?? [] {
            decodeOwn(entry, general: general, "\(path).phases.\(entry.key)", into: &configuration)
        }
        return configuration
    }

    /// The workflow without optional features: nothing is cached, no context but requirements and inputs.
    private static let plain: WorkflowConfiguration = {
        var configuration = WorkflowConfiguration()
        configuration.context = .off
        configuration.isParallel = false
        return configuration
    }()

    private static func base(of workflow: Workflow) -> PhaseConfiguration {
        var base = PhaseConfiguration()
        base.isCached = workflow.hasOptionalFeatures
        return base
    }

    private mutating func checkFeatures(_ node: YAMLNode, _ path: String) {
        guard !workflow.hasOptionalFeatures else { return }
        let own = (node["phases"]?.entries ?? []).flatMap { phase in
            phase.value.entries.map { ("\(path).phases.\(phase.key)", $0) }
        }
        for (place, entry) in node.entries.map({ (path, $0) }) + own
        where ConfigurationShape.optionalFeatures.contains(entry.key) {
            problems.add(
                at: entry.keyLocation,
                "\(place).\(entry.key)",
                "the workflow \(workflow.name) has no optional features; enhanced_full has "
                    + "\"\(entry.key)\""
            )
        }
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
        for (index, item) in (entry.value["validate"]?.items ?? []).enumerated() {
            if let validator = validator(item, "\(path).validate[\(index)]") {
                settings.validators.append(validator)
            }
        }
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
        configuration.phases[id] = settings
    }

    /// Reports phases that would degrade without a fallback; called once everything is merged.
    mutating func checkFallbacks(
        _ configuration: WorkflowConfiguration,
        _ node: YAMLNode?,
        at path: String
    ) {
        guard let node else { return }
        for phase in workflow.phases where !configuration.skipped.contains(phase.id) {
            guard let settings = configuration.phases[phase.id],
                settings.retry.onExhausted == .degrade, settings.fallback == nil
            else { continue }
            let own = node["phases"]?[phase.id.name]?["retry"]?["on_exhausted"]
            guard let place = own ?? node["retry"]?["on_exhausted"] else { continue }
            problems.add(
                place,
                "\(path).phases.\(phase.id.name).fallback",
                "expected a fallback text, because the phase degrades when it is exhausted; "
                    + "found none"
            )
        }
    }
}

// Parts of the configuration.
extension ConfigurationDecoder {
    private mutating func decodePhase(
        _ node: YAMLNode?,
        over base: PhaseConfiguration,
        _ path: String
    ) -> PhaseConfiguration {
        var settings = base
        guard let node else { return settings }
        if let retry = node["retry"] { decode(retry, into: &settings.retry, "\(path).retry") }
        if let value = node["timeout"]?["attempt"]?.duration { settings.attemptTimeout = value }
        if let value = node["cache"]?["enabled"]?.boolean { settings.isCached = value }
        if let value = node["cache"]?["ttl"]?.duration { settings.timeToLive = value }
        return settings
    }

    private mutating func decode(
        _ node: YAMLNode,
        into policy: inout RetryPolicy,
        _ path: String
    ) {
        if let value = node["initial"]?.duration { policy.initial = value }
        if let value = node["coefficient"]?.number { policy.coefficient = value }
        if let value = node["max_interval"]?.duration { policy.maxInterval = value }
        if let list = node["delays"]?.items {
            policy.delays = list.compactMap(\.duration)
            if !policy.hasDeclaredAttempts { policy.maxAttempts = policy.delays.count + 1 }
        }
        if let value = node["max_attempts"]?.integer {
            policy.maxAttempts = value
            policy.hasDeclaredAttempts = true
        }
        if let value = node["max_revisions"]?.integer { policy.maxRevisions = value }
        if let list = node["non_retryable"]?.items {
            policy.nonRetryable = Set(list.compactMap(\.text))
        }
        if let text = node["on_exhausted"]?.text,
            let exhaustion = RetryPolicy.Exhaustion(rawValue: text)
        {
            policy.onExhausted = exhaustion
        }
        guard let jitter = node["jitter"], let text = jitter.text else { return }
        switch text {
        case "none": policy.jitter = .none
        case "full": policy.jitter = .full
        default:
            if let share = jitter.probability {
                policy.jitter = .fraction(share)
            } else {
                problems.add(
                    jitter,
                    "\(path).jitter",
                    "expected none, full or a share such as \"10%\", found \"\(text)\""
                )
            }
        }
    }

    private func decode(_ node: YAMLNode, into context: inout WorkflowConfiguration.Context) {
        if let value = node["enabled"]?.boolean { context.isEnabled = value }
        if let value = node["feedback"]?.boolean { context.hasFeedback = value }
        if let value = node["history"]?.boolean { context.hasHistory = value }
        if let value = node["budget"]?.size { context.budget = value }
    }

    private mutating func validator(_ node: YAMLNode, _ path: String) -> Validator? {
        guard let entry = node.tagged else { return nil }
        switch entry.key {
        case "contains": return entry.value.text.map(Validator.contains)
        case "max_bytes": return entry.value.size.map(Validator.maxBytes)
        case "matches":
            guard let pattern = entry.value.text else { return nil }
            guard Validator.isPattern(pattern) else {
                problems.add(
                    entry.value,
                    "\(path).matches",
                    "expected a regular expression, found \"\(pattern)\""
                )
                return nil
            }
            return .matches(pattern)
        default: return nil
        }
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
                "expected a phase that \(phase) rests on, found \"\(revise)\""
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
