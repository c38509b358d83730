import Workflows

/// Repeatable inputs for tests that try many cases: SplitMix64 (Steele, Lea, Flood 2014).
struct RandomSource: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }
}

/// A random workflow without circles: each phase needs some of the phases before it, and reads some of those.
struct RandomGraph {
    struct Node {
        let id: PhaseID
        /// Places of the phases that must be over before.
        let needs: [Int]
        /// Places of the phases whose outputs it is given: some of its needs.
        let inputs: [Int]
    }

    let nodes: [Node]

    init(_ count: Int, using source: inout RandomSource) {
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
    func workflow(using source: inout RandomSource) -> Workflow {
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
