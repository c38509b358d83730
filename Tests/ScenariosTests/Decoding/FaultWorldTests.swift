import Faults
import Scenarios
import Shapes
import TestSupport
import Testing

@Suite("Where and on which clock a fault can act")
struct FaultWorldTests {
    private func text(_ fault: String, clock: String = "virtual") -> String {
        """
        name: x
        clock: \(clock)
        workflow: {phases: [{name: a}]}
        agents: {a: {simulated: {output: done}}}
        faults: [{id: f, \(fault)}]
        runs: [{name: once, expect: {status: succeeded}}]

        """
    }

    @Test(
        "a type that does not act where it is declared is refused, without a place too",
        arguments: [
            "inject: kill", "at: process, inject: no_space", "inject: {torn_write: {at: 3}}",
        ]
    )
    func misplaced(fault: String) throws {
        let folder = try TemporaryFolder()
        #expect(throws: (any Error).self) { try folder.load(text(fault)) }
    }

    @Test("a type that acts on the other clock alone is refused")
    func otherClock() throws {
        let folder = try TemporaryFolder()
        let lost = "at: journal.append, inject: lost_fsync"
        _ = try folder.load(text(lost))
        #expect(throws: (any Error).self) { try folder.load(text(lost, clock: "real")) }
    }

    @Test(
        "bare names and mappings say the same",
        arguments: [("kill", "{kill: {}}"), ("no_space", "{no_space: {}}")]
    )
    func bare(names: (String, String)) throws {
        let folder = try TemporaryFolder()
        let at = names.0 == "kill" ? "process" : "journal.append"
        let one = try folder.load(text("at: \(at), inject: \(names.0)"))
        let other = try folder.load(text("at: \(at), inject: \(names.1)"))
        #expect(one.faults.map(\.fault) == other.faults.map(\.fault))
    }
}
