import Faults
import ProviderMessages
import Testing
import Workflows

@Suite("What types of faults do to a call")
struct FaultTypeTests {
    private func applied(_ types: any Injection...) throws -> AgentCall {
        var rig = FaultRig(types.enumerated().map { Fault(id: "\($0)", inject: $1) })
        var call = AgentCall()
        _ = try rig.pass(.make(), &call)
        return call
    }

    private func failure(_ call: AgentCall) throws -> OperationFailure {
        guard case .failure(let failure) = call.ending else {
            throw Unexpected(call: call)
        }
        return failure
    }

    private struct Unexpected: Error {
        let call: AgentCall
    }

    @Test("a rate limit refuses the call at once, and says when to come back")
    func rateLimit() throws {
        let call = try applied(RateLimit(retryAfter: .milliseconds(1500)))
        let failure = try failure(call)
        #expect(!call.reachesAgent)
        #expect(failure.kind == "rate_limit")
        #expect(failure.retryAfter == .milliseconds(1500))
        #expect(failure.isRetryable)
        #expect(failure.message == "429 too many requests; retry after 1.5s")
    }

    @Test("a rate limit need not say when")
    func rateLimitWithoutHint() throws {
        let failure = try failure(try applied(RateLimit()))
        #expect(failure.retryAfter == nil)
        #expect(failure.message == "429 too many requests")
    }

    @Test("a rate limit may name a date, which only a clock makes a wait")
    func rateLimitWithDate() throws {
        let text = "Sat, 01 Jan 2000 00:00:20 GMT"
        let limit = RateLimit(.date(.seconds(946_684_820), text: text))
        let failure = try failure(try applied(limit))
        #expect(failure.retryAfter == nil)
        #expect(failure.retryAt == .seconds(946_684_820))
        #expect(failure.message == "429 too many requests; retry after \(text)")
    }

    @Test(
        "a rate limit may say it in its body, in words that can be read",
        arguments: [
            (Duration.milliseconds(1500), "1.5s"), (.milliseconds(250), "250ms"),
            (.seconds(120), "2m"), (.seconds(3600), "1h"), (.microseconds(20), "0.000020s"),
            (.zero, "0.000000s"),
        ]
    )
    func rateLimitInBody(delay: Duration, words: String) throws {
        let failure = try failure(try applied(RateLimit(.sentence(delay))))
        #expect(failure.retryAfter == nil)
        #expect(failure.retryAt == nil)
        #expect(failure.message == "429 too many requests. Please try again in \(words).")
        #expect(RetryAfter.inBody(failure.message) == delay)
    }

    @Test("a server error refuses the call at once with its status", arguments: [500, 503, 599])
    func serverError(status: Int) throws {
        let call = try applied(ServerError(status: status))
        let failure = try failure(call)
        #expect(!call.reachesAgent)
        #expect(failure.kind == "server_error")
        #expect(failure.message == "status \(status)")
        #expect(failure.isRetryable)
        #expect(failure.retryAfter == nil)
    }

    @Test("latency comes after the work, or before it, several times over")
    func latency() throws {
        let after = AddedLatency(.constant(.seconds(2)))
        let before = AddedLatency(.constant(.seconds(3)), point: .before)
        let call = try applied(after, before, after)
        #expect(call.wait == .seconds(4))
        #expect(call.delay == .seconds(3))
        #expect(call.ending == .answer)
        #expect(call.reachesAgent)
    }

    @Test("latency ends at the longest time")
    func longestLatency() throws {
        let added = AddedLatency(.constant(.longest))
        #expect(try applied(added, added).wait == .longest)
    }

    @Test(
        "a hang takes the answer away forever, with or without the work",
        arguments: AgentCall.Point.allCases
    )
    func hang(_ point: AgentCall.Point) throws {
        let call = try applied(Hang(point: point))
        #expect(call.ending == .never)
        #expect(call.reachesAgent == (point == .after))
    }

    @Test("an agent dies before or after its work", arguments: AgentCall.Point.allCases)
    func crash(_ point: AgentCall.Point) throws {
        let call = try applied(Crash(point: point))
        #expect(try failure(call).kind == "crash")
        #expect(try failure(call).isRetryable)
        #expect(call.reachesAgent == (point == .after))
    }

    @Test("hangs and deaths come before the work by default, latency after it")
    func points() {
        #expect(Hang().point == .before)
        #expect(Crash().point == .before)
        #expect(AddedLatency(.constant(.zero)).point == .after)
    }

    @Test("a failure is made once, however often it comes")
    func once() throws {
        var rig = FaultRig([Fault(id: "f", inject: ServerError(status: 502))])
        let calls = try (1...2).map { attempt in
            var call = AgentCall()
            _ = try rig.pass(.make(attempt: attempt), &call)
            return try failure(call)
        }
        #expect(calls[0] == calls[1])
    }

    struct Named: Sendable {
        let injection: any Injection
        let name: String
    }

    static let types = [
        Named(injection: RateLimit(), name: "rate_limit"),
        Named(injection: ServerError(), name: "server_error"),
        Named(injection: AddedLatency(.constant(.seconds(1))), name: "latency"),
        Named(injection: Hang(), name: "hang"),
        Named(injection: Crash(), name: "crash"),
    ]

    @Test("every type acts when it fires, and only then", arguments: types)
    func actsWhenItFires(_ named: Named) throws {
        for (probability, fires) in [(0.0, false), (1, true)] {
            let selector = FaultSelector.make { $0.probability = probability }
            var rig = FaultRig([Fault(id: "f", selector: selector, inject: named.injection)])
            for attempt in 1...100 {
                var call = AgentCall()
                _ = try rig.pass(.make(attempt: attempt), &call)
                #expect((call != AgentCall()) == fires)
            }
            #expect(rig.fired["f"] == (fires ? 100 : 0))
        }
    }

    @Test("every type is listed under its name, and says what it is", arguments: types)
    func documented(_ named: Named) {
        let type = named.injection.type
        #expect(type.name == named.name)
        let texts = [type.parameters, type.summary, type.imitates, type.remedy]
        #expect(texts.allSatisfy { !$0.isEmpty })
        #expect(type.places == [.agentCall: .both])
        #expect(FaultType.all(at: .agentCall).map(\.name).contains(type.name))
        #expect(FaultType.named(named.name)?.summary == type.summary)
    }

    @Test(
        "every type says what it imitates and where that is described",
        arguments: FaultType.all.map(\.name)
    )
    func sources(name: String) throws {
        let type = try #require(FaultType.named(name))
        #expect(!type.imitates.isEmpty)
        #expect(!type.source.isEmpty)
        #expect(!type.remedy.isEmpty)
    }

    @Test("the list has each type once, and what the contract has at calls and answers")
    func list() {
        let names = FaultType.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(
            FaultType.all(at: .agentCall).map(\.name) == [
                "rate_limit", "quota_exhausted", "overloaded", "server_error", "client_error",
                "auth", "context_length", "content_filter", "refusal", "quota", "failure",
                "latency", "hang", "crash", "ack_lost", "allocate",
            ]
        )
        #expect(
            FaultType.all(at: .agentOutput).map(\.name) == [
                "truncate", "empty", "invalid_json", "fenced_json", "error_in_200",
                "wrong_but_valid", "stale", "path_escape",
            ]
        )
    }
}
