import Faults
import Testing
import Workflows

@Suite("What effects do to a call")
struct EffectTests {
    private static let answer = AgentCall.Ending.answer(
        AgentAnswer(output: PhaseOutput(text: "done"))
    )

    private func applied(
        _ effects: Effect...,
        to ending: AgentCall.Ending = EffectTests.answer
    ) -> AgentCall {
        var call = AgentCall(latency: .seconds(3), ending: ending)
        for effect in effects { effect.apply(to: &call, chance: Chance(seed: 1)) }
        return call
    }

    private func failure(_ call: AgentCall) throws -> AgentFailure {
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
        let call = applied(.rateLimit(RateLimit(retryAfter: .milliseconds(1500))))
        let failure = try failure(call)
        #expect(call.latency == .zero)
        #expect(failure.kind == "rate_limit")
        #expect(failure.retryAfter == .milliseconds(1500))
        #expect(failure.isRetryable)
        #expect(failure.message == "429 too many requests; retry after 1.5s")
    }

    @Test("a rate limit need not say when")
    func rateLimitWithoutHint() throws {
        let failure = try failure(applied(.rateLimit(RateLimit())))
        #expect(failure.retryAfter == nil)
        #expect(failure.message == "429 too many requests")
    }

    @Test("a rate limit may name a date, which only a clock makes a wait")
    func rateLimitWithDate() throws {
        let text = "Sat, 01 Jan 2000 00:00:20 GMT"
        let limit = RateLimit(.date(.seconds(946_684_820), text: text))
        let failure = try failure(applied(.rateLimit(limit)))
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
        let failure = try failure(applied(.rateLimit(RateLimit(.sentence(delay)))))
        #expect(failure.retryAfter == nil)
        #expect(failure.retryAt == nil)
        #expect(failure.message == "429 too many requests. Please try again in \(words).")
        #expect(RetryAfter.inBody(failure.message) == delay)
    }

    @Test("a server error refuses the call at once with its status", arguments: [500, 503, 599])
    func serverError(status: Int) throws {
        let call = applied(.serverError(ServerError(status: status)))
        let failure = try failure(call)
        #expect(call.latency == .zero)
        #expect(failure.kind == "server_error")
        #expect(failure.message == "status \(status)")
        #expect(failure.isRetryable)
        #expect(failure.retryAfter == nil)
    }

    @Test("latency comes on top, several times over, and leaves the answer as it is")
    func latency() {
        let added = Effect.latency(AddedLatency(.constant(.seconds(2))))
        let call = applied(added, added)
        #expect(call.latency == .seconds(3))
        #expect(call.injectedLatency == .seconds(4))
        #expect(call.ending == Self.answer)
    }

    @Test("latency is drawn from the firing's chance")
    func drawnLatency() {
        let distribution = LatencyDistribution.uniform(min: .zero, max: .seconds(10))
        var call = AgentCall(latency: .zero, ending: Self.answer)
        let chance = Chance(seed: 9)
        Effect.latency(AddedLatency(distribution)).apply(to: &call, chance: chance)
        #expect(call.injectedLatency == distribution.sample(chance))
    }

    @Test("latency ends at the longest time")
    func longestLatency() {
        let added = Effect.latency(AddedLatency(.constant(.longest)))
        #expect(applied(added, added).injectedLatency == .longest)
    }

    @Test("a hang takes the answer away for ever")
    func hang() {
        #expect(applied(.hang(Hang())).ending == .never)
        #expect(applied(.hang(Hang()), to: .live(then: nil)).ending == .never)
    }

    @Test("an agent that dies before its work takes no time")
    func crashBefore() throws {
        let call = applied(.crash(Crash(point: .before)))
        #expect(call.latency == .zero)
        #expect(try failure(call).kind == "crash")
        #expect(try failure(call).isRetryable)
    }

    @Test("an agent that dies after its work takes its time")
    func crashAfter() throws {
        let call = applied(.crash(Crash(point: .after)))
        #expect(call.latency == .seconds(3))
        #expect(try failure(call).kind == "crash")
    }

    @Test("a live agent that dies after its work is called before it fails")
    func crashAfterLive() {
        let call = applied(.crash(Crash(point: .after)), to: .live(then: nil))
        guard case .live(let then) = call.ending else {
            Issue.record("expected a live call, found \(call.ending)")
            return
        }
        #expect(then?.kind == "crash")
    }

    @Test("what was refused, or never ends, is not changed by a death after the work")
    func crashAfterNothing() throws {
        #expect(applied(.hang(Hang()), .crash(Crash(point: .after))).ending == .never)
        let refused = applied(.serverError(ServerError()), .crash(Crash(point: .after)))
        #expect(try failure(refused).kind == "server_error")
    }

    @Test(
        "an effect says whether the agent is still called",
        arguments: [
            (.rateLimit(RateLimit()), false), (.serverError(ServerError()), false),
            (.hang(Hang()), false), (.crash(Crash(point: .before)), false),
            (.crash(Crash(point: .after)), true),
            (.latency(AddedLatency(.constant(.zero))), true),
        ] as [(Effect, Bool)]
    )
    func reachesAgent(effect: Effect, expected: Bool) {
        #expect(effect.reachesAgent == expected)
    }

    struct Named: Sendable {
        let effect: Effect
        let name: String
    }

    static let effects = [
        Named(effect: .rateLimit(RateLimit()), name: "rate_limit"),
        Named(effect: .serverError(ServerError()), name: "server_error"),
        Named(effect: .latency(AddedLatency(.constant(.seconds(1)))), name: "latency"),
        Named(effect: .hang(Hang()), name: "hang"),
        Named(effect: .crash(Crash()), name: "crash"),
    ]

    @Test("every effect acts when it fires, and only then", arguments: effects)
    func actsWhenItFires(_ named: Named) {
        for (probability, fires) in [(0.0, false), (1, true)] {
            let selector = FaultSelector.make { $0.probability = probability }
            var injector = FaultInjector([
                Fault(id: "f", selector: selector, effect: named.effect)
            ])
            for _ in 0..<100 {
                let untouched = AgentCall(latency: .seconds(3), ending: Self.answer)
                var call = untouched
                for firing in injector.pass(.make(), seed: 1) {
                    firing.effect.apply(to: &call, chance: firing.chance)
                }
                #expect((call != untouched) == fires)
            }
            #expect(injector.firings["f"] == (fires ? 100 : 0))
        }
    }

    @Test("every effect is listed under its name, and says what it is", arguments: effects)
    func documented(_ named: Named) {
        #expect(named.effect.name == named.name)
        #expect(Effect.all.contains(named.effect.documentation))
        let documentation = named.effect.documentation
        let texts = [
            documentation.parameters, documentation.summary, documentation.imitates,
            documentation.remedy,
        ]
        #expect(texts.allSatisfy { !$0.isEmpty })
    }

    @Test("the list has each effect once")
    func list() {
        #expect(Effect.all.map(\.name) == Self.effects.map(\.name))
    }
}
