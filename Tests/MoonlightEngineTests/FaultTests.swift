import Foundation
import MoonlightEngine
import MoonlightTestKit
import TestSupport
import Testing

@Suite("Faults of an engine", .timeLimit(.minutes(1)))
struct FaultTests {
    private struct Overload: Error {}

    private static func bench(_ isLive: Bool, _ faults: [Fault]) -> TestBench {
        isLive ? TestBench(Engine(faults: faults)) : TestBench(faults: faults)
    }

    private func workflow(_ notes: Notes, timeout: Duration? = nil) -> Workflow {
        let settings = PhaseSettings {
            $0.retry = RetryPolicy(maxAttempts: 3, initial: .zero)
            $0.attemptTimeout = timeout
        }
        return Workflow.of(
            Phase("fetch", settings: settings) { request in
                notes.add("fetch \(request.attempt)")
                return "F"
            },
            Phase("summarise", needs: ["fetch"], settings: settings) { request in
                notes.add("summarise \(request.attempt)")
                return "S"
            }
        )
    }

    @Test("fail attempts before the agent is reached, and say so", arguments: [false, true])
    func attempts(isLive: Bool) async throws {
        let notes = Notes()
        let fault = Fault.fail(
            "summarise",
            attempts: 1...2,
            with: AgentFailure(kind: .serverError, message: "503")
        )
        let bench = Self.bench(isLive, [fault])
        let result = try await bench.run(workflow(notes), requirements: "")
        #expect(result.status == .succeeded)
        #expect(notes.all == ["fetch 1", "summarise 3"])
        #expect(result.attempts == ["fetch": 1, "summarise": 3])
        let acted = result.events(.faultInjected)
        #expect(acted.compactMap(\.fault) == ["fail summarise", "fail summarise"])
        #expect(acted.compactMap(\.attempt) == [1, 2])
        #expect(result.events(.retryScheduled).compactMap(\.cause) == [.serverError, .serverError])
        #expect(
            bench.engine.faultReports == [
                FaultReport(fault: "fail summarise", calls: 2, firings: 2)
            ]
        )
        #expect(bench.violations == [])
    }

    @Test("fail the call with a number, counted over runs", arguments: [false, true])
    func call(isLive: Bool) async throws {
        let notes = Notes()
        let bench = Self.bench(isLive, [.fail("fetch", call: 2, with: Overload())])
        var attempts: [Int?] = []
        for _ in 0..<3 {
            let result = try await bench.run(workflow(notes), requirements: "")
            attempts.append(result.attempts["fetch"])
        }
        #expect(attempts == [1, 2, 1])
        #expect(bench.violations == [])
    }

    @Test("throw what the phase reads as it reads its agent's errors", arguments: [false, true])
    func classified(isLive: Bool) async throws {
        var workflow = workflow(Notes())
        workflow[phase: "fetch"].settings.classify = { error in
            error is Overload
                ? AgentFailure(kind: "overload", message: "too much", isRetryable: false) : nil
        }
        let bench = Self.bench(isLive, [.fail("fetch", attempts: 1...3, with: Overload())])
        let result = try await bench.run(workflow, requirements: "")
        #expect(result.error?.cause.kind == "overload")
        #expect(result.attempts == ["fetch": 1])
        workflow[phase: "fetch"].settings.classify = nil
        let plain = try await bench.run(workflow, requirements: "")
        #expect(plain.error?.cause.kind == .agent)
        #expect(plain.error?.cause.message == "Overload()")
        #expect(bench.violations == [])
    }

    @Test("refuse as an overloaded provider does, and the wait is the provider's")
    func rateLimit() async throws {
        let notes = Notes()
        let bench = TestBench(faults: [.rateLimit("fetch", retryAfter: .seconds(40))])
        let result = try await bench.run(workflow(notes), requirements: "")
        #expect(result.events(.retryScheduled).compactMap(\.delay) == [.seconds(40)])
        #expect(result.events(.retryScheduled).compactMap(\.cause) == [.rateLimit])
        #expect(notes.all == ["fetch 2", "summarise 1"])
        #expect(bench.violations == [])
    }

    @Test("hang until a timeout, and delay an answer")
    func slow() async throws {
        let notes = Notes()
        let bench = TestBench(
            faults: [.hang("fetch"), .delay("summarise", by: .seconds(29))]
        )
        let result = try await bench.run(
            workflow(notes, timeout: .seconds(30)),
            requirements: ""
        )
        #expect(result.status == .succeeded)
        #expect(result.duration == .seconds(59))
        #expect(notes.all == ["fetch 2", "summarise 1"])
        let endless = try await Engine.virtual(faults: [.hang("fetch")])
            .run(workflow(notes), requirements: "")
        #expect(endless.error?.cause.kind == .hang)
        #expect(bench.violations == [])
    }

    @Test("answer in the agent's place", arguments: [false, true])
    func answer(isLive: Bool) async throws {
        let notes = Notes()
        var workflow = workflow(notes)
        workflow[phase: "fetch"].settings.validators = [.contains("F")]
        let bench = Self.bench(isLive, [.answer("fetch", AgentAnswer("nonsense", tokens: 7))])
        let result = try await bench.run(workflow, requirements: "")
        #expect(result.status == .succeeded)
        #expect(notes.all == ["fetch 2", "summarise 1"])
        #expect(result.events(.validationFailed).count == 1)
        #expect(result.events(.attemptEnded).first?.tokens == 7)
        #expect(bench.violations == [])
    }

    @Test("act on compensations by their own name, and on the phase's own agent by its")
    func compensation() async throws {
        let notes = Notes()
        let undoable = PhaseSettings {
            $0.retry = RetryPolicy(maxAttempts: 2, initial: .seconds(1))
            $0.compensation = FunctionAgent { request in
                notes.add("undo \(request.attempt)")
                return ""
            }
        }
        var workflow = Workflow.of(
            Phase("pay", settings: undoable) { _ in "12 €" },
            Phase(
                "send",
                needs: ["pay"],
                settings: PhaseSettings {
                    $0.retry = RetryPolicy(maxAttempts: 1, onExhausted: .rollback)
                }
            ) { _ in throw Mishap(description: "no paper") }
        )
        workflow.rollback = .compensate
        let closed = Mishap(description: "bank is closed")
        let bench = TestBench(faults: [.fail("pay/undo", attempts: 1...1, with: closed)])
        let result = try await bench.run(workflow, requirements: "")
        #expect(result.compensated == ["pay"])
        #expect(result.attempts["pay"] == 1)
        #expect(notes.all == ["undo 2"])
        #expect(bench.violations == [])
    }

    @Test(
        "let the process die after a commit or before one, once for each run",
        arguments: [false, true]
    )
    func crash(isLive: Bool) async throws {
        let notes = Notes()
        let bench = Self.bench(
            isLive,
            [.crash(after: "fetch"), .crash(beforeCommitOf: "summarise")]
        )
        let workflow = workflow(notes)
        let first = try await bench.run(workflow, requirements: "", id: "r")
        #expect(first.status == .interrupted)
        #expect(first.text("fetch") == "F")
        #expect(notes.all == ["fetch 1"])
        #expect(try bench.engine.summary(of: "r")?.status == .interrupted)
        let second = try await bench.resume("r", of: workflow, requirements: "")
        #expect(second.status == .interrupted)
        #expect(second.restored == ["fetch"])
        #expect(second.text("summarise") == nil)
        let third = try await bench.resume("r", of: workflow, requirements: "")
        #expect(third.status == .succeeded)
        #expect(third.restored == ["fetch"])
        // The call whose answer was lost is made again, as the same attempt.
        #expect(notes.all == ["fetch 1", "summarise 1", "summarise 1"])
        #expect(bench.engine.faultReports.map(\.firings) == [1, 1])
        #expect(try await bench.run(workflow, requirements: "", id: "s").status == .interrupted)
        #expect(bench.violations == [])
    }

    @Test("let a process die before a commit, whatever else happens at that time")
    func crashBesideOthers() async throws {
        let others = Gate()
        let validated = PhaseSettings {
            $0.validators = [
                .function("slow") { _ in
                    await others.wait()
                    return nil
                }
            ]
        }
        let workflow = Workflow.of(
            Phase("a", settings: validated) { _ in "A" },
            Phase("b") { _ in "B" },
            Phase("c", needs: ["b"]) { _ in
                others.open()
                return "C"
            }
        )
        let bench = TestBench(Engine(faults: [.crash(beforeCommitOf: "a")]))
        let first = try await bench.runOrResume(workflow, id: "r")
        #expect(first.status == .interrupted)
        #expect(try await bench.runOrResume(workflow, id: "r").status == .succeeded)
        #expect(bench.violations == [])
    }

    @Test("let a process die with a folder of state, and another engine resumes")
    func crashOnDisk() async throws {
        let folder = try TemporaryFolder()
        let notes = Notes()
        let bench = TestBench(try Engine(state: folder.path, faults: [.crash(after: "fetch")]))
        let first = try await bench.run(workflow(notes), requirements: "", id: "r")
        #expect(first.status == .interrupted)
        let resumed = try await Engine(state: folder.path)
            .resume("r", of: workflow(notes), requirements: "")
        #expect(resumed.restored == ["fetch"])
        #expect(notes.all == ["fetch 1", "summarise 1"])
        #expect(bench.violations == [])
    }

    @Test("are distinguished, kept to one run, and drawn from the seed")
    func selection() async throws {
        let x = Mishap(description: "x")
        let bench = TestBench(
            faults: [
                .fail("fetch", attempts: 1...1, with: x),
                .fail("fetch", attempts: 2...2, with: x).only(inRun: "b"),
                .fail("nobody", attempts: 1...1, with: x),
                .crash(after: "summarise").only(inRun: "none"),
            ]
        )
        let notes = Notes()
        let attempts = try await [
            bench.run(workflow(notes), requirements: "", id: "a"),
            bench.run(workflow(notes), requirements: "", id: "b"),
        ].map { $0.attempts["fetch"] }
        #expect(attempts == [2, 3])
        #expect(
            bench.engine.faultReports.map { "\($0.fault): \($0.firings)" } == [
                "fail fetch: 2", "fail fetch (2): 1", "fail nobody: 0",
                "crash after summarise: 0",
            ]
        )
        let drawn = Engine.virtual(
            faults: [.fail("fetch", attempts: 1...1, with: x).drawn(0.5)]
        )
        for _ in 0..<100 { _ = try await drawn.run(workflow(notes), requirements: "") }
        #expect((30...70).contains(drawn.faultReports[0].firings))
        #expect(drawn.faultReports[0].calls == 100)
        #expect(bench.violations == [])
    }
}
