import Testing
import Workflows

@testable import Reports

@Suite("Steps of two runs side by side")
struct RunAlignmentTests {
    private func step(_ phase: PhaseID, _ visit: Int = 1, _ attempt: Int = 1) -> RunStep {
        RunStep(.init(phase: phase, visit: visit, attempt: attempt), number: attempt, start: .zero)
    }

    /// Such as `a1.1 =`, with `<` for a step of the first run alone and `>` for one of the second.
    private func rows(_ first: [RunStep], _ second: [RunStep]) -> [String] {
        RunAlignment(first, second).rows.map { row in
            let sign = row.first == nil ? ">" : row.second == nil ? "<" : "="
            return "\(row.key.phase)\(row.key.visit).\(row.key.attempt) \(sign)"
        }
    }

    @Test("equal runs have each row on both sides, and nothing differs")
    func equal() {
        let steps = [step("a"), step("b"), step("b", 1, 2)]
        #expect(rows(steps, steps) == ["a1.1 =", "b1.1 =", "b1.2 ="])
        #expect(RunAlignment(steps, steps).rows.allSatisfy { !$0.differs })
    }

    @Test("rows are in the first run's order, whatever the second's is")
    func order() {
        #expect(
            rows([step("a"), step("b"), step("c")], [step("c"), step("a"), step("b")]) == [
                "a1.1 =", "b1.1 =", "c1.1 =",
            ]
        )
    }

    @Test("what only the second run has follows the step that it followed there")
    func alone() {
        let first = [step("a"), step("b")]
        let second = [step("x"), step("a"), step("a", 1, 2), step("a", 1, 3), step("b"), step("y")]
        #expect(
            rows(first, second) == ["x1.1 >", "a1.1 =", "a1.2 >", "a1.3 >", "b1.1 =", "y1.1 >"]
        )
        #expect(
            rows(second, first) == ["x1.1 <", "a1.1 =", "a1.2 <", "a1.3 <", "b1.1 =", "y1.1 <"]
        )
    }

    @Test("a retry more in one visit does not move the next visit")
    func visits() {
        let first = [step("a"), step("a", 1, 2), step("r"), step("a", 2, 1), step("r", 2, 1)]
        let second = [step("a"), step("r"), step("a", 2, 1), step("r", 2, 1)]
        #expect(
            rows(first, second) == ["a1.1 =", "a1.2 <", "r1.1 =", "a2.1 =", "r2.1 ="]
        )
    }

    @Test("doing and undoing a phase are different steps")
    func roles() {
        let undo = RunStep(.init(phase: "a", role: .undo), number: 1, start: .zero)
        #expect(rows([step("a")], [step("a"), undo]) == ["a1.1 =", "a1.1 >"])
    }

    @Test("nothing on one side, or on both")
    func empty() {
        #expect(rows([], [step("a")]) == ["a1.1 >"])
        #expect(rows([step("a")], []) == ["a1.1 <"])
        #expect(rows([], []).isEmpty)
    }

    @Test("differences are the second's less the first's, where both say")
    func differences() throws {
        var (first, second) = (step("a"), step("a"))
        first.end = .seconds(3)
        second.end = .seconds(1)
        first.tokens = 10
        second.tokens = 25
        second.costMicros = 5
        let row = try #require(RunAlignment([first], [second]).rows.first)
        #expect(row.timeDifference == .seconds(-2))
        #expect(row.tokenDifference == 15)
        #expect(row.costDifference == nil)
        #expect(row.differs)
        first.tokens = .min
        second.tokens = .max
        #expect(RunAlignment([first], [second]).rows.first?.tokenDifference == .max)
    }
}
