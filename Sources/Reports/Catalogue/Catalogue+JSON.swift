package import Benchmarks
internal import Faults
internal import Invariants
package import Scenarios
package import Workflows

// The same for a program: one object, `{"schema":1,"…":[…]}`, with the subject as the list's name.
extension Catalogue {
    /// Scenarios with their files, tags and runs.
    package static func scenariosJSON(_ scenarios: [Scenario]) -> [UInt8] {
        list("scenarios", listed(scenarios)) { writer, listed in
            let (scenario, variants) = listed
            writer.member("name", scenario.name)
            writer.member("file", scenario.file)
            writer.member("description", scenario.description)
            writer.member("clock", scenario.isVirtual ? "virtual" : "real")
            writer.member("workflow", scenario.workflow.name)
            writer.member("runs", scenario.runs) { $0.text($1.name) }
            writer.member("tags", scenario.tags) { $0.text($1) }
            writer.member("claims", scenario.claims) { $0.text($1.name) }
            if variants > 1 { writer.member("variants", variants) }
        }
    }

    /// The workflows that are shipped.
    package static var workflowsJSON: [UInt8] {
        list("workflows", WorkflowCatalog.all) { writer, workflow in
            writer.member("name", workflow.name)
            writer.key("optional_features")
            writer.literal("\(workflow.hasOptionalFeatures)")
            writer.member("phases", workflow.phases) { writer, phase in
                writer.object { writer in
                    writer.member("name", phase.id.name)
                    writer.member("needs", phase.needs) { $0.text($1.name) }
                    writer.member("inputs", phase.inputs) { $0.text($1.name) }
                }
            }
        }
    }

    /// The kinds of agent with their parameters.
    package static var agentsJSON: [UInt8] {
        list("agents", AgentKind.allCases) { writer, agent in
            writer.member("name", agent.rawValue)
            writer.member("parameters", agent.parameters.joined(separator: ", "))
            writer.member("summary", agent.summary)
        }
    }

    /// The types of faults, once for each failpoint that they act at, or those at one.
    package static func faultsJSON(at failpoint: Failpoint? = nil) -> [UInt8] {
        let faults = (failpoint.map { [$0] } ?? Failpoint.allCases).flatMap { failpoint in
            FaultType.all(at: failpoint).map { (failpoint, $0) }
        }
        return list("faults", faults) { writer, fault in
            let (failpoint, type) = fault
            writer.member("name", type.name)
            writer.member("at", failpoint.rawValue)
            writer.member("summary", type.summary)
            writer.member("parameters", type.parameters)
            writer.member("worlds", type.places[failpoint]?.rawValue ?? "")
            writer.member("imitates", type.imitates)
            writer.member("source", type.source)
            writer.member("remedy", type.remedy)
            writer.member("samples", type.samples) { $0.literal($1) }
        }
    }

    /// The invariants, with what each was measured to cost a seed.
    package static func invariantsJSON(_ costs: ObserverCosts) -> [UInt8] {
        list("invariants", Invariant.allCases) { writer, invariant in
            writer.member("name", invariant.rawValue)
            writer.member("summary", invariant.summary)
            writer.member("promise", invariant.promise.name)
            if let condition = invariant.promise.condition { writer.member("where", condition) }
            writer.member("cost", invariant.cost.rawValue)
            writer.key("us_per_seed")
            // A difference may come out below nothing, which no cost is.
            writer.literal(MeasuredText.fixed(max(0, costs.cost(of: invariant)), places: 3))
            if let error = costs.error(of: invariant) {
                writer.key("us_per_seed_error")
                writer.literal(MeasuredText.fixed(error, places: 3))
            }
        }
    }

    private static func list<Item>(
        _ name: String,
        _ items: [Item],
        _ members: (inout JSONWriter, Item) -> Void
    ) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("schema", 1)
            writer.member(name, items) { writer, item in
                writer.object { members(&$0, item) }
            }
        }
        return writer.bytes + [UInt8(ascii: "\n")]
    }
}
