import TestSupport
import Testing

@testable import Workflows

@Suite("What events carry")
struct EventContentTests {
    private func expectPlaces(_ rig: MachineRig) throws {
        for event in rig.events {
            let place = event.phase.flatMap { rig.machine.plan.place(of: $0) } ?? -1
            #expect(Int(event.place) == place, "\(event.kindName)")
        }
    }

    @Test("every event of a phase has its place in the plan, every other has none")
    func places() throws {
        var rig = MachineRig.started(
            try Plans.chain(.compensate) { $0.phase("c") { $0.hooks = [.before, .onFailure] } }
        )
        try rig.answer("a")
        try rig.fail("b")
        try rig.fireNext()
        try rig.answer("b")
        rig.send(.faultInjected(phase: 2, attempt: 1, FiredFault(id: "f", type: "crash")))
        rig.send(.stored(phase: 1, evicted: 1))
        try rig.fail("c", "auth", isRetryable: false)
        try rig.fail("b")
        try rig.fireNext()
        try rig.answer("b")
        try rig.answer("a")
        #expect(rig.machine.status == .failed)
        #expect(Set(rig.events.map(\.kindName)).isSuperset(of: ["compensated", "hook_ended"]))
        try expectPlaces(rig)
    }

    @Test("a review, a degraded phase and a skipped one have theirs, too")
    func rarePlaces() throws {
        var rig = MachineRig.started(
            try Plans.reviewed {
                $0.skipped = ["writer"]
                $0.phase("executor") {
                    $0.retry.onExhausted = .degrade; $0.fallback = "none"
                }
            }
        )
        try rig.answer("coder")
        try rig.answer("reviewer", "no")
        try rig.answer("coder", "better")
        try rig.answer("reviewer", "approved")
        try rig.fail("executor", "auth", isRetryable: false)
        #expect(rig.machine.status == .degraded)
        try expectPlaces(rig)
    }

    @Test("the place is not part of what happened")
    func equality() {
        let run = Event.Run(name: "main")
        let here = Event(sequence: 1, time: .zero, run: run, place: 3, kind: .phaseStarted("a"))
        #expect(here == Event(sequence: 1, time: .zero, run: run, kind: .phaseStarted("a")))
        #expect(here != Event(sequence: 2, time: .zero, run: run, kind: .phaseStarted("a")))
    }

    @Test("the end of a run names the phase and the failure that ended it")
    func ending() throws {
        var rig = MachineRig.started(try Plans.single())
        try rig.fail("a", "auth", isRetryable: false)
        #expect(rig.machine.error?.phase == "a")
        #expect(
            rig.events.last?.kind == .runEnded(status: .failed, error: rig.machine.error)
        )
    }

    @Test("the end of an attempt has its usage, the cause that is handed on has not")
    func usage() throws {
        var rig = MachineRig.started(try Plans.single { $0.retry.maxAttempts = 2 })
        let used = Usage(tokens: 5, costMicros: 7, memoryBytes: 9)
        let failure = OperationFailure(kind: "busy", message: "m", usage: used)
        try rig.fail("a", failure)
        try rig.fireNext()
        try rig.fail("a", failure)
        let failed = rig.events.compactMap { event -> Usage? in
            if case .attemptFailed(_, _, let failure) = event.kind { failure.usage } else { nil }
        }
        #expect(failed == [used, used])
        #expect(rig.machine.error?.failure.usage == .unknown)
        #expect(rig.machine.error?.failure.kind == "busy")
        var answered = MachineRig.started(try Plans.single())
        let answer = AgentAnswer(output: PhaseOutput(text: "x"), tokens: 3, calls: 2)
        answered.send(.ended(try answered.call(of: "a"), .success(answer)))
        #expect(
            answered.events.map(\.kind).contains(
                .attemptSucceeded(
                    "a",
                    attempt: 1,
                    digest: answer.output.digest,
                    response: nil,
                    usage: Usage(tokens: 3, calls: 2)
                )
            )
        )
    }

    @Test("an answer with a file outside the workspace fails, and still reports its usage")
    func escape() throws {
        var rig = MachineRig.started(try Plans.single { $0.retry.maxAttempts = 1 })
        let output = PhaseOutput(text: "", files: [.init(path: "../x", bytes: [])])
        rig.send(
            .ended(try rig.call(of: "a"), .success(AgentAnswer(output: output, tokens: 3)))
        )
        let record = RunRecord(run: .init(name: "main"), events: rig.events)
        #expect(record.tokens == 3)
        #expect(record.cause == "path_escape")
    }

    @Test("what was evicted from the cache is reported once, and not after the end")
    func evictions() throws {
        var rig = MachineRig.started(try RunPlan.of([.init("a"), .init("b", needs: ["a"])]))
        try rig.answer("a")
        rig.send(.stored(phase: 0, evicted: 2))
        try rig.answer("b")
        rig.send(.stored(phase: 1, evicted: 4))
        #expect(rig.lines.last == "run_ended")
        let record = RunRecord(run: .init(name: "main"), events: rig.events)
        #expect(record.evicted == 2)
        #expect(rig.events.map(\.kind).contains(.cacheEvicted("a", count: 2)))
    }
}
