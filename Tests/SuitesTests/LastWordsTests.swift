import Invariants
import TestSupport
import Testing
import Workflows

@testable import Suites

@Suite("What a child process says of its run")
struct LastWordsTests {
    /// A call whose work had been discarded as often as its idempotency key says.
    private func events(_ plan: RunPlan, _ output: String, from sequence: Int = 1) -> [Event] {
        let digest = PhaseOutput(text: output).digest
        let kinds: [(Event.Kind, Int32)] = [
            (.phaseCommitted("a", digest: digest), -1),
            (.attemptStarted("b", attempt: 1, truncatedBytes: 0), 0),
        ]
        return kinds.enumerated().map { place, entry in
            Event(
                sequence: sequence + place,
                time: .zero,
                run: plan.run,
                discards: entry.1,
                kind: entry.0
            )
        }
    }

    private func plan() throws -> RunPlan {
        try RunPlan.of([.init("a"), .init("b", needs: ["a"])]).identified(by: "scope")
    }

    @Test("events keep the evidence of their keys on the way to the parent")
    func evidence() throws {
        let events = events(try plan(), "one")
        let words = LastWords(status: .interrupted, basis: ScenarioBasis(), events: events)
        let read = try #require(LastWords(words.encoded))
        #expect(read.events == events)
        #expect(read.events.map(\.discards) == [-1, 0])
        #expect(LastWords(Array(words.encoded.dropLast(3))) == nil)
        #expect(LastWords([]) == nil)
    }

    @Test("a key that meets two inputs in two processes is found", arguments: [true, false])
    func twoProcesses(isSame: Bool) throws {
        let plan = try plan()
        var observers = InvariantObservers([.oneKeyOneInput], isVirtual: false)
        for (output, isLast) in [("one", false), (isSame ? "one" : "two", true)] {
            let words = LastWords(
                status: .interrupted,
                basis: ScenarioBasis(),
                events: events(plan, output)
            )
            let read = try #require(LastWords(words.encoded))
            observers.begin(0, plan)
            observers.note(0, read.events[...])
            observers.end(0, isInterrupted: !isLast)
            observers.endBatch()
        }
        #expect(observers.violations.isEmpty == isSame)
        let message = observers.violations.first?.violation.message
        if !isSame {
            #expect(message?.hasPrefix("attempt 1 of b is given") == true)
        }
    }
}
