import Agents
import Simulation
import TestSupport
import Testing
import Workflows

@Suite("How long a run takes")
struct CriticalPathTests {
    /// The time of the longest path, given each phase's own.
    private func criticalPath(_ graph: RandomGraph, _ milliseconds: [Int]) -> Int {
        var ends: [Int] = []
        for (node, own) in zip(graph.nodes, milliseconds) {
            ends.append((node.needs.map { ends[$0] }.max() ?? 0) + own)
        }
        return ends.max() ?? 0
    }

    @Test(
        "on 200 random graphs no more than 1.1 times the longest path, and without parallel all phases' time"
    )
    func criticalPath() throws {
        var source = SplitMix64(seed: 1)
        for _ in 0..<200 {
            let graph = RandomGraph(30, using: &source)
            let workflow = graph.workflow(using: &source)
            let own = graph.nodes.map { _ in Int.random(in: 1...5000, using: &source) }
            let agents = zip(graph.nodes, own).map { ($0.id.name, Simulated.agent($1)) }
            for isParallel in [true, false] {
                var world = VirtualWorld()
                let trace = world.run(
                    try RunPlan.of(workflow) { $0.isParallel = isParallel },
                    agents: Dictionary(uniqueKeysWithValues: agents),
                    keepsJournal: false
                )
                try #require(trace.status == .succeeded)
                let found = Double(trace.record.duration.microseconds) / 1000
                if isParallel {
                    let path = Double(criticalPath(graph, own))
                    #expect(found >= path)
                    #expect(found <= path * 1.1)
                } else {
                    #expect(found == Double(own.reduce(0, +)))
                }
            }
        }
    }
}
