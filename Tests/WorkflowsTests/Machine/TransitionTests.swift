import Testing

@testable import Workflows

@Suite("The steps of a phase")
struct TransitionTests {
    private static func name(_ transition: PhaseState.Transition) -> String {
        "\(transition.from.rawValue) → \(transition.to.rawValue)"
    }

    /// The table's edges that none of these runs takes.
    private func neverTaken() throws -> [String] {
        var taken: Set<PhaseState.Transition> = []
        for run in ScriptedRun.all { taken.formUnion(try run.transitions()) }
        return PhaseState.transitions.subtracting(taken).map(Self.name).sorted()
    }

    @Test("every run keeps to the table", arguments: ScriptedRun.all)
    func legal(run: ScriptedRun) throws {
        let taken = try run.transitions()
        #expect(!taken.isEmpty)
        #expect(taken.isSubset(of: PhaseState.transitions))
    }

    @Test("every edge of the table is taken by one of the runs")
    func complete() throws {
        #expect(try neverTaken() == [])
    }

    @Test("what ended a phase for good has no way out")
    func terminal() {
        for state in [
            PhaseState.skipped, .blocked, .cancelled, .rolledBack, .rollbackFailed,
        ] {
            #expect(!PhaseState.transitions.contains { $0.from == state })
        }
    }

    @Test("only what is committed, degraded or skipped lets others start")
    func over() {
        #expect(PhaseState.allCases.filter(\.isOver) == [.committed, .skipped, .degraded])
    }

    @Test("a machine that was not asked to does not record its steps")
    func unrecorded() throws {
        var machine = RunMachine(try Plans.single())
        var step = MachineOutput()
        machine.handle(.start, at: .zero, into: &step)
        #expect(machine.taken.isEmpty)
    }
}
