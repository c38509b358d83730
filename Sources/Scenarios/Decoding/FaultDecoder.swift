internal import Faults
internal import Shapes
internal import Workflows

/// Turns an entry of `faults` into a fault.
struct FaultDecoder {
    let phases: [String]
    let agents: [String]
    let runs: [String]
    var problems = ProblemList()

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
        return DeclaredFault(
            Fault(
                id: id,
                failpoint: failpoint,
                selector: selector,
                inject: injection,
                expectation: node[FaultKeys.expectation] ?? .any
            ),
            at: node.location
        )
    }

    private mutating func selector(
        _ node: SourceNode?,
        of run: String?,
        _ path: String
    ) -> FaultSelector {
        var selector = FaultSelector()
        selector.run = run
        guard let node else { return selector }
        selector.phase = name(node[SelectorKeys.phase], "a phase", among: phases, "\(path).phase")
        selector.agent = name(node[SelectorKeys.agent], "an agent", among: agents, "\(path).agent")
        if let declared = name(node[SelectorKeys.run], "a run", among: runs, "\(path).run") {
            if let run, let place = node[SelectorKeys.run], declared != run {
                problems.add(
                    place,
                    "\(path).run",
                    "expected \"\(run)\", because the fault is declared in that run, found "
                        + "\"\(declared)\""
                )
            }
            selector.run = run ?? declared
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

    private mutating func name(
        _ node: SourceNode?,
        _ what: String,
        among known: [String],
        _ path: String
    ) -> String? {
        guard let node, let name = node.text else { return nil }
        if !known.contains(name) { problems.unknown(what, name, among: known, node, path) }
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
        return type.decode(entry.value, "\(path).\(type.name)", &problems)
    }
}
