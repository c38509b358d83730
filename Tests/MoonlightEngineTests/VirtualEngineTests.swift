import Foundation
import Locks
import MoonlightEngine
import Testing

@Suite("An engine on a virtual clock", .timeLimit(.minutes(1)))
struct VirtualEngineTests {
    private static let limited = AgentFailure(
        kind: .rateLimit,
        message: "busy",
        retryAfter: .delay(.seconds(3600))
    )

    @Test("waits for hours in no time, and says how long")
    func waits() async throws {
        let notes = Notes()
        let policy = RetryPolicy(maxAttempts: 4, initial: .seconds(5))
        let result = try await Engine.virtual().run(
            Phase("a", settings: PhaseSettings { $0.retry = policy }) { request in
                notes.add("attempt \(request.attempt)")
                switch request.attempt {
                case 1, 2: throw Mishap(description: "no luck")
                case 3: throw Self.limited
                default: return "done"
                }
            }
        )
        #expect(result.status == .succeeded)
        #expect(notes.all == (1...4).map { "attempt \($0)" })
        let delays = result.events(.retryScheduled).compactMap(\.delay)
        #expect(delays == [.seconds(5), .seconds(10), .seconds(3600)])
        #expect(result.duration == .seconds(3615))
    }

    @Test("has timeouts of attempts, of heartbeats and of the run")
    func timeouts() async throws {
        let slow = PhaseSettings {
            $0.attemptTimeout = .seconds(30)
            $0.retry = .attempts(2)
        }
        let attempt = try await Engine.virtual().run(
            Phase(
                "a",
                settings: slow,
                agent: .simulated(taking: .constant(.seconds(31))) { _ in "late" }
            )
        )
        #expect(attempt.error?.cause.kind == .timeout)
        #expect(attempt.duration == .seconds(60))
        var workflow = Workflow(
            "w",
            phases: [Phase("a", agent: .simulated(taking: .constant(.seconds(90))) { _ in "" })],
            timeout: .seconds(60)
        )
        let run = try await Engine.virtual().run(workflow, requirements: "")
        #expect(run.status == .failed)
        #expect(run.duration == .seconds(60))
        workflow.timeout = nil
        workflow[phase: "a"].settings.heartbeatTimeout = .seconds(20)
        workflow[phase: "a"].settings.retry = .attempts(1)
        let silent = try await Engine.virtual().run(workflow, requirements: "")
        #expect(silent.duration == .seconds(20))
        // Nine heartbeats in ninety seconds.
        workflow[phase: "a"].agent = .simulated(taking: .constant(.seconds(90))) { request in
            for _ in 0..<9 { request.heartbeat() }
            return "alive"
        }
        let alive = try await Engine.virtual().run(workflow, requirements: "")
        #expect(alive.text("a") == "alive")
    }

    private static func drawn(seed: UInt64) async throws -> RunResult {
        let engine = Engine.virtual(
            seed: seed,
            faults: [.fail("b", attempts: 1...3, with: Mishap(description: "x")).drawn(0.5)]
        )
        let latency = SimulatedAgent.Latency.lognormal(median: .seconds(2), p90: .seconds(9))
        let retry = PhaseSettings {
            $0.retry = RetryPolicy(maxAttempts: 9, jitter: .full)
        }
        return try await engine.run(
            Workflow(
                "w",
                phases: [
                    Phase("a", agent: .simulated(taking: latency) { _ in "A" }),
                    Phase("b", settings: retry) { _ in "B" },
                    Phase("c", needs: ["a", "b"]) { _ in "C" },
                ]
            ),
            requirements: ""
        )
    }

    @Test("gives the same events for the same seed, ids included, and others for others")
    func seeds() async throws {
        var lines: [UInt64: [String]] = [:]
        var ids: Set<String> = []
        for seed in UInt64(0)..<8 {
            let (one, two) = (try await Self.drawn(seed: seed), try await Self.drawn(seed: seed))
            #expect(one.events == two.events)
            #expect(one.id == two.id)
            ids.insert(one.id)
            lines[seed] = one.events.map { "\($0.time) \($0)" }
        }
        #expect(Set(lines.values).count == 8)
        #expect(ids.count == 8)
    }

    @Test("calls hooks, validators and compensations, in their order")
    func besides() async throws {
        let notes = Notes()
        let settings = PhaseSettings {
            $0.retry = .attempts(1)
            $0.validators = [
                .contains("o"),
                .function("is polite") { $0.text.hasPrefix("please") ? nil : "says no please" },
            ]
            $0.hooks.before = { notes.add("before \($0.phase)") }
            $0.hooks.after = { notes.add("after \($0.phase): \($0.output?.text ?? "-")") }
            $0.compensation = FunctionAgent { request in
                notes.add("undo \(request.phase)")
                return ""
            }
        }
        let failing = PhaseSettings {
            $0.retry = .attempts(1)
            $0.retry.onExhausted = .rollback
            $0.hooks.onFailure = { notes.add("failed \($0.phase): \($0.failure?.message ?? "-")") }
        }
        var workflow = Workflow.of(
            Phase("ask", settings: settings) { $0.attempt == 1 ? "now" : "please, now" },
            Phase("give", needs: ["ask"], settings: failing) { _ in
                throw Mishap(description: "no")
            }
        )
        workflow.rollback = .compensate
        let result = try await Engine.virtual().run(workflow, requirements: "")
        #expect(result.status == .failed)
        #expect(result.compensated == ["ask"])
        #expect(result.events(.validationFailed).compactMap(\.validator) == ["is polite"])
        #expect(
            notes.all == [
                "before ask", "after ask: please, now", "failed give: no", "undo ask",
            ]
        )
    }

    @Test("hands on files, shares results and forgets them by time and by tag")
    func cache() async throws {
        let engine = Engine.virtual()
        let notes = Notes()
        let settings = PhaseSettings {
            $0.cache = .on(timeToLive: .seconds(3600), tags: ["docs"])
        }
        let workflow = Workflow.of(
            Phase("a", settings: settings) { _ in
                notes.add("a")
                return AgentAnswer("", files: [.init(path: "f", text: "content")])
            },
            Phase("b", needs: ["a"]) { $0.inputs["a"]?.files.first?.text ?? "nothing" },
            Phase("wait", agent: .simulated(taking: .constant(.seconds(1800))) { _ in "" })
        )
        var cached: [Bool] = []
        for _ in 0..<4 {
            let result = try await engine.run(workflow, requirements: "")
            #expect(result.text("b") == "content")
            cached.append(result.cached.contains("a"))
        }
        // An hour after its commit the result is too old.
        #expect(cached == [false, true, false, true])
        try engine.invalidate(tag: "docs")
        #expect(try await engine.run(workflow, requirements: "").cached.isEmpty)
        let starts = try engine.runs().map(\.startedAt.timeIntervalSince1970)
        let offsets: [Double] = [0, 1800, 3600, 5400, 7200]
        #expect(starts == offsets.reversed().map { 946_684_800 + $0 })
    }

    @Test("lets time pass between runs, too")
    func advance() async throws {
        let engine = Engine.virtual()
        let settings = PhaseSettings { $0.cache = .on(timeToLive: .seconds(3600)) }
        let phase = Phase("a", settings: settings) { _ in "A" }
        var cached: [Bool] = []
        for pause in [0, 3599, 1] {
            engine.advance(by: .seconds(pause))
            let result = try await engine.run(phase, id: "after \(pause)")
            cached.append(result.cached == ["a"])
        }
        #expect(cached == [false, true, false])
    }

    @Test("is cancelled like any other, before the start and in an agent, and resumed")
    func cancellation() async throws {
        let engine = Engine.virtual()
        let notes = Notes()
        let workflow = Workflow.of(
            Phase("a") { _ in
                notes.add("a")
                return "A"
            },
            Phase("b", needs: ["a"]) { _ in
                if notes.add("b") == 1 { withUnsafeCurrentTask { $0?.cancel() } }
                return "B"
            }
        )
        let early = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await engine.run(workflow, requirements: "", id: "early")
        }
        #expect(try await early.value.status == .cancelled)
        #expect(notes.all.isEmpty)
        let task = Task { try await engine.run(workflow, requirements: "", id: "r") }
        let cancelled = try await task.value
        #expect(cancelled.status == .cancelled)
        #expect(cancelled.text("a") == "A")
        let resumed = try await engine.resume("r", of: workflow, requirements: "")
        #expect(resumed.status == .succeeded)
        #expect(resumed.restored == ["a"])
        #expect(notes.all == ["a", "b", "b"])
    }

    @Test("executes runs that are started together one after the other")
    func turns() async throws {
        let engine = Engine.virtual()
        let inProgress = Guarded((now: 0, most: 0))
        let workflow = Workflow.of(
            Phase("a") { request in
                inProgress.withLock {
                    $0.now += 1
                    $0.most = max($0.most, $0.now)
                }
                await Task.yield()
                inProgress.withLock { $0.now -= 1 }
                return request.requirements
            }
        )
        let texts = try await withThrowingTaskGroup(of: String?.self) { group in
            for number in 0..<20 {
                group.addTask {
                    try await engine.run(workflow, requirements: "\(number)").text("a")
                }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(texts.count == 20)
        #expect(inProgress.withLock(\.most) == 1)
    }

    @Test("refuses a run within a run: it would wait for itself")
    func nested() async throws {
        let engine = Engine.virtual()
        let inner = Workflow.of(Phase("inner") { _ in "I" })
        let other = Engine.virtual()
        let result = try await engine.run(
            Phase("own", settings: PhaseSettings { $0.retry = .attempts(1) }) { _ in
                // Another engine's turn is another.
                _ = try await other.run(inner, requirements: "")
                return try await engine.run(inner, requirements: "", id: "nested").text("inner")
                    ?? ""
            }
        )
        #expect(result.status == .failed)
        #expect(result.error?.cause.message.contains("run nested would wait for itself") == true)
    }

    @Test("accepts a run from a task that began in another run and outlives it")
    func outliving() async throws {
        let engine = Engine.virtual()
        let (over, end) = AsyncStream<Void>.makeStream()
        let later = Guarded<Task<RunStatus, any Error>?>(nil)
        let inner = Workflow.of(Phase("b") { _ in "inner" })
        let outer = Workflow.of(
            Phase("a") { _ in
                let task = Task<RunStatus, any Error> {
                    for await _ in over {}
                    return try await engine.run(inner, requirements: "", id: "later").status
                }
                later.withLock { $0 = task }
                return "outer"
            }
        )
        #expect(try await engine.run(outer, requirements: "", id: "first").status == .succeeded)
        end.finish()
        let task = try #require(later.withLock { $0 })
        #expect(try await task.value == .succeeded)
    }

    @Test("tells the same story as a live one")
    func agreement() async throws {
        let settings = PhaseSettings {
            $0.retry = RetryPolicy(maxAttempts: 3, initial: .zero)
            $0.validators = [.function("even") { Int($0.text).map { $0 % 2 } == 0 ? nil : "odd" }]
            $0.cache = .on()
        }
        let workflow = Workflow.of(
            Phase("a", settings: settings) { request in
                if request.attempt == 1 { throw Mishap(description: "x") }
                return "\(request.attempt + 1)"
            },
            Phase("b", needs: ["a"]) { $0.inputs["a"]?.text ?? "" }
        )
        var stories: [[String]] = []
        for engine in [Engine.virtual(), Engine()] {
            for id in ["one", "two"] {
                let result = try await engine.run(workflow, requirements: "", id: id)
                stories.append(result.events.map(\.description))
            }
        }
        #expect(stories[0] == stories[2])
        #expect(stories[1] == stories[3])
        #expect(stories[0] != stories[1])
    }
}
