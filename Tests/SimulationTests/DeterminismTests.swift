import Agents
import Faults
import Simulation
import TestSupport
import Testing
import Workflows

@Suite("Same seed, same bytes")
struct DeterminismTests {
    private let faults = [
        Simulated.fault("limit", RateLimit()) { $0.probability = 0.2 },
        Simulated.fault(
            "slow",
            AddedLatency(.uniform(min: .zero, max: .seconds(5)))
        ) { $0.probability = 0.3 },
        Simulated.fault("crash", Crash(point: .after)) { $0.probability = 0.1 },
    ]

    private func plan(seed: UInt64) throws -> RunPlan {
        try RunPlan.of(WorkflowCatalog.enhancedFull, seed: seed) { configuration in
            for phase in WorkflowCatalog.enhancedFull.phases {
                configuration.phase(phase.id) { phase in
                    phase.isCached = false
                    phase.retry.jitter = .full
                    phase.retry.maxAttempts = 6
                }
            }
        }
    }

    private func traces(seed: UInt64, repetitions: Int) throws -> [RunTrace] {
        let agent = SimulatedAgent(
            outputs: [PhaseOutput(text: "done")],
            latency: .lognormal(median: .seconds(1), p90: .seconds(4))
        )
        let agents = Dictionary(
            WorkflowCatalog.enhancedFull.phases.map { ($0.agent, agent) },
            uniquingKeysWith: { first, _ in first }
        )
        var world = VirtualWorld(faults: faults)
        let plan = try plan(seed: seed)
        return (1...repetitions).map { world.run(plan.repeated($0), agents: agents) }
    }

    private func bytes(seed: UInt64, repetitions: Int = 20) throws -> [UInt8] {
        try traces(seed: seed, repetitions: repetitions).flatMap(\.bytes)
    }

    @Test("one seed gives the same events every time, another gives others")
    func seeds() throws {
        let one = try bytes(seed: 1)
        #expect(try bytes(seed: 1) == one)
        #expect(try bytes(seed: 2) != one)
    }

    @Test("worlds at the same time on several threads give the same events")
    func threads() async throws {
        let expected = try bytes(seed: 3)
        let found = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<8 {
                group.addTask { @concurrent in try bytes(seed: 3) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(found.count == 8)
        #expect(found.allSatisfy { $0 == expected })
    }

    /// Calls that take longer than their attempts may: nothing disturbs the runs, and they fail and are retried.
    private func undisturbed(seed: UInt64) throws -> (RunPlan, [String: SimulatedAgent]) {
        let agent = SimulatedAgent(
            outputs: [PhaseOutput(text: "done"), PhaseOutput(text: "done again")],
            latency: .lognormal(median: .seconds(1), p90: .seconds(4))
        )
        let phases = WorkflowCatalog.enhancedFull.phases
        let plan = try RunPlan.of(WorkflowCatalog.enhancedFull, seed: seed) { configuration in
            for (place, phase) in phases.enumerated() {
                configuration.phase(phase.id) { phase in
                    phase.isCached = place == 0
                    phase.attemptTimeout = .seconds(2)
                    phase.retry.jitter = .full
                    phase.retry.maxAttempts = 3
                }
            }
        }
        return (plan, Dictionary(phases.map { ($0.agent, agent) }) { first, _ in first })
    }

    @Test("a run in the memory of the one before is what it is in its own", arguments: 1...3)
    func reusedMemory(seed: UInt64) throws {
        let (plan, agents) = try undisturbed(seed: seed)
        var (reusing, fresh) = (VirtualWorld(), VirtualWorld())
        var statuses: Set<RunStatus> = []
        for number in 1...200 {
            let found = reusing.run(plan.repeated(number), agents: agents)
            // A plan of its own finds no memory that serves it.
            let expected = fresh.run(plan.copied().repeated(number), agents: agents)
            #expect(found.bytes == expected.bytes)
            #expect(reusing.journal(of: found.run.id) == fresh.journal(of: found.run.id))
            statuses.insert(found.status)
        }
        #expect(statuses == [.succeeded, .failed])
    }

    @Test("so is one that faults act on, which may kill it")
    func reusedMemoryWithFaults() throws {
        let drawing = try FaultSetDrawing()
        var source = SplitMix64(seed: 11)
        var (firings, deaths, differing) = (0, 0, 0)
        for seed in 1...UInt64(300) {
            let faults = drawing.faults(&source, likely: 0.05...0.4)
            let (plan, agents) = try undisturbed(seed: seed)
            var (reusing, fresh) = (VirtualWorld(faults: faults), VirtualWorld(faults: faults))
            for number in 1...6 {
                let found = reusing.run(plan.repeated(number), agents: agents)
                let expected = fresh.run(plan.copied().repeated(number), agents: agents)
                let isSame =
                    found.bytes == expected.bytes
                    && reusing.journal(of: found.run.id) == fresh.journal(of: found.run.id)
                if !isSame { differing += 1 }
                firings += found.firings.values.reduce(0, +)
                deaths += found.events.count { $0.tag == .runResumed }
            }
        }
        #expect(differing == 0)
        #expect(firings > 1000)
        #expect(deaths > 50)
    }

    @Test("a world and its copy go on without each other")
    func copies() throws {
        let (plan, agents) = try undisturbed(seed: 4)
        var world = VirtualWorld()
        _ = world.run(plan.repeated(1), agents: agents)
        var copy = world
        var kept: [(trace: RunTrace, bytes: [UInt8])] = []
        for number in 2...20 {
            let one = world.run(plan.repeated(number), agents: agents)
            kept.append((one, one.bytes))
            #expect(copy.run(plan.repeated(number), agents: agents).bytes == one.bytes)
        }
        #expect(kept.allSatisfy { $0.trace.bytes == $0.bytes })
    }

    @Test("a thousand repetitions with retries all end, as their events say")
    func repetitions() throws {
        let traces = try traces(seed: 5, repetitions: 1000)
        #expect(traces.count == 1000)
        var retries = 0
        for trace in traces {
            let record = trace.record
            #expect(record.status == trace.status)
            #expect(record.cause == trace.error?.failure.kind)
            #expect(record.committed == trace.outputs.mapValues(\.digest))
            #expect(trace.events.map(\.sequence) == Array(1...trace.events.count))
            #expect(record.attempts.values.allSatisfy { $0 <= 6 })
            retries += record.retries
        }
        #expect(retries > 1000)
        #expect(traces.filter { $0.status == .succeeded }.count > 900)
        #expect(Set(traces.map(\.record.duration)).count > 990, "each repetition draws its own")
    }

    @Test("a repetition draws the same whichever ran before it, where no fault counts")
    func repetitionAlone() throws {
        let plan = try plan(seed: 7)
        let agent = SimulatedAgent(
            outputs: [],
            latency: .uniform(min: .zero, max: .seconds(9))
        )
        let agents = Dictionary(
            WorkflowCatalog.enhancedFull.phases.map { ($0.agent, agent) },
            uniquingKeysWith: { first, _ in first }
        )
        var world = VirtualWorld()
        let all = (1...5).map { world.run(plan.repeated($0), agents: agents) }
        var alone = VirtualWorld()
        #expect(alone.run(plan.repeated(5), agents: agents).bytes == all.last?.bytes)
    }
}
