import Agents
import Simulation
import TestSupport
import Testing
import Workflows

@Suite("What a change makes a cached run execute")
struct AffectedSetTests {
    /// What differs between a run that filled the cache and the next.
    struct Change {
        /// Phases with another agent version, another prompt, other validators or another epoch.
        var versions: Set<Int> = []
        var prompts: Set<Int> = []
        var validators: Set<Int> = []
        var epochs: Set<Int> = []
        /// Phases whose kept result is gone.
        var dropped: Set<Int> = []
        /// Phases that are left out.
        var skipped: Set<Int> = []
        /// Phases whose agents say something else, if they are asked.
        var speaks: Set<Int> = []
        var requirements = false

        init() {}

        init(phases count: Int, using source: inout SplitMix64) {
            func some() -> Set<Int> {
                let number = max(0, Int.random(in: -2...2, using: &source))
                return Set((0..<number).map { _ in Int.random(in: 0..<count, using: &source) })
            }
            versions = some()
            prompts = some()
            validators = some()
            epochs = some()
            dropped = some()
            skipped = some()
            speaks = Set((0..<count).filter { _ in Bool.random(using: &source) })
            requirements = Int.random(in: 0..<25, using: &source) == 0
        }
    }

    private func text(_ place: Int, _ change: Change) -> String {
        change.speaks.contains(place) ? "p\(place) says something else" : "p\(place)"
    }

    private func plan(_ workflow: Workflow, _ run: String, _ change: Change) throws -> RunPlan {
        let performers = workflow.phases.indices.map { place in
            let identity = AgentIdentity(
                id: "p\(place)",
                version: change.versions.contains(place) ? "2" : "1",
                prompt: change.prompts.contains(place) ? "be brief" : ""
            )
            return (identity.id, RunPlan.Performer(identity: identity))
        }
        return try RunPlan.of(
            workflow,
            run: run,
            requirements: change.requirements ? "build that" : "build it",
            performers: Dictionary(uniqueKeysWithValues: performers)
        ) { configuration in
            for place in workflow.phases.indices {
                configuration.phase(PhaseID("p\(place)")) { phase in
                    phase.cacheTags = ["p\(place)"]
                    phase.validators = change.validators.contains(place) ? [.maxBytes(99)] : []
                    phase.cacheEpoch = change.epochs.contains(place) ? 1 : 0
                }
            }
            configuration.skipped = Set(change.skipped.map { PhaseID("p\($0)") })
        }
    }

    private func agents(_ count: Int, _ change: Change) -> [String: SimulatedAgent] {
        var agents: [String: SimulatedAgent] = [:]
        for place in 0..<count { agents["p\(place)"] = Simulated.agent(10, text(place, change)) }
        return agents
    }

    /// Who has to be executed, from the graph and the change alone: whoever was changed itself, or is given another
    /// text than before. What comes out the same as before affects nobody.
    private func affected(_ graph: RandomGraph, _ change: Change) -> Set<PhaseID> {
        var given: [String?] = []
        var affected: Set<PhaseID> = []
        for (place, node) in graph.nodes.enumerated() {
            if change.skipped.contains(place) {
                given.append(nil)
                continue
            }
            let isChanged =
                change.requirements
                || [
                    change.versions, change.prompts, change.validators, change.epochs,
                    change.dropped,
                ].contains { $0.contains(place) }
            let readsOther = node.inputs.contains { given[$0] != "p\($0)" }
            if isChanged || readsOther {
                affected.insert(node.id)
                given.append(text(place, change))
            } else {
                given.append("p\(place)")
            }
        }
        return affected
    }

    @Test(
        "1,000 times the phases that a random change affects, of 50 in a random graph, and no others"
    )
    func predicted() throws {
        var source = SplitMix64(seed: 1)
        var executed = 0
        var cutOff = 0
        for _ in 0..<50 {
            let graph = RandomGraph(50, using: &source)
            let workflow = graph.workflow(using: &source)
            var base = VirtualWorld()
            let first = base.run(
                try plan(workflow, "first", Change()),
                agents: agents(50, Change()),
                keepsJournal: false
            )
            try #require(first.record.executed.count == 50)
            for _ in 0..<20 {
                let change = Change(phases: 50, using: &source)
                var world = base
                for place in change.dropped { world.invalidate(tag: "p\(place)") }
                let trace = world.run(
                    try plan(workflow, "second", change),
                    agents: agents(50, change),
                    keepsJournal: false
                )
                let expected = affected(graph, change)
                try #require(trace.status == .succeeded)
                try #require(trace.record.executed == expected)
                let rest = 50 - expected.count - change.skipped.count
                try #require(trace.record.cached.count == rest)
                executed += expected.count
                cutOff += rest > 0 && !change.versions.isEmpty ? 1 : 0
            }
        }
        #expect(executed > 5000 && executed < 45_000, "changes affect some phases, not all")
        #expect(cutOff > 300)
        print(
            "1,000 changes of 50-phase graphs: \(executed) of 50,000 phases executed, as predicted"
        )
    }
}
