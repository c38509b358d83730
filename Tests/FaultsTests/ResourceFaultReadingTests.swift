import Faults
import Shapes
import Testing
import Workflows

@Suite("How faults of cache, clock, resources and validators read their parameters")
struct ResourceFaultReadingTests {
    private let place = SourceLocation(file: "f.yaml", line: 3, column: 7)

    private func node(_ content: SourceNode.Content) -> SourceNode {
        SourceNode(location: place, content: content)
    }

    private func text(_ text: String) -> SourceNode {
        node(.scalar(.init(text: text, style: .plain, value: .init(plain: text))))
    }

    private func mapping(_ members: KeyValuePairs<String, String>) -> SourceNode {
        node(
            .mapping(members.map { .init(key: $0.key, keyLocation: place, value: text($0.value)) })
        )
    }

    private func read(_ name: String, _ node: SourceNode) throws -> (any Injection, [Problem]) {
        var mistakes = ProblemList()
        let type = try #require(FaultType.named(name))
        try #require(Checker.accepts(node, type.shape), "\(node) is no \(name)")
        let injection = type.decode(node, "at.\(name)", &mistakes)
        return (injection ?? Crash(), mistakes.list)
    }

    @Test("what is declared is what is injected")
    func parameters() throws {
        #expect(try read("permits", text("2")).0 as? FewerPermits == FewerPermits(2))
        #expect(try read("tokens", text("500")).0 as? FewerTokens == FewerTokens(500))
        #expect(try read("cost", text("2.5")).0 as? LowerCost == LowerCost(2_500_000))
        let by = mapping(["by": "90s"])
        let time = Duration.seconds(90)
        #expect(try read("jump", by).0 as? ClockJump == ClockJump(by: time))
        #expect(try read("backwards", by).0 as? ClockBackwards == ClockBackwards(by: time))
        #expect(try read("timer_early", by).0 as? EarlyTimer == EarlyTimer(by: time))
        #expect(try read("timer_late", by).0 as? LateTimer == LateTimer(by: time))
        #expect(try read("ttl_skew", by).0 as? SkewedAge == SkewedAge(by: time))
        #expect(
            try read("ttl_skew", mapping(["by": "-40m"])).0 as? SkewedAge
                == SkewedAge(by: .seconds(-2400))
        )
        #expect(
            try read("drift", mapping(["rate": "-0.5"])).0 as? ClockDrift == ClockDrift(rate: -0.5)
        )
        #expect(
            try read("key_omits", mapping(["field": "inputs"])).0 as? OmittedKeyField
                == OmittedKeyField(.inputs)
        )
    }

    @Test(
        "a skew that is no duration is named with its place",
        arguments: ["40", "-", "0s", "--5m"]
    )
    func skew(by: String) throws {
        var mistakes = ProblemList()
        let type = try #require(FaultType.named("ttl_skew"))
        #expect(type.decode(mapping(["by": by]), "at.ttl_skew", &mistakes) == nil)
        #expect(
            mistakes.list.map(\.description) == [
                "f.yaml:3:7: error: at.ttl_skew.by: expected a duration above 0 such as \"5m\" or "
                    + "\"-40m\", found \"\(by)\""
            ]
        )
    }

    @Test("each type acts where the table says, and nowhere else")
    func places() {
        func names(_ failpoint: Failpoint) -> [String] {
            FaultType.all(at: failpoint).map(\.name).sorted()
        }
        #expect(
            names(.cacheRead)
                == ["false_miss", "io_error", "poison", "slow", "stale_hit", "ttl_skew"]
        )
        #expect(names(.cacheWrite) == ["evict", "io_error", "key_omits", "no_space", "slow"])
        #expect(names(.clock) == ["backwards", "drift", "jump", "timer_early", "timer_late"])
        #expect(names(.resource) == ["cost", "permits", "tokens"])
        #expect(names(.validator) == ["error", "flip"])
        #expect(FaultType.all(at: .clock).allSatisfy { $0.places[.clock] == .virtual })
    }
}
