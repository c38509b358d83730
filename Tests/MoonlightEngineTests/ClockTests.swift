import Foundation
import Locks
import MoonlightEngine
import TestSupport
import Testing

/// A clock that runs a thousand times as fast as the machine's.
private struct FastClock: Clock {
    struct Instant: InstantProtocol {
        let time: Duration

        func advanced(by duration: Duration) -> Instant { Instant(time: time + duration) }

        func duration(to other: Instant) -> Duration { other.time - time }

        static func < (left: Instant, right: Instant) -> Bool { left.time < right.time }
    }

    private let clock = ContinuousClock()
    private let start = ContinuousClock.now

    var now: Instant { Instant(time: start.duration(to: clock.now) * 1000) }

    var minimumResolution: Duration { .microseconds(1) }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try await clock.sleep(until: start.advanced(by: deadline.time / 1000))
    }
}

@Suite("The clock and the seed of a live engine", .timeLimit(.minutes(1)))
struct ClockTests {
    @Test("delays, timeouts and simulated calls go by the clock that is given")
    func clock() async throws {
        let engine = Engine(clock: FastClock(), faults: [.hang("a", attempt: 2)])
        let settings = PhaseSettings {
            $0.retry = RetryPolicy(maxAttempts: 3, initial: .seconds(600))
            $0.attemptTimeout = .seconds(1800)
        }
        let result = try await engine.run(
            Phase("a", settings: settings) { request in
                if request.attempt == 1 { throw Mishap(description: "x") }
                return "attempt \(request.attempt)"
            },
            Phase("b", agent: .simulated(taking: .constant(.seconds(900))) { _ in "B" })
        )
        #expect(result.text("a") == "attempt 3")
        #expect(result.text("b") == "B")
        #expect(result.events(.retryScheduled).compactMap(\.cause) == [.agent, .timeout])
        // 600 + 1800 + 1200 s by that clock, which is how long nobody waits here.
        #expect(result.duration >= .seconds(3600))
    }

    @Test(
        "simulated calls take their time and give signs of life on both clocks",
        arguments: [false, true]
    )
    func simulated(isLive: Bool) async throws {
        let engine = isLive ? Engine(clock: FastClock(), seed: 3) : .virtual(seed: 3)
        let settings = PhaseSettings {
            $0.heartbeatTimeout = .seconds(2000)
            $0.retry = .attempts(2)
        }
        let agent = SimulatedAgent(taking: .constant(.seconds(3000))) { request in
            for _ in 0..<9 { request.heartbeat() }
            if request.attempt == 1 { throw Mishap(description: "after all that") }
            return "alive"
        }
        let result = try await engine.run(Phase("a", settings: settings, agent: agent))
        #expect(result.text("a") == "alive")
        let failed = try #require(result.events(.attemptEnded).first)
        #expect(failed.message == "after all that")
        #expect(failed.time >= .seconds(3000))
        #expect(result.duration >= .seconds(6000))
    }

    private func delays(_ engine: Engine) async throws -> [Duration] {
        var policy = RetryPolicy.attempts(6)
        policy.initial = .milliseconds(4)
        policy.coefficient = 1
        policy.jitter = .full
        let result = try await engine.run(
            Phase("a", settings: PhaseSettings { $0.retry = policy }) { _ in
                throw Mishap(description: "x")
            },
            id: "r"
        )
        return result.events(.retryScheduled).compactMap(\.delay)
    }

    @Test("jitter is drawn from the seed, in a live engine as in a virtual one")
    func jitter() async throws {
        let one = try await delays(Engine(seed: 1))
        #expect(one.count == 5)
        #expect(try await delays(Engine(seed: 1)) == one)
        #expect(try await delays(.virtual(seed: 1)) == one)
        #expect(try await delays(Engine(seed: 2)) != one)
        // Without a seed the id alone decides.
        #expect(try await delays(Engine()) == delays(.virtual(seed: 0)))
    }

    @Test("a resumed run keeps drawing from its own seed")
    func resumed() async throws {
        let folder = try TemporaryFolder()
        let workflow = Workflow.of(Phase("a") { _ in "A" }, Phase("b", needs: ["a"]) { _ in "B" })
        let first = try await Engine(state: folder.path, seed: 1, faults: [.crash(after: "a")])
            .run(workflow, requirements: "", id: "r")
        let second = try await Engine(state: folder.path, seed: 2)
            .resume("r", of: workflow, requirements: "")
        let seeds = [first, second].map { $0.events.first?.details["seed"] }
        #expect(seeds[0] != nil)
        #expect(seeds[0] == seeds[1])
    }

    @Test("ids follow from the seed, and none is given twice in one folder")
    func ids() async throws {
        let folder = try TemporaryFolder()
        let workflow = Workflow.of(Phase("a") { _ in "A" })
        var ids: [String] = []
        for _ in 0..<2 {
            let engine = try Engine(state: folder.path, seed: 5)
            for _ in 0..<2 { ids.append(try await engine.run(workflow, requirements: "").id) }
        }
        #expect(Set(ids).count == 4)
        let virtual = Engine.virtual(seed: 5)
        #expect(try await virtual.run(workflow, requirements: "").id == ids[0])
        let drawn = try await Engine().run(workflow, requirements: "").id
        #expect(try await Engine().run(workflow, requirements: "").id != drawn)
    }

    @Test("a run lasts until its last call is over, even one that ignores its timeout")
    func duration() async throws {
        let settings = PhaseSettings {
            $0.attemptTimeout = .milliseconds(10)
            $0.retry = .attempts(1)
        }
        let began = Guarded<ContinuousClock.Instant?>(nil)
        let result = try await Engine().run(
            Phase("deaf", settings: settings) { _ in
                let start = ContinuousClock.now
                began.withLock { $0 = start }
                // Nobody can cancel this one.
                await Task.detached { try? await Task.sleep(for: .milliseconds(300)) }.value
                return "late"
            }
        )
        #expect(result.error?.cause.kind == .timeout)
        #expect(result.duration >= .milliseconds(300))
        let last = try #require(result.events.last)
        #expect(last.time < result.duration)
    }
}
