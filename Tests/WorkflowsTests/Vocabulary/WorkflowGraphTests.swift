import TestSupport
import Testing
import Workflows

@Suite("The order of a workflow's phases")
struct WorkflowGraphTests {
    private func order(_ phases: [Workflow.Phase]) throws -> [String] {
        try WorkflowGraph(Workflow(name: "test", phases: phases)).order
            .map { phases[$0].id.name }
    }

    @Test("a phase comes after what it needs, however they are declared")
    func dependenciesFirst() throws {
        let found = try order([
            .init("c", needs: ["b"]), .init("b", needs: ["a"]), .init("a"),
        ])
        #expect(found == ["a", "b", "c"])
    }

    @Test("among phases that are ready together, the declaration decides")
    func declarationOrder() throws {
        #expect(try order([.init("z"), .init("a"), .init("m")]) == ["z", "a", "m"])
        let diamond: [Workflow.Phase] = [
            .init("end", needs: ["right", "left"]), .init("right", needs: ["top"]),
            .init("left", needs: ["top"]), .init("top"),
        ]
        #expect(try order(diamond) == ["top", "right", "left", "end"])
    }

    @Test("a workflow without phases has an empty order")
    func empty() throws {
        #expect(try order([]) == [])
    }

    @Test("a need that is named twice is one need")
    func repeatedNeed() throws {
        #expect(try order([.init("b", needs: ["a", "a"]), .init("a")]) == ["a", "b"])
    }

    @Test("two phases of one name are refused")
    func duplicate() {
        #expect(throws: WorkflowGraph.Defect.duplicate("a")) {
            try order([.init("a"), .init("b"), .init("a")])
        }
    }

    @Test("a need that no phase has is refused, with both names")
    func missing() {
        #expect(throws: WorkflowGraph.Defect.missing("ghost", neededBy: "a")) {
            try order([.init("a", needs: ["ghost"])])
        }
    }

    struct CycleCase: Sendable, CustomTestStringConvertible {
        let phases: [Workflow.Phase]
        let cycle: [PhaseID]

        var testDescription: String { cycle.map(\.name).joined(separator: " → ") }
    }

    @Test(
        "a cycle is refused and listed from its first phase back to it",
        arguments: [
            CycleCase(phases: [.init("a", needs: ["a"])], cycle: ["a", "a"]),
            CycleCase(
                phases: [.init("a", needs: ["b"]), .init("b", needs: ["a"])],
                cycle: ["a", "b", "a"]
            ),
            // What depends on a cycle is not part of it, and neither is what the cycle needs.
            CycleCase(
                phases: [
                    .init("tail", needs: ["x"]), .init("free"), .init("x", needs: ["y", "free"]),
                    .init("y", needs: ["free", "z"]), .init("z", needs: ["x"]),
                ],
                cycle: ["x", "y", "z", "x"]
            ),
        ]
    )
    func cycles(_ example: CycleCase) {
        #expect(throws: WorkflowGraph.Defect.cycle(example.cycle)) {
            try order(example.phases)
        }
    }

    @Test(
        "an input is a need too: it comes before, exists, and closes no cycle"
    )
    func inputs() throws {
        #expect(try order([.init("b", inputs: ["a"]), .init("a")]) == ["a", "b"])
        #expect(throws: WorkflowGraph.Defect.missing("ghost", neededBy: "a")) {
            try order([.init("a", inputs: ["ghost"])])
        }
        #expect(throws: WorkflowGraph.Defect.cycle(["a", "b", "a"])) {
            try order([.init("a", inputs: ["b"]), .init("b", needs: ["a"])])
        }
    }

    @Test("a cycle of 1,000 phases is found")
    func longCycle() {
        let phases = (0..<1000).map { number in
            Workflow.Phase(PhaseID("p\(number)"), needs: [PhaseID("p\((number + 1) % 1000)")])
        }
        let cycle = ((0..<1000) + [0]).map { PhaseID("p\($0)") }
        #expect(throws: WorkflowGraph.Defect.cycle(cycle)) { try order(phases) }
    }

    @Test("a chain of 10,000 phases, declared backwards, has its order")
    func deep() throws {
        let chain = (0..<10_000).reversed().map { number in
            Workflow.Phase(
                PhaseID("p\(number)"),
                needs: number == 0 ? [] : [PhaseID("p\(number - 1)")]
            )
        }
        #expect(try order(chain) == (0..<10_000).map { "p\($0)" })
    }

    @Test("10,000 phases that depend on one have their order")
    func wide() throws {
        let phases =
            (0..<10_000).map { Workflow.Phase(PhaseID("p\($0)"), needs: ["root"]) }
            + [.init("root")]
        #expect(try order(phases) == ["root"] + (0..<10_000).map { "p\($0)" })
    }

    @Test(
        "in random workflows every phase comes once, and after all that it needs",
        arguments: 1...50
    )
    func random(seed: UInt64) throws {
        var source = SplitMix64(seed: seed)
        let count = Int.random(in: 1...60, using: &source)
        // Needs point to lower numbers, so that there is no cycle; the declaration is shuffled.
        let phases = (0..<count).map { number in
            let needs = (0..<number).filter { _ in Int.random(in: 0..<5, using: &source) == 0 }
            return Workflow.Phase(PhaseID("p\(number)"), needs: needs.map { PhaseID("p\($0)") })
        }.shuffled(using: &source)
        let order = try WorkflowGraph(Workflow(name: "test", phases: phases)).order
        #expect(order.sorted() == Array(0..<count))
        var over: Set<PhaseID> = []
        for position in order {
            let phase = phases[position]
            #expect(over.isSuperset(of: phase.needs), "\(phase.id) comes too early")
            over.insert(phase.id)
        }
    }
}
