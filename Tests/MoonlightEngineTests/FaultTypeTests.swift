import MoonlightEngine
import MoonlightTestKit
import TestSupport
import Testing

@Suite("Types of faults in an engine", .timeLimit(.minutes(1)))
struct FaultTypeTests {
    private func workflow(_ change: (inout PhaseSettings) -> Void = { _ in }) -> Workflow {
        let settings = PhaseSettings {
            $0.retry = RetryPolicy(maxAttempts: 3, initial: .seconds(1), jitter: .none)
            $0.validators = [.contains("good")]
            change(&$0)
        }
        return Workflow.of(
            Phase("a", settings: settings) { _ in AgentAnswer(#"{"verdict": "good"}"#, tokens: 40) }
        )
    }

    private static let failures: [@Sendable () throws -> Fault] = [
        { .overloaded("a") }, { .emptyAnswer("a") }, { .truncatedAnswer("a", keeping: 0) },
        { try .inject("overloaded", into: "a", attempts: 1...1) },
        { try .inject("empty", at: .answer, into: "a", attempts: 1...1) },
        { try .inject("truncate", ["at": "0%"], at: .answer, into: "a", attempts: 1...1) },
        { try .inject("flip", at: .validation, into: "a", attempts: 1...1) },
    ]

    @Test("act once and are outlived", arguments: failures, [false, true])
    func retried(_ make: @Sendable () throws -> Fault, isLive: Bool) async throws {
        let fault = try make()
        let bench = isLive ? TestBench(Engine(faults: [fault])) : TestBench(faults: [fault])
        let workflow = workflow { $0.retry = .attempts(3) }
        let result = try await bench.run(workflow, requirements: "")
        #expect(result.status == .succeeded)
        #expect(result.attempts == ["a": 2])
        #expect(result.events(.faultInjected).compactMap(\.fault) == [fault.description])
        #expect(bench.engine.faultReports.map(\.firings) == [1])
        #expect(bench.violations == [])
    }

    @Test("a quota counts the calls of a minute, over runs")
    func quota() async throws {
        let bench = TestBench(faults: [.quota("a", requestsPerMinute: 2)])
        var waits: [Duration] = []
        for _ in 0..<3 {
            let result = try await bench.run(workflow(), requirements: "")
            #expect(result.status == .succeeded)
            waits.append(result.duration)
        }
        #expect(waits == [.zero, .zero, .seconds(60)])
        #expect(bench.violations == [])
    }

    @Test("a quota of tokens knows what calls used when they are over")
    func tokens() async throws {
        let bench = TestBench(faults: [.quota("a", tokensPerMinute: 80)])
        var waits: [Duration] = []
        for _ in 0..<3 {
            waits.append(try await bench.run(workflow(), requirements: "").duration)
        }
        #expect(waits == [.zero, .zero, .seconds(60)])
    }

    @Test("a look-up misses what the cache has", arguments: [false, true])
    func cache(isNamed: Bool) async throws {
        let fault =
            isNamed ? Fault.cacheMiss("a") : try .inject("false_miss", at: .lookUp, into: "a")
        let workflow = workflow { $0.cache = .on() }
        for (faults, cached) in [([], Set(["a"])), ([fault], [])] as [([Fault], Set<String>)] {
            let engine = Engine.virtual(faults: faults)
            _ = try await engine.run(workflow, requirements: "")
            #expect(try await engine.run(workflow, requirements: "").cached == cached)
            #expect(engine.faultReports.map(\.firings) == faults.map { _ in 1 })
        }
    }

    @Test("a lowered resource bounds a run that has no budget of its own")
    func resource() async throws {
        let fault = try Fault.inject("tokens", 30)
        #expect(fault.description == "tokens")
        let bench = TestBench(faults: [fault])
        let result = try await bench.run(workflow(), requirements: "")
        #expect(result.error?.cause.kind == .budget)
        #expect(result.error?.cause.message.contains("30 tokens") == true)
    }

    @Test("a clock that is set makes results old on a virtual clock")
    func clock() async throws {
        let workflow = workflow { $0.cache = .on(timeToLive: .seconds(3600)) }
        let jump = try Fault.inject("jump", ["by": "2h"], at: .clock).only(inRun: "warm")
        for (faults, cached) in [([], Set(["a"])), ([jump], [])] as [([Fault], Set<String>)] {
            let engine = Engine.virtual(faults: faults)
            _ = try await engine.run(workflow, requirements: "", id: "cold")
            let warm = try await engine.run(workflow, requirements: "", id: "warm")
            #expect(warm.cached == cached)
        }
    }

    private static let wrongs: [(@Sendable () throws -> Fault, String)] = [
        (
            { try .inject("qota") },
            #"fault qota: expected a type of fault, found "qota"; did you mean "quota"?"#
        ),
        (
            { try .inject("torn_write") },
            "fault torn_write: expected a type that acts on calls, answers, the cache, the clock, "
                + "resources or validations, found one for scenarios alone"
        ),
        (
            { try .inject("quota") },
            "fault quota: expected requests_per_minute or tokens_per_minute, found neither"
        ),
        (
            { try .inject("quota", ["requests_per_minute": 0]) },
            "fault quota: requests_per_minute: expected an integer from 1 to 1000000000, found 0"
        ),
        (
            { try .inject("io_error") },
            "fault io_error: at: expected .lookUp or .store, where it acts, found no place"
        ),
        (
            { try .inject("overloaded", at: .answer) },
            "fault overloaded: at: expected .call, where it acts, found .answer"
        ),
        (
            { try .inject("jump", ["by": "2h"], into: "a") },
            "fault jump: into: expected no phase, because no reading is about one, found \"a\""
        ),
        (
            { try .inject("false_miss", into: "a", attempts: 1...2) },
            "fault false_miss: attempts: expected none, because no look-up is about one, "
                + "found 1...2"
        ),
        (
            { try .inject("overloaded", attempts: 0...2) },
            "fault overloaded: attempts: expected 1 or more, found 0...2"
        ),
    ]

    @Test("what is no fault says what was expected, and what was found", arguments: wrongs)
    func mistakes(_ make: @Sendable () throws -> Fault, _ words: String) {
        do {
            _ = try make()
            Issue.record("expected a mistake: \(words)")
        } catch {
            #expect("\(error)" == words)
            #expect(error is FaultMistake)
        }
    }
}
