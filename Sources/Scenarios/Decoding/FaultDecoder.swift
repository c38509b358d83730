internal import Shapes
internal import Agents
internal import Faults
internal import Workflows

/// Turns an entry of `faults` into a fault.
struct FaultDecoder {
    let phases: [String]
    let agents: [String]
    let runs: [String]
    let files: ScenarioFiles
    var problems = ProblemList()

    /// Decodes a fault; one that stands in a run acts in that run alone.
    mutating func decode(_ node: YAMLNode, of run: String?, at path: String) -> DeclaredFault? {
        let selector = selector(node["when"], of: run, "\(path).when")
        guard let id = node["id"]?.text, let inject = node["inject"]?.tagged,
            let type = type(inject, "\(path).inject")
        else { return nil }
        let expectation = (node["expect"]?.text).flatMap(Fault.Expectation.init) ?? .any
        return DeclaredFault(
            fault: Fault(
                id: id,
                failpoint: failpoint(node["at"], inject, path),
                selector: selector,
                type: type,
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
        let places = FaultType.all.first { $0.name == inject.key }?.places ?? [:]
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

    private mutating func type(_ entry: YAMLNode.Entry, _ path: String) -> FaultType? {
        let node = entry.value
        switch entry.key {
        case "rate_limit": return .rateLimit(.init(hint(node, "\(path).rate_limit")))
        case "latency":
            var decoder = AgentDecoder(files: files)
            let by = node["by"]
            let distribution = decoder.latency(
                by ?? node,
                "\(path).latency" + (by == nil ? "" : ".by")
            )
            problems.add(contentsOf: decoder.problems.list)
            let point = by == nil ? nil : point(node)
            return distribution.map { .latency(.init($0, point: point ?? .after)) }
        default: return FaultType(entry.key, arguments(node, of: entry.key))
        }
    }

    /// The plain values of a type, as they stand in the file.
    private func arguments(_ node: YAMLNode, of type: String) -> FaultArguments {
        let declared = FaultType.all.first { $0.name == type }?.plain ?? []
        let values = declared.compactMap { parameter in
            node[parameter.name].flatMap { $0.integer.map(String.init) ?? $0.text }
                .map { (parameter.name, $0) }
        }
        return FaultArguments(Dictionary(values) { first, _ in first })
    }

    private func point(_ node: YAMLNode) -> AgentCall.Point? {
        (node["point"]?.text).flatMap(AgentCall.Point.init)
    }

    /// What a refusal says of the time to come back.
    private mutating func hint(_ node: YAMLNode, _ path: String) -> RateLimit.Hint? {
        let inBody = node["in"].flatMap { $0.text == "body" ? $0 : nil }
        guard let time = node["retry_after"] else {
            if let inBody {
                problems.add(inBody, "\(path).in", "expected retry_after beside it, found none")
            }
            return nil
        }
        if let delay = time.duration { return inBody == nil ? .delay(delay) : .sentence(delay) }
        guard let text = time.string else { return nil }
        guard case .date(let date)? = RetryAfter(header: text) else {
            problems.add(
                time,
                "\(path).retry_after",
                "expected a duration such as \"250ms\" or a date of HTTP, found \"\(text)\""
            )
            return nil
        }
        if let inBody {
            problems.add(
                inBody,
                "\(path).in",
                "expected header, because only a header holds a date, found \"body\""
            )
        }
        return .date(date, text: text)
    }
}
