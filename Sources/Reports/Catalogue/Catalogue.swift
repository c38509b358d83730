package import Benchmarks
internal import Faults
internal import Invariants
package import Scenarios
package import Workflows

/// What exists, as tables for a person.
package enum Catalogue {
    /// Scenarios with their files, tags and runs.
    package static func scenarios(_ scenarios: [Scenario]) -> String {
        table(
            listed(scenarios).map { scenario, variants in
                [
                    scenario.name + (variants == 1 ? "" : " (\(variants) variants)"), scenario.file,
                    scenario.isVirtual ? "virtual" : "real",
                    scenario.runs.map(\.name).joined(separator: ", "),
                    scenario.tags.map { "#\($0)" }.joined(separator: " "),
                ]
            },
            header: ["scenario", "file", "clock", "runs", "tags"]
        )
    }

    /// Each file's scenario once, with the number of its variants that there are.
    static func listed(_ scenarios: [Scenario]) -> [(scenario: Scenario, variants: Int)] {
        var listed: [(scenario: Scenario, variants: Int)] = []
        var places: [String: Int] = [:]
        for scenario in scenarios {
            if scenario.variant != nil, let place = places[scenario.file] {
                listed[place].variants += scenario.seedCount
            } else {
                places[scenario.file] = listed.count
                listed.append((scenario, scenario.seedCount))
            }
        }
        return listed
    }

    /// The workflows that are shipped.
    package static var workflows: String {
        WorkflowCatalog.all.map { workflow in
            let features =
                workflow.hasOptionalFeatures
                ? "cache, context, parallel phases" : "no optional features"
            return "\(workflow.name) (\(features))\n"
                + table(
                    workflow.phases.map { phase in
                        [
                            "  " + phase.id.name,
                            "needs " + names(phase.needs), "reads " + names(phase.inputs),
                        ]
                    }
                )
        }.joined(separator: "\n")
            + "\nA workflow of your own: {phases: [{name: fetch}, {name: parse, needs: [fetch]}]}\n"
    }

    /// The kinds of agent with their parameters.
    package static var agents: String {
        table(
            AgentKind.allCases.map {
                [$0.rawValue, $0.parameters.joined(separator: ", "), $0.summary]
            },
            header: ["agent", "parameters", "what it is"]
        )
            + "\nBeside its kind an agent may say version, model and prompt: parts of the cache key.\n"
    }

    /// The types of faults at each failpoint, or at one: their parameters and worlds, what they imitate and what a good
    /// engine does about them.
    package static func faults(at failpoint: Failpoint? = nil) -> String {
        (failpoint.map { [$0] } ?? Failpoint.allCases).map { failpoint in
            let types = FaultType.all(at: failpoint)
            return "at \(failpoint.rawValue)\n"
                + (types.isEmpty
                    ? "  nothing yet\n"
                    : types.map { fault(at: failpoint, $0) }.joined(separator: "\n"))
        }.joined(separator: "\n")
    }

    private static func fault(at failpoint: Failpoint, _ type: FaultType) -> String {
        """
          \(type.name)
            does:       \(type.summary)
            parameters: \(type.parameters)
            worlds:     \(type.places[failpoint]?.rawValue ?? "")
            imitates:   \(type.imitates)\(type.source.isEmpty ? "" : "\n    source:     " + type.source)
            remedy:     \(type.remedy)

        """
    }

    /// The invariants, with what each was measured to cost a seed.
    package static func invariants(_ costs: ObserverCosts) -> String {
        table(
            Invariant.allCases.map { invariant in
                [
                    invariant.rawValue, invariant.promise.words,
                    words(costs.cost(of: invariant), error: costs.error(of: invariant)),
                    invariant.cost.words, invariant.summary,
                ]
            },
            header: [
                "invariant", "whose promise", "a seed", "what for", "what holds in every run",
            ]
        )
            + "\nAll together, with what they share: "
            + MeasuredText.fixed(costs.together, places: 2)
            + " µs a seed. Measured now over \(costs.seeds) explored seeds"
            + (isDebugBuild ? ", in a debug build, which is many times slower" : "")
            + "; `moonlight speed --mode explored` takes its time.\n"
    }

    /// A cost in microseconds and by how much it may be off; one that may be nothing is below the most that it may be.
    static func words(_ cost: Double, error: Double?) -> String {
        guard let error else { return MeasuredText.fixed(max(0, cost), places: 2) + " µs" }
        guard cost > error else {
            return "< " + MeasuredText.fixed(max(0.01, cost + error), places: 2) + " µs"
        }
        return [cost, error].map { MeasuredText.fixed($0, places: 2) }
            .joined(separator: " ± ") + " µs"
    }

    /// Whether figures of this build mean little.
    private static var isDebugBuild: Bool {
        #if DEBUG
        true
        #else
        false
        #endif
    }

    private static func names(_ phases: [PhaseID]) -> String {
        phases.isEmpty ? "nothing" : phases.map(\.name).joined(separator: ", ")
    }

    private static func table(_ rows: [[String]], header: [String]? = nil) -> String {
        let all = (header.map { [$0] } ?? []) + rows
        let columns = all.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            all.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
        }
        return all.map { row in
            let cells = zip(row, widths).map { cell, width in
                cell + String(repeating: " ", count: max(0, width - cell.count))
            }
            var line = cells.joined(separator: "  ")
            while line.hasSuffix(" ") { line.removeLast() }
            return line + "\n"
        }.joined()
    }
}

extension Invariant.Promise {
    /// As the list says it.
    fileprivate var words: String {
        condition.map { "workload, where \($0)" } ?? name
    }
}
