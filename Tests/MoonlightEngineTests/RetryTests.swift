import Foundation
import MoonlightEngine
import Testing

@Suite("Attempts after failures", .timeLimit(.minutes(1)))
struct RetryTests {
    let engine = Engine()

    private func phase(
        _ retry: RetryPolicy,
        failing error: any Error,
        times: Int = .max
    ) -> Phase {
        Phase("a", settings: PhaseSettings { $0.retry = retry }) { request in
            if request.attempt <= times { throw error }
            return "attempt \(request.attempt)"
        }
    }

    @Test("any error is retried, as a failure of kind agent with its description")
    func anyError() async throws {
        let result = try await engine.run(
            phase(.attempts(3), failing: Mishap(description: "no luck"), times: 2)
        )
        #expect(result.status == .succeeded)
        #expect(result.text("a") == "attempt 3")
        #expect(result.attempts == ["a": 3])
        let failed = result.events(.attemptEnded).compactMap { $0.details["message"] }
        #expect(failed == ["no luck", "no luck"])
        #expect(result.events(.retryScheduled).map { $0.details["cause"] } == ["agent", "agent"])
    }

    @Test("the run ends with its first cause when no attempt is left")
    func exhausted() async throws {
        let result = try await engine.run(
            phase(.attempts(2), failing: AgentFailure(kind: "server_error", message: "503"))
        )
        #expect(result.status == .failed)
        #expect(result.attempts == ["a": 2])
        #expect(result.error?.phase == "a")
        #expect(result.error?.cause.kind == "server_error")
        #expect(result.error?.cause.message == "503")
        #expect(result.outputs.isEmpty)
    }

    @Test("what is not retryable, by itself or by the policy, is not retried")
    func nonRetryable() async throws {
        let refused = AgentFailure(kind: "auth", message: "no key", isRetryable: false)
        let own = try await engine.run(phase(.attempts(5), failing: refused))
        #expect(own.attempts == ["a": 1])
        var policy = RetryPolicy.attempts(5)
        policy.nonRetryable = ["quota"]
        let listed = try await engine.run(
            phase(policy, failing: AgentFailure(kind: "quota", message: "used up")),
            id: "listed"
        )
        #expect(listed.attempts == ["a": 1])
    }

    @Test("a cancellation that an agent throws ends the phase without another attempt")
    func ownCancellation() async throws {
        let result = try await engine.run(phase(.attempts(5), failing: CancellationError()))
        #expect(result.attempts == ["a": 1])
        #expect(result.error?.cause.kind == "cancelled")
        #expect(result.events(.attemptEnded).first?.details["outcome"] == "cancelled")
    }

    @Test(
        "a failure that an agent throws cannot pass for the engine's",
        arguments: ["cancelled", "timeout", "validation", "hook"]
    )
    func ownKind(kind: String) async throws {
        let thrown = AgentFailure(
            kind: FailureKind(rawValue: kind),
            message: "mine",
            isRetryable: false
        )
        let result = try await engine.run(phase(.attempts(5), failing: thrown))
        #expect(result.error?.cause.kind == "agent:\(kind)")
        let ended = result.events(.attemptEnded).first?.details
        #expect(ended?["outcome"] == "failed")
        #expect(ended?["cause"] == "agent:\(kind)")
    }

    @Test("the end of a run names the phase that ended it")
    func endedBy() async throws {
        let result = try await engine.run(phase(.attempts(1), failing: Mishap(description: "x")))
        let ended = result.events(.runEnded).first
        #expect(ended?.phase == "a")
        #expect(ended?.details["message"] == "x")
    }

    @Test("delays follow the formula")
    func delays() async throws {
        var policy = RetryPolicy()
        policy.initial = .milliseconds(1)
        policy.coefficient = 3
        policy.maxInterval = .milliseconds(5)
        policy.maxAttempts = 5
        let result = try await engine.run(phase(policy, failing: Mishap(description: "x")))
        let delays = result.events(.retryScheduled).map { $0.details["delay_us"] }
        #expect(delays == ["1000", "3000", "5000", "5000"])
    }

    @Test("a list of delays replaces the formula and brings its own number of attempts")
    func list() async throws {
        var policy = RetryPolicy()
        policy.delays = [.milliseconds(2), .milliseconds(1)]
        let result = try await engine.run(phase(policy, failing: Mishap(description: "x")))
        let delays = result.events(.retryScheduled).map { $0.details["delay_us"] }
        #expect(delays == ["2000", "1000"])
        #expect(result.attempts == ["a": 3])
    }

    @Test("full jitter spreads delays below the formula's, the same way for the same id")
    func jitter() async throws {
        var policy = RetryPolicy.attempts(6)
        policy.initial = .milliseconds(4)
        policy.coefficient = 1
        policy.jitter = .full
        var seen: [[String?]] = []
        for _ in 0..<2 {
            let result = try await Engine().run(phase(policy, failing: Mishap(description: "x")))
            seen.append(result.events(.retryScheduled).map { $0.details["delay_us"] })
        }
        #expect(seen[0] == seen[1])
        #expect(Set(seen[0]).count > 1)
        #expect(seen[0].compactMap { $0.flatMap(Int.init) }.allSatisfy { $0 <= 4000 })
    }

    @Test("a failure says after what time, or at which time, to come back")
    func retryAfter() async throws {
        let now = Date(timeIntervalSince1970: 1_000_000)
        let engine = Engine(wall: { now })
        let hints: [(AgentFailure.RetryAfter?, String)] = [
            (.delay(.milliseconds(7)), "7000"),
            (.date(now.addingTimeInterval(0.25)), "250000"),
            (.date(now.addingTimeInterval(-5)), "0"),
            (.delay(.seconds(-1)), "0"),
            (nil, "1000"),
        ]
        var policy = RetryPolicy.attempts(2)
        policy.initial = .milliseconds(1)
        for (index, (hint, expected)) in hints.enumerated() {
            let failure = AgentFailure(kind: "rate_limit", message: "busy", retryAfter: hint)
            let result = try await engine.run(
                phase(policy, failing: failure, times: 1),
                id: "run-\(index)"
            )
            #expect(result.events(.retryScheduled).first?.details["delay_us"] == expected)
        }
    }

    @Test("the header Retry-After is read in both forms")
    func header() {
        #expect(AgentFailure.RetryAfter(header: "120") == .delay(.seconds(120)))
        let date = Date(timeIntervalSince1970: 784_111_777)
        #expect(AgentFailure.RetryAfter(header: "Sun, 06 Nov 1994 08:49:37 GMT") == .date(date))
        #expect(AgentFailure.RetryAfter(header: "soon") == nil)
    }

    @Test("an attempt that takes too long is cancelled and retried")
    func attemptTimeout() async throws {
        let notes = Notes()
        let settings = PhaseSettings {
            $0.attemptTimeout = .seconds(1)
            $0.retry = .attempts(2)
        }
        let result = try await engine.run(
            Phase("a", settings: settings) { request in
                guard request.attempt == 1 else { return "second" }
                do {
                    try await Task.sleep(for: .seconds(60))
                } catch {
                    notes.add("called off")
                    throw error
                }
                return "first"
            }
        )
        #expect(result.text("a") == "second")
        #expect(notes.all == ["called off"])
        #expect(result.events(.retryScheduled).first?.details["cause"] == "timeout")
    }

    @Test("a workflow's timeout ends the run, whichever phase is in progress")
    func runTimeout() async throws {
        var workflow = Workflow.of(
            Phase("a") { _ in
                try await Task.sleep(for: .seconds(60))
                return "late"
            }
        )
        workflow.timeout = .milliseconds(100)
        let result = try await engine.run(workflow, requirements: "")
        #expect(result.status == .failed)
        #expect(result.error?.phase == "a")
        #expect(result.error?.cause.kind == "timeout")
    }

    @Test("calls of the agent's own count against the attempts")
    func ownCalls() async throws {
        let failure = AgentFailure(kind: "server_error", message: "x", calls: 3)
        let result = try await engine.run(phase(.attempts(3), failing: failure))
        #expect(result.attempts == ["a": 3])
    }

    @Test("equal failures in a row end the attempts early where that is wanted")
    func pattern() async throws {
        var policy = RetryPolicy.attempts(9)
        policy.patternLength = 2
        policy.stopsOnPattern = true
        let result = try await engine.run(phase(policy, failing: Mishap(description: "same")))
        #expect(result.attempts == ["a": 2])
        #expect(result.events(.patternFound).count == 1)
    }
}
