#if os(Linux)
import Scenarios
import Shapes
import Suites
import TestSupport
import Testing
import Workflows

@testable import Benchmarks

@Suite("Processor time and memory of a run's programs", .timeLimit(.minutes(2)))
struct ProgramMetricTests {
    private let folder: TemporaryFolder
    private let surroundings: SuiteEnvironment

    init() throws {
        folder = try TemporaryFolder()
        surroundings = SuiteEnvironment(
            clock: ContinuousClock(),
            wall: { .zero },
            workspaces: folder.path + "/work",
            environment: ["PATH": "/usr/bin:/bin"]
        )
    }

    /// Two runs on a real clock: the agent of the first holds 800 MiB, that of the second 400 MiB.
    private func text(_ claim: String = "", agents: (String, String)? = nil) -> String {
        func holding(_ size: Int) -> String {
            "process: {command: [dd, if=/dev/zero, of=/dev/null, bs=\(size)M, count=1]}"
        }
        let (first, second) = agents ?? (holding(800), holding(400))
        return """
            name: holders
            workflow: {phases: [{name: a}]}
            clock: real
            agents: {a: {\(first)}}
            runs: [{name: more}, {name: less, agents: {a: {version: 2, \(second)}}}]
            \(claim)
            """
    }

    private func measure(_ text: String, pairs: Int = 2) async throws -> Measurement {
        let subject = BenchmarkSubject.MeasuredScenario(
            try Bench.scenario(text),
            bytes: Array(text.utf8)
        )
        return try await BenchmarkRunner(surroundings).measure([subject], pairs: pairs)
    }

    private func verdict(_ text: String) async throws -> ClaimVerdict {
        let scenario = try Bench.scenario(text)
        return try #require(await ClaimVerifier(surroundings).verify(scenario).first)
    }

    @Test("a baseline has both of each run with programs")
    func bench() async throws {
        let measurement = try await measure(text())
        let memory = measurement.series.filter { $0.metric == .memory }
        #expect(memory.map(\.run) == ["more", "less"])
        for (series, size) in zip(memory, [800, 400]) {
            let expected = (size << 20)..<((size + 30) << 20)
            #expect(series.samples.count == 2)
            #expect(series.samples.allSatisfy(expected.contains))
        }
        let processor = measurement.series.filter { $0.metric == .cpu }
        #expect(processor.map(\.run) == ["more", "less"])
        #expect(processor.joined(\.samples).allSatisfy { $0 > 1000 })
    }

    @Test("runs without programs have neither, on a virtual clock and on a real one")
    func noPrograms() async throws {
        let agent = "simulated: {output: x}"
        let real = text(agents: (agent, agent))
        for text in [real, real.replacing("clock: real", with: "clock: virtual")] {
            let metrics = Set(try await measure(text).series.map(\.metric))
            #expect(metrics == [.duration, .attempts, .requests, .reExecuted])
        }
    }

    @Test("where a program has too little to be told from the tool, a warning says so")
    func tooLittle() async throws {
        let measurement = try await measure(text(agents: ("process: {command: [sleep, '0']}", "")))
        #expect(!measurement.series.contains { $0.metric == .memory && $0.run == "more" })
        let warning = measurement.warnings.first?.message ?? ""
        let start = "the memory of the run more is not known, in 2 of 2 executions: "
        #expect(warning.hasPrefix(start))
    }

    @Test("where the kernel does not say what a program took, a warning says so")
    func lost() throws {
        var usage = ProgramUsage()
        usage.add(processor: 1000, memory: 1 << 30)
        usage.lose("nobody knows")
        let record = RunTrace(run: Event.Run(name: "more")).record
        let observation = Observation(record, programs: usage, failure: nil)
        #expect(observation.values[.cpu] == nil)
        #expect(observation.values[.memory] == nil)
        let subject = MeasuredSubject(
            .scenario(.init(try Bench.scenario(text()), bytes: [])),
            seed: nil,
            surroundings
        )
        var samples = Sampler.Samples(observations: [[[observation], [observation]]])
        samples.rounds = 1
        let end = "are not known, in 1 of 1 executions: nobody knows"
        #expect(
            subject.warnings(samples, subject: 0).map(\.message)
                == ["more", "less"].map { "processor time and memory of the run \($0) \(end)" }
        )
    }

    @Test("memory can be claimed")
    func claim() async throws {
        let claim = "{name: half, baseline: more, candidate: less, metric: memory, pairs: 6, "
        let holds = try await verdict(text("claims: [\(claim) reduction: 40%..60%}]"))
        #expect(holds.verdict == .holds)
        let estimate = try #require(holds.estimate)
        #expect(abs(estimate - 0.5) < 0.03)
        let refuted = try await verdict(text("claims: [\(claim) reduction: 70%..90%}]"))
        #expect(refuted.verdict == .refuted)
    }

    @Test("a run whose agents are no programs leaves a claim about memory without verdict")
    func claimWithoutPrograms() async throws {
        let agent = "simulated: {output: x}"
        let found = try await verdict(
            text(
                """
                claims:
                  - {name: c, baseline: more, candidate: less, metric: memory, pairs: 6, reduction: 1%..9%}
                """,
                agents: (agent, agent)
            )
        )
        #expect(found.verdict == .inconclusive)
        #expect(found.reason == "a run does not say its memory: it executed no program")
    }

    @Test("memory is not claimed on a virtual clock, which has no programs")
    func virtualClaim() throws {
        let text = """
            name: x
            workflow: {phases: [{name: a}]}
            agents: {a: {simulated: {output: x}}}
            runs: [{name: one}, {name: two}]
            claims: [{name: c, baseline: one, candidate: two, metric: memory, reduction: 1%..9%}]
            """
        let problems = #expect(throws: Problems.self) { try Bench.scenario(text) }
        let problem = try #require(problems?.list.first)
        #expect(problem.message.contains("expected clock: real"))
        #expect(problem.location.line == 5)
    }
}

extension Sequence where Element == Series {
    fileprivate func joined(_ path: KeyPath<Series, [Int]>) -> [Int] {
        flatMap { $0[keyPath: path] }
    }
}
#endif
