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

    @Test("what faults left of resources and keys is on the way to the parent, too")
    func basis() throws {
        var basis = ScenarioBasis(delivered: ["a": 2])
        for isChanged in [false, true] {
            if isChanged {
                basis.lowered["scope"] = ResourcePassage(tokens: 250)
                basis.omitted["a"] = [.requirements]
            }
            let words = LastWords(status: .interrupted, basis: basis, events: [])
            #expect(try #require(LastWords(words.encoded)).basis == basis)
        }
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

    /// A run of one phase that ended, and what its host says that the cache was given and held.
    private func words(
        _ plan: RunPlan,
        kept output: String,
        held: (entries: Int, bytes: Int)
    ) -> LastWords {
        let kinds: [Event.Kind] = [
            .runStarted(workflow: plan.workflow, seed: plan.seed), .phaseStarted("a"),
            .phaseCommitted("a", digest: PhaseOutput(text: "one").digest),
            .runEnded(status: .succeeded, error: nil),
        ]
        let events = kinds.enumerated().map { place, kind in
            Event(sequence: place + 1, time: .zero, run: plan.run, kind: kind)
        }
        var evidence = HostEvidence()
        let digest = PhaseOutput(text: output).digest
        evidence.note(HostEvidence.Kept(phase: "a", digest: digest, sequence: 3), held)
        return LastWords(
            status: .succeeded,
            basis: ScenarioBasis(),
            events: events,
            evidence: evidence
        )
    }

    @Test(
        "what its host saw is judged by the parent",
        arguments: [
            ("one", 2, 20, nil), ("two", 2, 20, "which is not committed"),
            ("one", 3, 20, "holds 3 results, at most 2 are allowed"),
            ("one", 2, 21, "holds 21 bytes, at most 20 are allowed"),
        ]
    )
    func evidence(_ kept: String, _ entries: Int, _ bytes: Int, _ end: String?) throws {
        let plan = try RunPlan.of([.init("a")]) { configuration in
            configuration.cacheLimits.entries = 2
            configuration.cacheLimits.bytes = 20
        }
        let said = words(plan, kept: kept, held: (entries, bytes))
        let read = try #require(LastWords(said.encoded))
        #expect(read.evidence == said.evidence)
        var observers = InvariantObservers([.cacheAccounting], isVirtual: false)
        observers.begin(0, plan)
        observers.note(0, read.events[...])
        observers.end(0, isInterrupted: false, trace: read.trace(of: plan.run))
        observers.endBatch()
        let message = observers.violations.first?.violation.message
        #expect((message == nil) == (end == nil))
        if let end { #expect(message?.hasSuffix(end) == true, "\(message ?? "")") }
    }
}
