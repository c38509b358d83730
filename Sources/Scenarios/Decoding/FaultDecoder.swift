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
        let selector = selector(node[FaultKeys.selector], of: run, "\(path).when")
        guard let id = node[FaultKeys.id], let inject = node[FaultKeys.inject]?.tagged,
            let injection = injection(inject, "\(path).inject")
        else { return nil }
        let expectation = node[FaultKeys.expectation] ?? .any
        return DeclaredFault(
            Fault(
                id: id,
                failpoint: failpoint(node[FaultKeys.failpoint], inject, path),
                selector: selector,
                inject: injection,
                expectation: expectation
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
        let settings = SelectorKeys.attempts + SelectorKeys.counts
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

    /// Where a fault acts; a pair that is not in the table is the user's mistake.
    private mutating func failpoint(
        _ node: SourceNode?,
        _ inject: SourceNode.Entry,
        _ path: String
    ) -> Failpoint {
        let failpoint = (node?.text).flatMap(Failpoint.init) ?? .agentCall
        let places = FaultType.named(inject.key)?.places ?? [:]
        if !places.isEmpty, places[failpoint] == nil {
            let known = places.keys.map(\.rawValue).sorted().joined(separator: " or ")
            problems.add(
                node ?? inject.value,
                "\(path).at",
                "expected \(known), where \(inject.key) acts, found "
                    + (node == nil ? "none" : "\"\(failpoint.rawValue)\"")
            )
        }
        return failpoint
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
