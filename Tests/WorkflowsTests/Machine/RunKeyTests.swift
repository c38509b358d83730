import TestSupport
import Testing

@testable import Workflows

@Suite("Keys that a user narrowed")
struct RunKeyTests {
    private func plan(
        version: String = "1",
        _ configure: (inout PhaseConfiguration) -> Void = { _ in }
    ) throws -> RunPlan {
        let performers = ["a", "b"].map { name in
            let identity = AgentIdentity(
                id: name,
                version: name == "b" ? version : "1",
                sampling: "t=0"
            )
            let performer = RunPlan.Performer(identity: identity, environment: Digest(of: "env"))
            return (name, performer)
        }
        return try RunPlan.of(
            [.init("a"), .init("b", needs: ["a"])],
            performers: Dictionary(uniqueKeysWithValues: performers)
        ) { $0.phase("b") { configure(&$0) } }
    }

    private func run(
        _ plan: RunPlan,
        cache: ResultCache = ResultCache(),
        a text: String = "a"
    ) throws -> MachineRig {
        var rig = MachineRig.started(plan, cache: cache)
        for phase in ["a", "b"] as [PhaseID] where try rig.state(of: phase) == .running {
            try rig.answer(phase, phase == "a" ? text : "b")
        }
        try #require(rig.machine.status == .succeeded)
        return rig
    }

    /// The digests of everything that results of `b` depend on, as events tell them.
    private func inputs(_ rig: MachineRig) -> [Digest?] {
        rig.events.compactMap { event -> Digest?? in
            switch event.kind {
            case .phaseCommitted("b", _, let inputs), .cacheHit("b", _, let inputs): inputs
            default: nil
            }
        }
    }

    @Test(
        "each field keeps its own parts, and nothing else",
        arguments: [
            (.requirements, ["requirements"]), (.inputs, []), (.context, ["context"]),
            (.prompt, ["prompt"]), (.agent, ["agent", "agent version", "model", "sampling"]),
            (.configuration, ["configuration", "epoch", "validators"]),
            (.environment, ["environment"]),
        ] as [(CacheKey.Field, [String])]
    )
    func fields(field: CacheKey.Field, names: [String]) throws {
        let plan = try plan { phase in
            phase.keyFields = [field]
            phase.cacheEpoch = 3
        }
        #expect(try #require(plan.phases.last).keyParts.map(\.name) == names)
    }

    @Test("all fields together are the whole key")
    func allFields() throws {
        let narrowed = try #require(
            try plan { $0.keyFields = Set(CacheKey.Field.allCases) }.phases.last
        )
        #expect(narrowed.keyParts == narrowed.identity)
    }

    @Test("outputs of inputs are in the key only where it says so", arguments: [true, false])
    func inputsField(isIn: Bool) throws {
        let narrowed = try plan {
            $0.keyFields = isIn ? [.requirements, .inputs] : [.requirements]
        }
        let first = try run(narrowed)
        var cache = first.cache
        cache.remove(try key(first, "a").digest)
        let second = try run(narrowed, cache: cache, a: "changed")
        #expect(second.attempts(of: "b") == (isIn ? [1] : []))
    }

    private func key(_ rig: MachineRig, _ phase: PhaseID) throws -> CacheKey {
        try #require(rig.machine.phases[try rig.index(of: phase)].key)
    }

    @Test(
        "a new version that a narrowed key leaves out is served the old result, and events show it"
    )
    func stale() throws {
        let old = try run(try plan { $0.keyFields = [.requirements] })
        let new = try run(
            try plan(version: "2") { $0.keyFields = [.requirements] },
            cache: old.cache
        )
        #expect(new.endings == ["a cached", "b cached"])
        let made = try #require(inputs(old).first ?? nil)
        let taken = inputs(new)
        #expect(taken.count == 2, "the hit and the commit")
        #expect(taken.allSatisfy { $0 != nil && $0 != made })
    }

    @Test("a hit on the same inputs shows the same digest of them")
    func fresh() throws {
        let narrowed = try plan { $0.keyFields = [.requirements] }
        let first = try run(narrowed)
        let second = try run(narrowed, cache: first.cache)
        #expect(Set(inputs(first) + inputs(second)).count == 1)
    }

    @Test("a whole key needs no digest of the inputs next to it")
    func whole() throws {
        #expect(inputs(try run(try plan())) == [nil])
    }

    @Test("another epoch misses, and says so")
    func epoch() throws {
        let first = try run(try plan { $0.cacheEpoch = 1 })
        let second = try run(try plan { $0.cacheEpoch = 2 }, cache: first.cache)
        #expect(second.attempts(of: "b") == [1])
        #expect(second.events.map(\.kind).contains(.cacheMissed("b", because: ["epoch"])))
        #expect(try run(try plan { $0.cacheEpoch = 1 }, cache: second.cache).requests.isEmpty)
    }

    @Test(
        "the multiplier stretches every time to live",
        arguments: [(1.0, 10_000), (0.5, 5000), (2.5, 25_000)]
    )
    func multiplier(factor: Double, milliseconds: Int) throws {
        let plan = try RunPlan.of([.init("a"), .init("b")]) { configuration in
            configuration.timeToLiveMultiplier = factor
            configuration.phase("a") { $0.timeToLive = .seconds(10) }
        }
        let asked = MachineRig.started(plan).actions.compactMap { action -> Duration?? in
            if case .lookUp(_, _, let ttl) = action { ttl } else { nil }
        }
        #expect(asked == [.milliseconds(milliseconds), nil])
        var first = MachineRig.started(plan)
        try first.answer("a")
        for (age, isHit) in [(milliseconds - 1, true), (milliseconds, false)] {
            var rig = MachineRig(plan, cache: first.cache)
            rig.now = .milliseconds(age)
            rig.send(.start)
            #expect(rig.lines.contains("cache_hit a") == isHit)
        }
    }
}
