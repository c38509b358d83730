import TestSupport
import Workflows

/// A random workflow without cycles: each phase needs some of the phases before it, and reads some of those.
struct RandomGraph {
    struct Node {
        let id: PhaseID
        /// Places of the phases that must be over before.
        let needs: [Int]
        /// Places of the phases whose outputs it is given: some of its needs.
        let inputs: [Int]
    }

    let nodes: [Node]

    init(_ count: Int, using source: inout SplitMix64) {
        nodes = (0..<count).map { place in
            let number = place == 0 ? 0 : Int.random(in: 0...3, using: &source)
            let needs = Set((0..<number).map { _ in Int.random(in: 0..<place, using: &source) })
                .sorted()
            return Node(
                id: PhaseID("p\(place)"),
                needs: needs,
                inputs: needs.filter { _ in Int.random(in: 0..<10, using: &source) < 8 }
            )
        }
    }

    /// The workflow, with its phases declared in any order.
    func workflow(using source: inout SplitMix64) -> Workflow {
        let phases = nodes.map { node in
            Workflow.Phase(
                node.id,
                needs: node.needs.map { nodes[$0].id },
                inputs: node.inputs.map { nodes[$0].id }
            )
        }
        return Workflow(name: "random", phases: phases.shuffled(using: &source))
    }
}
