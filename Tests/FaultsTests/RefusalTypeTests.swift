import Faults
import Testing
import Workflows

@Suite("What types that fail a call tell the engine")
struct RefusalTypeTests {
    struct Example: Sendable, CustomStringConvertible {
        let injection: any Injection
        let kind: String
        let isRetryable: Bool
        /// A word of its message.
        let word: String
        var reachesAgent = false
        var description: String { "\(kind) \(word)" }
    }

    static let examples: [Example] = [
        .init(injection: QuotaExhausted(), kind: "quota_exhausted", isRetryable: true, word: "429"),
        .init(injection: Overloaded(), kind: "overloaded", isRetryable: true, word: "529"),
        .init(injection: Unauthorized(), kind: "auth", isRetryable: false, word: "401"),
        .init(injection: ContextLength(), kind: "context_length", isRetryable: false, word: "400"),
        .init(injection: ContentFilter(), kind: "content_filter", isRetryable: false, word: "400"),
        .init(injection: Refusal(), kind: "refusal", isRetryable: false, word: "declines"),
        .init(injection: ClientError(), kind: "client_error", isRetryable: false, word: "400"),
        .init(
            injection: ClientError(status: 404),
            kind: "client_error",
            isRetryable: false,
            word: "404"
        ),
        .init(
            injection: ClientError(status: 408),
            kind: "client_error",
            isRetryable: true,
            word: "408"
        ),
        .init(
            injection: ClientError(status: 409),
            kind: "client_error",
            isRetryable: true,
            word: "409"
        ),
        .init(
            injection: ClientError(status: 425),
            kind: "client_error",
            isRetryable: true,
            word: "425"
        ),
        .init(
            injection: ClientError(status: 429),
            kind: "client_error",
            isRetryable: true,
            word: "429"
        ),
        .init(
            injection: DeclaredFailure(kind: "tool_error", message: "no tool"),
            kind: "tool_error",
            isRetryable: true,
            word: "no tool"
        ),
        .init(
            injection: DeclaredFailure(kind: "mine", isRetryable: false),
            kind: "mine",
            isRetryable: false,
            word: "mine"
        ),
        .init(
            injection: AckLost(),
            kind: "ack_lost",
            isRetryable: true,
            word: "reset",
            reachesAgent: true
        ),
    ]

    @Test("each has its kind, and is worth another try or not", arguments: examples)
    func failure(_ example: Example) throws {
        var rig = FaultRig([Fault(id: "f", inject: example.injection)])
        var call = AgentCall()
        #expect(try rig.pass(.make(), &call) == ["f"])
        guard case .failure(let failure) = call.ending else {
            Issue.record("\(call)")
            return
        }
        #expect(failure.kind == example.kind)
        #expect(failure.isRetryable == example.isRetryable)
        #expect(failure.message.contains(example.word))
        #expect(call.reachesAgent == example.reachesAgent)
        #expect(failure.retryAfter == nil)
    }

    @Test("a declared failure says how long to wait")
    func wait() throws {
        var call = AgentCall()
        let type = DeclaredFailure(kind: "busy", retryAfter: .seconds(4))
        type.apply(to: &call, chance: Chance(seed: 0))
        guard case .failure(let failure) = call.ending else {
            Issue.record("\(call)")
            return
        }
        #expect(failure.retryAfter == .seconds(4))
        #expect(failure.message == "a failure of kind busy")
    }

    @Test("memory is held, and the call goes on")
    func memory() {
        var call = AgentCall()
        Allocate(bytes: 5).apply(to: &call, chance: Chance(seed: 0))
        Allocate(bytes: .max).apply(to: &call, chance: Chance(seed: 0))
        #expect(call.held == .max)
        #expect(!call.isDecided && call.reachesAgent)
        #expect(call != AgentCall())
    }

    @Test("what comes after the work gives way to a refusal, wherever it is declared")
    func order() throws {
        var rig = FaultRig([
            Fault(id: "lost", inject: AckLost()), Fault(id: "refused", inject: Unauthorized()),
        ])
        #expect(try rig.pass(.make()) == ["refused"])
        #expect(rig.faults.tallies["lost"]?.overshadowed == 1)
    }
}

@Suite("A quota that is used up")
struct QuotaExhaustedTests {
    private let faults = [
        Fault(id: "q", selector: .make { $0.nth = 2 }, inject: QuotaExhausted())
    ]

    private func refused(_ rig: inout FaultRig<some Interference>, _ visit: Visit) throws -> Bool {
        var call = AgentCall()
        _ = try rig.pass(visit, &call)
        guard case .failure(let failure) = call.ending else { return false }
        return failure.kind == "quota_exhausted"
    }

    private let visits: [Visit] = [
        .make(attempt: 1), .make(attempt: 2), .make(attempt: 3), .make(phase: "other", attempt: 1),
        .make(agent: "reader", attempt: 1), .make(repetition: 2, attempt: 1),
        .make(run: "next", attempt: 1), .make(attempt: 9).changed { $0.life = 1 },
    ]

    @Test("refuses every later call of the agent in the run, and no other; it fired once")
    func later() throws {
        var rig = FaultRig(faults)
        let found = try visits.map { try refused(&rig, $0) }
        #expect(found == [false, true, true, true, false, false, false, true])
        #expect(rig.fired["q"] == 1)
    }

    @Test("a call of another phase is refused too, though the selectors name one")
    func phases() throws {
        let selector = FaultSelector.make { $0.phase = "coder" }
        var rig = FaultRig([Fault(id: "q", selector: selector, inject: QuotaExhausted())])
        #expect(try !refused(&rig, .make(phase: "other")))
        #expect(try refused(&rig, .make()))
        #expect(try refused(&rig, .make(phase: "other", attempt: 2)))
        #expect(rig.visits["q"] == 1)
    }

    @Test("each call that the selectors choose is a firing")
    func everyCall() throws {
        var rig = FaultRig([Fault(id: "q", inject: QuotaExhausted())])
        for attempt in 1...3 { #expect(try refused(&rig, .make(attempt: attempt))) }
        #expect(rig.fired["q"] == 3)
    }

    @Test("what follows from a scripted firing happens again, and nothing without it")
    func scripted() throws {
        var drawn = FaultRig(DrawnFaults(faults, recordsFirings: true))
        let found = try visits.map { try refused(&drawn, $0) }
        let script = drawn.faults.takeFirings()
        #expect(script.count == 1)
        var same = FaultRig(ScriptedFaults(faults, script: script))
        #expect(try visits.map { try refused(&same, $0) } == found)
        var without = FaultRig(ScriptedFaults(faults))
        #expect(try visits.allSatisfy { try !refused(&without, $0) })
    }

    @Test("a reset forgets it")
    func reset() throws {
        var rig = FaultRig(faults)
        for visit in visits { _ = try refused(&rig, visit) }
        rig.faults.reset()
        let found = try visits.map { try refused(&rig, $0) }
        #expect(found.prefix(2) == [false, true])
    }

    @Test("another that would have refused such a call is overshadowed")
    func overshadows() throws {
        var rig = FaultRig(faults + [Fault(id: "late", inject: ServerError())])
        _ = try visits.prefix(3).map { try rig.pass($0) }
        #expect(rig.fired["late"] == 1)
        #expect(rig.faults.tallies["late"]?.overshadowed == 2)
        #expect(rig.faults.tallies["late"]?.shadows == ["q"])
    }
}
