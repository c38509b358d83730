internal import Shapes
internal import Workflows

/// A key of `expect`, as the file of its condition declares it.
typealias ExpectationKey = EntryKey<ExpectationContext, Expectation>

/// What the entries of `expect` may refer to.
struct ExpectationContext {
    let phases: [String]
    let faults: [String]
    let earlierRuns: ArraySlice<String>
    let files: ScenarioFiles
    /// The effects that agents have; `nil` where a program may have any.
    let effects: Set<String>?

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
