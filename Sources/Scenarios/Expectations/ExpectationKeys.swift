internal import Shapes
internal import Workflows

/// A key of `expect`, as the file of its condition declares it.
typealias ExpectationKey = EntryKey<ExpectationContext, Expectation>

/// What `expect` may hold. Each condition declares its own key, in a file next to this one.
enum ExpectationKeys {
    /// Every key, in the order of the reference.
    static let all = [
        status,
        executed,
        cached,
        skipped,
        degraded,
        attempts,
        duration,
        output,
        response,
        error,
        faults,
        events,
        rollbacks,
        patterns,
        anomalies,
        cache,
        tokens,
        cost,
        sameOutput,
    ]

    static let shape = Shape.object(all.fields())

    /// What a file expects of a run, in the file's order.
    static func decode(
        _ node: SourceNode,
        at path: String,
        in context: ExpectationContext,
        _ problems: inout ProblemList
    ) -> [Expectation] {
        for entry in node.entries {
            checkNotEmpty(entry.value, "\(path).\(entry.key)", &problems)
        }
        return all.decode(node, at: path, in: context, &problems)
    }

    /// An empty mapping expects nothing, and so would hold whatever happens.
    private static func checkNotEmpty(
        _ node: SourceNode,
        _ path: String,
        _ problems: inout ProblemList
    ) {
        guard case .mapping(let entries) = node.content else { return }
        if entries.isEmpty { problems.add(node, path, nothing) }
        for entry in entries {
            let path = "\(path).\(entry.key)"
            if entry.key != OutputCheckKeys.json.field.key {
                checkNotEmpty(entry.value, path, &problems)
            } else if case .mapping(let values) = entry.value.content, values.isEmpty {
                // What JSON is expected to be may well be an empty object; that it is something may not be left out.
                problems.add(entry.value, path, nothing)
            }
        }
    }

    private static let nothing = "expected at least one entry, found none"
}

/// What the entries of `expect` may refer to.
struct ExpectationContext {
    let phases: [String]
    let faults: [String]
    let earlierRuns: ArraySlice<String>
    let files: ScenarioFiles

    /// The phase of this name; `nil` where the workflow has none, with the mistake added.
    func phase(
        _ name: String?,
        at location: SourceLocation,
        _ path: String,
        _ problems: inout ProblemList
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

    /// The phases that a list names.
    func phases(
        _ entry: ExpectationKey.Entry,
        _ problems: inout ProblemList
    ) -> Set<PhaseID> {
        var found: Set<PhaseID> = []
        for (index, item) in entry.node.items.enumerated() {
            let path = "\(entry.path)[\(index)]"
            if let phase = phase(item.text, at: item.location, path, &problems) {
                found.insert(phase)
            }
        }
        return found
    }

    /// The entries of a mapping whose keys are phases, each with its phase.
    func byPhase(
        _ entry: ExpectationKey.Entry,
        _ problems: inout ProblemList
    ) -> [(phase: PhaseID, item: ExpectationKey.Entry)] {
        entry.node.entries.compactMap { item in
            let path = "\(entry.path).\(item.key)"
            return phase(item.key, at: item.keyLocation, path, &problems).map {
                ($0, .init(node: item.value, place: item.keyLocation, path: path))
            }
        }
    }
}
