internal import Faults
internal import JSON
internal import Shapes
internal import Workflows

/// Turns an entry of `faults` into a fault.
struct FaultDecoder {
    let phases: [String]
    let agents: [String]
    let runs: [String]
    let files: ScenarioFiles
    /// The climate that the faults are of; `nil` of a scenario's own.
    var climate: String?
    /// Whether the names above are all that there are; a climate that is read by itself is of no scenario.
    var knowsNames = true
    var problems = ProblemList()
    /// What each group's first fault says of it.
    private var groups: [String: (together: Double, fault: String)] = [:]

    init(phases: [String], agents: [String], runs: [String], files: ScenarioFiles) {
        self.phases = phases
        self.agents = agents
        self.runs = runs
        self.files = files
    }

    /// Decodes a fault; one that is listed in a run acts in that run alone.
    mutating func decode(_ node: SourceNode, of run: String?, at path: String) -> DeclaredFault? {
        var selector = selector(node[FaultKeys.selector], of: run, "\(path).when")
        if let fail = node[FaultKeys.fail] {
            if let twice = node[FaultKeys.selector]?.node(SelectorKeys.times) {
                let message = "expected fail or when.times, which say the same, found both"
                problems.add(twice, "\(path).when.times", message)
            }
            selector.times = fail
        }
        guard let id = node[FaultKeys.id], let inject = node[FaultKeys.inject],
            let entry = inject.tagged, let injection = injection(entry, "\(path).inject")
        else { return nil }
        let failpoint = failpoint(node[FaultKeys.failpoint], inject, entry.key, path)
        if let selector = node[FaultKeys.selector] {
            check(selector, at: failpoint, "\(path).when")
        }
        selector.site = node[FaultKeys.site].flatMap {
            site($0, at: failpoint, of: run, "\(path).site")
        }
        let group = group(node[FaultKeys.group], of: id, selector, "\(path).group")
        return DeclaredFault(
            Fault(
                id: climate.map { "\($0)/\(id)" } ?? id,
                failpoint: failpoint,
                selector: selector,
                inject: injection,
                expectation: node[FaultKeys.expectation] ?? .any,
                group: group
            ),
            at: node.location,
            climate: climate,
            inject: JSONValue(inject).text
        )
    }

    private mutating func selector(
        _ node: SourceNode?,
        of run: String?,
        _ path: String
    ) -> FaultSelector {
        var selector = FaultSelector()
        selector.run = run
        selector.sparesResumes = run != nil
        guard let node else { return selector }
        selector.phase = name(node[SelectorKeys.phase], "a phase", among: phases, "\(path).phase")
        selector.agent = name(node[SelectorKeys.agent], "an agent", among: agents, "\(path).agent")
        if let declared = declaredRun(node[SelectorKeys.run], in: run, "\(path).run") {
            selector.run = run ?? declared
        }
        if let window = node[SelectorKeys.window] {
            decode(window, into: &selector, "\(path).window")
        }
        let settings = [SelectorKeys.attempt] + SelectorKeys.counts
        settings.decode(node, into: &selector, at: path, &problems)
        if let burst = node[SelectorKeys.burst], let size = burst[SelectorKeys.size],
            let gap = burst[SelectorKeys.gap]
        {
            selector.burst = .init(size: size, gap: gap)
        }
        return selector
    }

    /// The run that a fault names; one that is listed in a run can name no other.
    mutating func declaredRun(_ node: SourceNode?, in run: String?, _ path: String) -> String? {
        guard let node, let declared = name(node, "a run", among: runs, path) else { return nil }
        if let run, declared != run {
            problems.add(
                node,
                path,
                "expected \"\(run)\", because the fault is declared in that run, found "
                    + "\"\(declared)\""
            )
        }
        return declared
    }

    mutating func name(
        _ node: SourceNode?,
        _ what: String,
        among known: [String],
        _ path: String
    ) -> String? {
        guard let node, let name = node.text else { return nil }
        if knowsNames, !known.contains(name) {
            problems.unknown(what, name, among: known, node, path)
        }
        return name
    }

    /// Where a fault acts; a pair that is not in the table is the user's mistake, also where the place is not said.
    private mutating func failpoint(
        _ node: SourceNode?,
        _ inject: SourceNode,
        _ type: String,
        _ path: String
    ) -> Failpoint {
        let failpoint = (node?.text).flatMap(Failpoint.init) ?? .agentCall
        let places = FaultType.named(type)?.places ?? [:]
        guard !places.isEmpty, places[failpoint] == nil else { return failpoint }
        let known = places.keys.map(\.rawValue).sorted().joined(separator: " or ")
        let found =
            node == nil ? "no at, which is \(failpoint.rawValue)" : "\"\(failpoint.rawValue)\""
        problems.add(
            node ?? inject,
            "\(path).at",
            "expected \(known), where \(type) acts, found \(found)"
        )
        return failpoint
    }

    /// What selectors ask of a visit that it cannot have.
    private mutating func check(_ selector: SourceNode, at failpoint: Failpoint, _ path: String) {
        let parts = [
            (Failpoint.Part.phase, selector.node(SelectorKeys.phase)),
            (.agent, selector.node(SelectorKeys.agent)),
            (.attempt, selector.node(SelectorKeys.attempt)),
        ]
        check(parts, at: failpoint, path)
    }

    /// What is asked of a visit that it cannot have.
    mutating func check(
        _ parts: [(Failpoint.Part, SourceNode?)],
        at failpoint: Failpoint,
        _ path: String
    ) {
        for (part, node) in parts where !failpoint.parts.contains(part) {
            guard let node else { continue }
            let article = part == .phase ? "a" : "an"
            problems.add(
                node,
                "\(path).\(part.rawValue)",
                "expected no \(part.rawValue) at \(failpoint.rawValue), where no \(failpoint.visit) "
                    + "is about \(article) \(part.rawValue), found \"\(node.text ?? "")\""
            )
        }
    }

    /// The fault that the type of this name makes from its parameters.
    private mutating func injection(
        _ entry: SourceNode.Entry,
        _ path: String
    ) -> (any Injection)? {
        guard let type = FaultType.named(entry.key) else { return nil }
        return type.injection(
            entry.value,
            at: "\(path).\(type.name)",
            reading: files.named,
            into: &problems
        )
    }
}

// What is drawn once in a run.
extension FaultDecoder {
    private mutating func decode(
        _ node: SourceNode,
        into selector: inout FaultSelector,
        _ path: String
    ) {
        if let range = node.durationRange {
            selector.window = range.lowerBound..<range.upperBound
            return
        }
        let start = distribution(node[SelectorKeys.windowStart], "\(path).start")
        let length = distribution(node[SelectorKeys.windowLength], "\(path).length")
        guard let start, let length else { return }
        selector.drawnWindow = .init(start: start, length: length)
    }

    private mutating func distribution(_ node: SourceNode?, _ path: String) -> LatencyDistribution?
    {
        guard let node else { return nil }
        return LatencyDistribution(node, at: path, reading: files.named, into: &problems)
    }

    /// The group of a fault; one that decides nothing is a mistake, and one of which two faults say different things.
    private mutating func group(
        _ node: SourceNode?,
        of fault: String,
        _ selector: FaultSelector,
        _ path: String
    ) -> FaultGroup? {
        guard let node, let name = node[GroupKeys.name], let together = node[GroupKeys.together]
        else { return nil }
        if selector.probability == nil, selector.drawnWindow == nil {
            problems.add(
                node,
                path,
                "expected when.probability or a drawn when.window beside it, without which the "
                    + "group has nothing to decide"
            )
        }
        let first = groups[name] ?? (together, fault)
        groups[name] = first
        if first.together != together {
            problems.add(
                node.node(GroupKeys.together) ?? node,
                "\(path).together",
                "expected \(Self.percent(first.together)), as \"\(first.fault)\" of the same group "
                    + "says, found \(Self.percent(together))"
            )
        }
        return FaultGroup(name: climate.map { "\($0)/\(name)" } ?? name, together: together)
    }

    private static func percent(_ share: Double) -> String {
        Form<Double>.probability.write(share) ?? "\(share)"
    }
}
