import Agents
import Faults
import Storage
import TestSupport
import Testing
import Workflows

@testable import Runtime

@Suite("Faults of cache, validators and resources on a real clock", .timeLimit(.minutes(1)))
struct LiveFaultTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func world(_ faults: [Fault], onDisk: Bool = false) throws -> LiveWorld {
        guard onDisk else { return .below(folder, faults: faults) }
        return LiveWorld(
            faults: faults,
            surroundings: LiveEnvironment(
                clock: ContinuousClock(),
                wall: { .seconds(1_000_000) },
                workspaces: "\(folder.path)/workspaces",
                environment: [:],
                secrets: SecretFilter([]),
                timeScale: 1
            ),
            ownResults: StoredResults(
                try CacheDatabase(folder: folder.path),
                locks: try FlightLocks(folder: folder.path)
            )
        )
    }

    private func fault(
        _ failpoint: Failpoint,
        _ type: any Injection,
        run: String = "main",
        phase: String? = "a"
    ) -> Fault {
        var selector = FaultSelector()
        selector.run = run
        selector.phase = phase
        return Fault(id: "f", failpoint: failpoint, selector: selector, inject: type)
    }

    private func plan(_ requirements: String = "x", run: String = "main") throws -> RunPlan {
        try .of([.init("a"), .init("b", needs: ["a"])], run: run, requirements: requirements)
    }

    private let agents: [String: LiveAgent] = ["a": .says("one"), "b": .says("two")]

    private static let badReads: [any Injection] = [
        FalseMiss(), StaleHit(), PoisonedResult(), IOError(),
    ]

    @Test(
        "a bad read has the phase executed, in memory and on the disk",
        arguments: badReads,
        [false, true]
    )
    func reads(type: any Injection, onDisk: Bool) async throws {
        let world = try world([fault(.cacheRead, type)], onDisk: onDisk)
        _ = await world.run(try plan(run: "cold"), agents: agents)
        _ = await world.run(try plan("other", run: "newer"), agents: agents)
        let trace = await world.run(try plan(), agents: agents)
        #expect(trace.status == .succeeded)
        #expect(trace.record.executed == ["a"])
        #expect(trace.record.cached == ["b"])
        #expect(world.tallies["f"]?.firings == 1)
        #expect(trace.recordingFailure == nil)
    }

    private static let badWrites: [any Injection] = [EvictedAtOnce(), IOError(), NoSpace()]

    @Test(
        "what was not kept is made again, in memory and on the disk",
        arguments: badWrites,
        [false, true]
    )
    func writes(type: any Injection, onDisk: Bool) async throws {
        let world = try world([fault(.cacheWrite, type, run: "cold")], onDisk: onDisk)
        let cold = await world.run(try plan(run: "cold"), agents: agents)
        #expect(cold.status == .succeeded)
        #expect(cold.recordingFailure == nil)
        let trace = await world.run(try plan(), agents: agents)
        #expect(trace.record.executed == ["a"])
        #expect(trace.record.cached == ["b"])
    }

    @Test(
        "a narrowed key serves what it should not, in memory and on the disk",
        arguments: [false, true]
    )
    func narrowed(onDisk: Bool) async throws {
        let type = OmittedKeyField(.requirements)
        let world = try world([fault(.cacheWrite, type, run: "cold")], onDisk: onDisk)
        _ = await world.run(try plan(run: "cold"), agents: agents)
        let trace = await world.run(try plan("y"), agents: agents)
        #expect(trace.record.cached == ["a"])
        #expect(trace.record.executed == ["b"])
    }

    @Test("a slow cache takes its time", arguments: [Failpoint.cacheRead, .cacheWrite])
    func slow(failpoint: Failpoint) async throws {
        let delay = Duration.milliseconds(30)
        let world = try world([fault(failpoint, Slow(by: delay), phase: "b")])
        let start = world.now
        let trace = await world.run(try plan(), agents: agents)
        #expect(trace.status == .succeeded)
        #expect(world.now - start >= delay)
        let second = await world.run(try plan(run: "warm"), agents: agents)
        #expect(second.record.cached == ["a", "b"])
    }

    @Test("who cancels waits for no slow cache")
    func cancelled() async throws {
        let world = try world([fault(.cacheWrite, Slow(by: .seconds(50)), phase: "a")])
        let plan = try plan()
        let task = Task { await world.run(plan, agents: agents) }
        while world.tallies["f"]?.firings != 1 { try await Task.sleep(for: .milliseconds(1)) }
        task.cancel()
        _ = await task.value
        #expect(world.now < .seconds(40))
    }

    @Test("verdicts of user-supplied validators are turned round, too")
    func verdict() async throws {
        let plan = try RunPlan.of([.init("a")]) {
            $0.phase("a") {
                $0.validators = [.function("strict")]
                $0.retry.maxRevisions = 0
            }
        }
        let world = try world([fault(.validator, FlippedVerdict())])
        var order = LiveRunRequest(plan: plan, agents: agents)
        order.validators["strict"] = LiveValidator(name: "strict") { _ in "never good enough" }
        let trace = await world.run(order)
        #expect(trace.status == .succeeded)
        #expect(trace.text(of: "a") == "one")
    }

    @Test("permits that are taken away let one agent work at a time")
    func permits() async throws {
        let plan = try RunPlan.of([.init("a"), .init("b"), .init("c")])
        let world = try world([fault(.resource, FewerPermits(1), phase: nil)])
        let agents = agents.merging(["c": .says("three")]) { own, _ in own }
        let trace = await world.run(plan, agents: agents)
        #expect(trace.status == .succeeded)
        let kinds = trace.events.filter { $0.kindName.hasPrefix("attempt_") }.map(\.kindName)
        #expect(
            kinds
                == Array(repeating: ["attempt_started", "attempt_ended"], count: 3).flatMap { $0 }
        )
    }

    @Test("calls at work end where the budget is used up")
    func budget() async throws {
        let plan = try RunPlan.of([.init("a"), .init("b")]) { $0.budget.requests = 1 }
        let world = try world([])
        let agents: [String: LiveAgent] = [
            "a": .says("one"), "b": .says("two", latency: .seconds(50)),
        ]
        let trace = await world.run(plan, agents: agents)
        #expect(trace.status == .failed)
        #expect(trace.error?.phase == "b")
        #expect(trace.error?.failure.kind == "budget")
        #expect(world.now < .seconds(40))
    }
}
