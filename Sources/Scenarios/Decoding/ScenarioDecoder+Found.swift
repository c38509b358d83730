internal import Invariants
internal import Shapes

// Saved failures.
extension ScenarioDecoder {
    /// Whether the file is a saved failure.
    var isSaved: Bool { root.has(ScenarioKeys.found) }

    /// Where a saved failure comes from; `nil` of any other file.
    mutating func found() -> FoundFailure? {
        guard let node = root[ScenarioKeys.found], let violation = node[FoundKeys.violation],
            let seed = node[FoundKeys.seed].flatMap({ UInt64(exactly: $0) }),
            let tool = node[FoundKeys.tool], let trace = node[FoundKeys.trace]
        else { return nil }
        let isHash = (1...64).contains(trace.utf8.count) && trace.allSatisfy(\.isHexDigit)
        if !isHash {
            problems.add(
                node.node(FoundKeys.trace) ?? node,
                "found.trace",
                "expected 1 to 64 hexadecimal digits, found \"\(trace)\""
            )
        }
        return FoundFailure(
            violation: violation,
            seed: seed,
            tool: tool,
            trace: trace,
            runs: node[FoundKeys.runs]
        )
    }

    /// Checks that a saved failure names runs that are there.
    mutating func checkRuns(of found: FoundFailure?, in runs: [ScenarioRun]) {
        guard let names = found?.runs, let node = root[ScenarioKeys.found]?.node(FoundKeys.runs)
        else { return }
        for name in names where !runs.contains(where: { $0.name == name }) {
            problems.add(
                node,
                "found.runs",
                "expected names of the scenario's runs, found \"\(name)\""
            )
        }
    }

    /// The invariants that are judged: of a saved failure the one that did not hold, too.
    func invariants(with found: FoundFailure?) -> [Invariant] {
        let chosen = InvariantKeys.chosen(by: root[ScenarioKeys.invariants])
        guard let own = found?.invariant, !chosen.contains(own) else { return chosen }
        return Invariant.allCases.filter { $0 == own || chosen.contains($0) }
    }
}
