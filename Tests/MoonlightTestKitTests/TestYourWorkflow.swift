import Foundation
import MoonlightEngine
import MoonlightTestKit
import Testing

/// A workflow as it ships.
private func digest() -> Workflow {
    let patient = PhaseSettings {
        $0.retry = RetryPolicy(maxAttempts: 4, initial: .seconds(5))
        $0.attemptTimeout = .seconds(30)
    }
    return Workflow(
        "digest",
        phases: [
            Phase("fetch", settings: patient) { "news about \($0.requirements)" },
            Phase("summarise", needs: ["fetch"], settings: patient) { request in
                "in short: \(request.inputs["fetch"]?.text ?? "nothing")"
            },
        ]
    )
}

@Suite("The digest")
struct DigestTests {
    @Test("outlives a provider that refuses it twice")
    func rateLimit() async throws {
        let refusal = Fault.rateLimit("summarise", attempts: 1...2, retryAfter: .seconds(20))
        let bench = TestBench(faults: [refusal])
        let result = try await bench.run(digest(), requirements: "the moon")
        #expect(result.status == .succeeded)
        #expect(result.duration == .seconds(40))
        #expect(bench.violations == [])
        #expect(bench.unusedFaults == [])
    }

    @Test("gives up on a source that hangs, after four timeouts")
    func hang() async throws {
        let bench = TestBench(faults: (1...4).map { .hang("fetch", attempt: $0) })
        let result = try await bench.run(digest(), requirements: "the moon")
        #expect(result.error?.cause.kind == .timeout)
        #expect(result.duration == .seconds(4 * 30 + 5 + 10 + 20))
    }

    @Test("takes as long as its slowest agent")
    func latency() async throws {
        var workflow = digest()
        workflow[phase: "fetch"].agent = .simulated(taking: .constant(.seconds(29))) { _ in "late" }
        let result = try await TestBench().run(workflow)
        #expect(result.duration == .seconds(29))
        #expect(result.outputs["summarise"]?.text == "in short: late")
    }

    @Test("waits as a quota asks")
    func quota() async throws {
        let quota = try Fault.inject("quota", ["requests_per_minute": 1], into: "fetch")
        let bench = TestBench(faults: [quota, .serverError("fetch")])
        let result = try await bench.run(digest(), requirements: "the moon")
        #expect(result.status == .succeeded)
        #expect(result.duration == .seconds(60))
    }

    @Test("gives up before it asks a third time")
    func budget() async throws {
        var workflow = digest()
        workflow.budget = UsageBudget(requests: 2)
        let bench = TestBench(faults: [.serverError("fetch", attempts: 1...9)])
        let result = try await bench.run(workflow, requirements: "the moon")
        #expect(result.error?.cause.kind == .budget)
    }

    @Test("is the same whenever its process dies")
    func crashes() async throws {
        let reports = try await crashSweep(of: digest(), requirements: "the moon")
        #expect(reports.count == 4)
        #expect(reports.flatMap(\.problems) == [])
    }

    @Test("goes on after SIGKILL")
    func realCrash() async throws {
        try await withTemporaryState { folder in
            await #expect(processExitsWith: .signal(SIGKILL)) { [path = folder.path as String] in
                var workflow = digest()
                workflow[phase: "fetch"].settings.hooks.after = { _ in
                    kill(getpid(), SIGKILL)
                }
                let engine = try Engine(state: path)
                _ = try await engine.run(workflow, requirements: "the moon", id: "digest")
            }
            let engine = try Engine(state: folder)
            let result = try await engine.runOrResume(
                digest(),
                requirements: "the moon",
                id: "digest"
            )
            #expect(result.restored == ["fetch"])
            #expect(result.status == .succeeded)
        }
    }
}
