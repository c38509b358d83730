import Faults
import Testing
import Workflows

@Suite("A quota of calls and tokens in a minute")
struct QuotaTests {
    /// What became of a call: `nil` where it was admitted, else how long it is to wait.
    private enum Finding: Equatable {
        case admitted
        case refused(after: Duration?)
    }

    private func findings(
        _ rig: inout FaultRig<some Interference>,
        at seconds: [Int],
        tokens: Int? = nil
    ) throws -> [Finding] {
        try seconds.enumerated().map { index, second in
            var visit = Visit.make(attempt: index + 1, at: .seconds(second))
            visit.tokens = tokens
            return try finding(&rig, visit)
        }
    }

    private func finding(
        _ rig: inout FaultRig<some Interference>,
        _ visit: Visit
    ) throws -> Finding {
        var call = AgentCall()
        let acted = try rig.pass(visit, &call)
        guard case .failure(let failure) = call.ending else {
            #expect(acted.isEmpty && call == AgentCall())
            return .admitted
        }
        #expect(acted == ["q"])
        #expect(failure.kind == "quota")
        #expect(!call.reachesAgent)
        #expect(failure.isRetryable == (failure.retryAfter != nil))
        return .refused(after: failure.retryAfter)
    }

    private func rig(_ quota: Quota, _ selector: FaultSelector = .make()) -> FaultRig<DrawnFaults> {
        FaultRig([Fault(id: "q", selector: selector, inject: quota)])
    }

    @Test("the minute slides: a call leaves it sixty seconds after it was admitted")
    func slides() throws {
        var rig = rig(Quota(requests: 2))
        let found = try findings(&rig, at: [0, 20, 30, 59, 60, 61, 80])
        #expect(
            found == [
                .admitted, .admitted, .refused(after: .seconds(30)), .refused(after: .seconds(1)),
                .admitted, .refused(after: .seconds(19)), .admitted,
            ]
        )
        #expect(rig.fired["q"] == 3)
        #expect(rig.visits["q"] == 7)
    }

    @Test("a refused call counts for nothing")
    func refusedCounts() throws {
        var rig = rig(Quota(requests: 1))
        let found = try findings(&rig, at: [0, 1, 2, 3, 60])
        #expect(found.last == .admitted)
    }

    @Test("tokens that are known count from admission, and until enough of them have left")
    func knownTokens() throws {
        var rig = rig(Quota(tokens: 250))
        let found = try findings(&rig, at: [0, 10, 20, 60], tokens: 100)
        #expect(found == [.admitted, .admitted, .refused(after: .seconds(40)), .admitted])
    }

    @Test("a call that is larger than the quota never passes, and is not worth another try")
    func tooLarge() throws {
        var rig = rig(Quota(tokens: 99))
        #expect(try findings(&rig, at: [0], tokens: 100) == [.refused(after: nil)])
        #expect(try findings(&rig, at: [0], tokens: 99) == [.admitted])
    }

    @Test("tokens that only the agent knows count from its answer")
    func tokensOfAnswer() throws {
        var rig = rig(Quota(tokens: 100))
        let first = Visit.make(attempt: 1)
        #expect(try finding(&rig, first) == .admitted)
        #expect(try finding(&rig, .make(attempt: 2, at: .seconds(5))) == .admitted)
        try rig.note(tokens: 100, of: first.changed { $0.time = .seconds(10) })
        // It is said once, and of a call that was admitted.
        try rig.note(tokens: 500, of: first.changed { $0.time = .seconds(10) })
        try rig.note(tokens: 500, of: .make(attempt: 7))
        let third = Visit.make(attempt: 3, at: .seconds(20))
        #expect(try finding(&rig, third) == .refused(after: .seconds(50)))
        #expect(try finding(&rig, .make(attempt: 4, at: .seconds(70))) == .admitted)
    }

    @Test("both bounds hold, and the longer wait is asked for")
    func both() throws {
        var rig = rig(Quota(requests: 2, tokens: 150))
        var large = Visit.make(attempt: 1)
        large.tokens = 100
        var small = Visit.make(attempt: 2, at: .seconds(30))
        small.tokens = 10
        var third = Visit.make(attempt: 3, at: .seconds(40))
        third.tokens = 145
        #expect(try finding(&rig, large) == .admitted)
        #expect(try finding(&rig, small) == .admitted)
        #expect(try finding(&rig, third) == .refused(after: .seconds(50)))
    }

    @Test("runs count together, by the world's clock")
    func runs() throws {
        var rig = rig(Quota(requests: 1))
        var second = Visit.make(run: "second")
        second.startedAt = .seconds(15)
        #expect(try finding(&rig, .make(at: .seconds(5))) == .admitted)
        #expect(try finding(&rig, second) == .refused(after: .seconds(50)))
    }

    @Test("only what the selectors match counts")
    func selectors() throws {
        var rig = rig(Quota(requests: 1), .make { $0.phase = "coder" })
        #expect(try finding(&rig, .make(phase: "other")) == .admitted)
        #expect(try finding(&rig, .make()) == .admitted)
        #expect(try finding(&rig, .make(phase: "other", attempt: 2)) == .admitted)
        #expect(try finding(&rig, .make(attempt: 2)) == .refused(after: .seconds(60)))
        #expect(rig.visits["q"] == 2)
    }

    @Test("times bounds the refusals")
    func times() throws {
        var rig = rig(Quota(requests: 1), .make { $0.times = 1 })
        #expect(try findings(&rig, at: [0, 1, 2]).last == .admitted)
    }

    @Test("a reset and another process begin with an empty minute")
    func reset() throws {
        var rig = rig(Quota(requests: 1))
        #expect(try findings(&rig, at: [0]) == [.admitted])
        rig.faults.reset()
        #expect(try findings(&rig, at: [0]) == [.admitted])
        rig.faults.continueFrom(rig.faults.tallies)
        #expect(try findings(&rig, at: [0]) == [.admitted])
    }

    @Test("a script refuses what was refused, with the same wait, and nothing else")
    func scripted() throws {
        let faults = [Fault(id: "q", inject: Quota(requests: 2))]
        var drawn = FaultRig(DrawnFaults(faults, recordsFirings: true))
        let times = [0, 7, 9, 33, 60, 64]
        let found = try findings(&drawn, at: times)
        let script = drawn.faults.takeFirings()
        var scripted = FaultRig(ScriptedFaults(faults, script: script))
        #expect(try findings(&scripted, at: times) == found)
        // Calls that only come up without another fault are not refused, however many there are.
        let more = try (100...120).map { try finding(&scripted, .make(attempt: $0)) }
        #expect(more.allSatisfy { $0 == .admitted })
    }

    @Test("a call that another refused is overshadowed where there was no room")
    func overshadowed() throws {
        var rig = FaultRig([
            Fault(id: "busy", selector: .make { $0.attempt = 2...3 }, inject: ServerError()),
            Fault(id: "q", selector: .make(), inject: Quota(requests: 1)),
        ])
        for attempt in 1...3 { _ = try rig.pass(.make(attempt: attempt)) }
        #expect(rig.faults.tallies["q"]?.overshadowed == 2)
        var empty = FaultRig([
            Fault(id: "busy", inject: ServerError()),
            Fault(id: "q", selector: .make(), inject: Quota(requests: 1)),
        ])
        for attempt in 1...3 { _ = try empty.pass(.make(attempt: attempt)) }
        #expect(empty.faults.tallies["q"]?.overshadowed == 0)
    }
}
