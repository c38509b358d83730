internal import Faults
internal import Shapes
internal import Workflows

/// Turns an entry of `faults` into a fault.
struct FaultDecoder {
    let phases: [String]
    let agents: [String]
    let runs: [String]
    var problems = ProblemList()

    /// Decodes a fault; one that stands in a run acts in that run alone.
    mutating func decode(_ node: YAMLNode, of run: String?, at path: String) -> DeclaredFault? {
        let selector = selector(node["when"], of: run, "\(path).when")
        guard let id = node["id"]?.text, let inject = node["inject"]?.tagged,
            let injection = injection(inject, "\(path).inject")
        else { return nil }
        let expectation = (node["expect"]?.text).flatMap(Fault.Expectation.init) ?? .any
        return DeclaredFault(
            fault: Fault(
                id: id,
                failpoint: failpoint(node["at"], inject, path),
                selector: selector,
                inject: injection,
                expectation: expectation
            ),
            location: node.location
        )
    }

    private mutating func selector(
        _ node: YAMLNode?,
        of run: String?,
        _ path: String
    ) -> FaultSelector {
        var selector = FaultSelector()
        selector.run = run
        guard let node else { return selector }
        selector.phase = name(node["phase"], "a phase", among: phases, "\(path).phase")
        selector.agent = name(node["agent"], "an agent", among: agents, "\(path).agent")
        if let declared = name(node["run"], "a run", among: runs, "\(path).run") {
            if let run, let place = node["run"], declared != run {
                problems.add(
                    place,
                    "\(path).run",
                    "expected \"\(run)\", because the fault is declared in that run, found "
                        + "\"\(declared)\""
                )
            }
            selector.run = run ?? declared
        }
        selector.attempt = node["attempt"]?.integerRange
        if let window = node["window"]?.durationRange {
            selector.window = window.lowerBound..<window.upperBound
        }
        selector.nth = node["nth"]?.integer
        selector.every = node["every"]?.integer
        selector.after = node["after"]?.integer
        selector.times = node["times"]?.integer
        selector.probability = node["probability"]?.probability
        if let size = node["burst"]?["size"]?.integer, let gap = node["burst"]?["gap"]?.duration {
            selector.burst = .init(size: size, gap: gap)
        }
        return selector
    }

    private mutating func name(
        _ node: YAMLNode?,
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
        _ node: YAMLNode?,
        _ inject: YAMLNode.Entry,
        _ path: String
    ) -> Failpoint {
        let failpoint = (node?.text).flatMap(Failpoint.init) ?? .agentCall
        let places = FaultType.named(inject.key)?.places ?? [:]
        if let node, !places.isEmpty, places[failpoint] == nil {
            let known = places.keys.map(\.rawValue).sorted().joined(separator: " or ")
            problems.add(
                node,
                "\(path).at",
                "expected \(known), where \(inject.key) acts, found \"\(failpoint.rawValue)\""
            )
        }
        return failpoint
    }

    /// What the type of this name makes of its parameters.
    private mutating func injection(
        _ entry: YAMLNode.Entry,
        _ path: String
    ) -> (any Injection)? {
        guard let type = FaultType.named(entry.key) else { return nil }
        var mistakes: [Problem] = []
        let injection = type.decode(entry.value, "\(path).\(type.name)", &mistakes)
        problems.add(contentsOf: mistakes)
        return injection
    }
}
