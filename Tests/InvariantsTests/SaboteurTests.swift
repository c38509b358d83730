import Invariants
import Testing
import Workflows

@Suite("Invariants on runs in which one rule is broken")
struct SaboteurTests {
    @Test("the broken rule's invariant finds it, and no other does", arguments: Saboteur.all)
    func caught(by saboteur: Saboteur) throws {
        var tampered = try Tampered(try HealthyRuns.retriedThenCached())
        #expect(broken(tampered.runs) == [])
        try saboteur.tamper(&tampered)
        #expect(broken(tampered.runs) == [saboteur.invariant])
    }

    @Test("a violation says in which run it shows, and at which event")
    func place() throws {
        var tampered = try Tampered(try HealthyRuns.retriedThenCached())
        try tampered.changeDelay(beforeAttempt: 3, to: .seconds(2))
        let violation = try #require(Invariant.backoffBounds.violation(in: tampered.runs))
        let scheduled = try tampered.place {
            if case .retryScheduled("code", 3, _, _) = $0 { true } else { false }
        }
        #expect(violation.run == "first")
        #expect(violation.sequence == scheduled + 1)
        #expect(violation.message == "code waits 2s, asked to wait 3s")
    }

    @Test("every invariant has a saboteur, and a sentence that says what it is")
    func complete() {
        // No event says what was done to the world: `EffectsOnceTests` tampers with the run.
        let sabotaged = Set(Saboteur.all.map(\.invariant)).union([.effectsOnce])
        #expect(sabotaged == Set(Invariant.allCases))
        #expect(Invariant.allCases.allSatisfy { !$0.summary.isEmpty })
        #expect(Set(Invariant.allCases.map(\.summary)).count == Invariant.allCases.count)
    }
}
