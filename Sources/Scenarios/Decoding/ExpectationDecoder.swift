internal import Shapes
internal import Faults
internal import Workflows

/// Turns `expect` into expectations, each with the place of its entry.
struct ExpectationDecoder {
    let phases: [String]
    let faults: [String]
    let earlierRuns: ArraySlice<String>
    let files: ScenarioFiles
    var problems = ProblemList()

    mutating func decode(_ node: YAMLNode, at path: String) -> [Expectation] {
        node.entries.flatMap { entry in
            checkNotEmpty(entry.value, "\(path).\(entry.key)")
            return decode(entry, "\(path).\(entry.key)")
                .map { Expectation(kind: $0.kind, location: $0.place) }
        }
    }

    /// An empty mapping expects nothing, and so would hold whatever happens.
    private mutating func checkNotEmpty(_ node: YAMLNode, _ path: String) {
        guard case .mapping(let entries) = node.content else { return }
        if entries.isEmpty { problems.add(node, path, "expected at least one entry, found none") }
        // What JSON is expected to be may well be an empty object.
        for entry in entries {
            let path = "\(path).\(entry.key)"
            if entry.key != "json" {
                checkNotEmpty(entry.value, path)
            } else if case .mapping(let values) = entry.value.content, values.isEmpty {
                problems.add(entry.value, path, "expected at least one entry, found none")
            }
        }
    }

    private typealias Found = (kind: Expectation.Kind, place: SourceLocation)

    private mutating func decode(_ entry: YAMLNode.Entry, _ path: String) -> [Found] {
        let node = entry.value
        let place = entry.keyLocation
        if let set = Expectation.PhaseSet(rawValue: entry.key) {
            return [(.phases(set, phases(node, path)), place)]
        }
        switch entry.key {
        case "status":
            return (node.text.flatMap(RunStatus.init)).map { [(.status($0), place)] } ?? []
        case "attempts": return attempts(node, path)
        case "duration": return duration(node, place, path)
        case "output": return outputs(node, path)
        case "response": return response(node, path)
        case "error": return error(node, path)
        case "faults": return faultOutcomes(node, path)
        case "events": return events(node, place, path)
        case "rollbacks": return node.integer.map { [(.rollbacks($0), place)] } ?? []
        case "patterns": return [(.patterns(patterns(node, path)), place)]
        case "anomalies": return [(.anomalies(phases(node, path)), place)]
        case "cache": return cache(node, path)
        case "tokens": return amount(node, path, "<= 5000").map { [(.tokens($0), place)] } ?? []
        case "cost": return amount(node, path, "<= 0.5").map { [(.cost($0), place)] } ?? []
        case "same_output_as":
            guard let run = node.text else { return [] }
            if !earlierRuns.contains(run) {
                problems.unknown("an earlier run", run, among: Array(earlierRuns), node, path)
            }
            return [(.sameOutput(as: run), place)]
        default: return []
        }
    }

    private mutating func phase(
        _ name: String?,
        at location: SourceLocation,
        _ path: String
    ) -> PhaseID? {
        guard let name else { return nil }
        guard phases.contains(name) else {
            problems.add(
                at: location,
                path,
                ProblemList.unknownMessage("a phase", name, among: phases)
            )
            return nil
        }
        return PhaseID(name)
    }

    private mutating func phases(_ node: YAMLNode, _ path: String) -> Set<PhaseID> {
        Set(
            node.items.enumerated().compactMap { index, item in
                phase(item.text, at: item.location, "\(path)[\(index)]")
            }
        )
    }

    private mutating func attempts(_ node: YAMLNode, _ path: String) -> [Found] {
        node.entries.compactMap { item in
            guard let phase = phase(item.key, at: item.keyLocation, "\(path).\(item.key)"),
                let count = item.value.integer
            else { return nil }
            return (.attempts(phase, count), item.keyLocation)
        }
    }

    private mutating func outputs(_ node: YAMLNode, _ path: String) -> [Found] {
        node.entries.flatMap { item -> [Found] in
            let path = "\(path).\(item.key)"
            guard let phase = phase(item.key, at: item.keyLocation, path) else { return [] }
            return checks(item.value, path).map { (.output(phase, $0.check), $0.place) }
        }
    }

    private mutating func patterns(_ node: YAMLNode, _ path: String) -> Set<String> {
        let prefix = "repeated_"
        for (index, item) in node.items.enumerated() {
            guard let text = item.text, !text.hasPrefix(prefix) || text.count == prefix.count else {
                continue
            }
            problems.add(
                item,
                "\(path)[\(index)]",
                "expected \(prefix) and a kind of failure, such as repeated_rate_limit, "
                    + "found \"\(text)\""
            )
        }
        return Set(node.items.compactMap(\.text))
    }

    private mutating func cache(_ node: YAMLNode, _ path: String) -> [Found] {
        node.entries.flatMap { entry -> [Found] in
            if let count = Expectation.CacheCount(rawValue: entry.key) {
                return entry.value.integer.map { [(.cache(count, $0), entry.keyLocation)] } ?? []
            }
            return entry.value.entries.compactMap { item in
                let path = "\(path).\(entry.key).\(item.key)"
                return phase(item.key, at: item.keyLocation, path).map { phase in
                    let parts = item.value.itemsOrSelf.compactMap(\.text)
                    return (.missedBecause(phase, parts), item.keyLocation)
                }
            }
        }
    }

    private mutating func duration(
        _ node: YAMLNode,
        _ place: SourceLocation,
        _ path: String
    ) -> [Found] {
        guard let text = node.text else { return [] }
        guard let bound = DurationBound(text) else {
            problems.add(
                node,
                path,
                "expected a bound such as \"<= 1m30s\" or \"1s..2s\", or an exact duration, found \"\(text)\""
            )
            return []
        }
        return [(.duration(bound), place)]
    }

    private mutating func amount(
        _ node: YAMLNode,
        _ path: String,
        _ example: String
    ) -> AmountBound? {
        guard let text = node.text else { return nil }
        if let bound = AmountBound(text) { return bound }
        problems.add(
            node,
            path,
            "expected a bound such as \"\(example)\" or a range, found \"\(text)\""
        )
        return nil
    }

    private mutating func response(_ node: YAMLNode, _ path: String) -> [Found] {
        var found: [Found] = []
        if let entry = node.entries.first(where: { $0.key == "status" }),
            let status = entry.value.integer
        {
            found.append((.responseStatus(status), entry.keyLocation))
        }
        return found + checks(node, path).map { (.responseBody($0.check), $0.place) }
    }

    private mutating func error(_ node: YAMLNode, _ path: String) -> [Found] {
        node.entries.compactMap { entry in
            guard let text = entry.value.text else { return nil }
            if entry.key == "kind" { return (.errorKind(text), entry.keyLocation) }
            return phase(text, at: entry.value.location, "\(path).phase")
                .map { (.errorPhase($0), entry.keyLocation) }
        }
    }

    private mutating func faultOutcomes(_ node: YAMLNode, _ path: String) -> [Found] {
        node.entries.compactMap { entry in
            if !faults.contains(entry.key) {
                problems.add(
                    at: entry.keyLocation,
                    "\(path).\(entry.key)",
                    ProblemList.unknownMessage("a fault", entry.key, among: faults)
                )
            }
            return (entry.value.text.flatMap(FaultOutcome.init))
                .map { (.fault(entry.key, $0), entry.keyLocation) }
        }
    }

    private mutating func events(
        _ node: YAMLNode,
        _ place: SourceLocation,
        _ path: String
    ) -> [Found] {
        var patterns: [EventPattern] = []
        for (index, item) in node.items.enumerated() {
            let path = "\(path)[\(index)]"
            guard let kind = item["kind"], let name = kind.text else {
                problems.add(item, path, "expected the key \"kind\", found none")
                continue
            }
            if !Event.kindNames.contains(name) {
                problems.unknown("an event's kind", name, among: Event.kindNames, kind, path)
            }
            let fields = item.entries.filter { $0.key != "kind" }
                .compactMap { entry in entry.value.text.map { (entry.key, $0) } }
            patterns.append(
                EventPattern(
                    kind: name,
                    fields: Dictionary(fields, uniquingKeysWith: { first, _ in first })
                )
            )
        }
        return patterns.isEmpty ? [] : [(.events(patterns), place)]
    }
}
