import Suites
import Scenarios
import TestSupport
import Testing
import Workflows

@testable import Benchmarks

@Suite("Measuring for a baseline")
struct BenchmarkRunnerTests {
    private static let text = """
        name: two
        seed: 5
        workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
        agents:
          a: {simulated: {output: x, latency: {uniform: {min: 1s, max: 9s}}}}
          b: {simulated: {output: y, latency: {uniform: {min: 1s, max: 9s}}}}
        runs: [{name: cold}, {name: warm}, {name: again, agents: {b: {version: 2}}}]
        """

    private func measure(
        _ text: String,
        pairs: Int = SamplingPlan.defaultPairs,
        seed: UInt64? = nil
    ) async throws -> Measurement {
        let subject = BenchmarkSubject.MeasuredScenario(
            try Bench.scenario(text),
            bytes: Array(text.utf8)
        )
        return try await BenchmarkRunner(Bench.surroundings)
            .measure([subject], pairs: pairs, seed: seed)
    }

    @Test("each run has ten samples of its first repetition, with consecutive seeds")
    func samples() async throws {
        let measurement = try await measure(Self.text)
        #expect(measurement.warnings.isEmpty)
        #expect(measurement.durations.map(\.run) == ["cold", "warm", "again"])
        #expect(measurement.series.allSatisfy { $0.seed == 5 && $0.isSimulated })
        let scenario = try Bench.scenario(Self.text)
        for (index, series) in measurement.durations.enumerated() {
            var expected: [Int?] = []
            for seed in UInt64(5)..<15 {
                let runs = try await ScenarioSession.execute(scenario, seed: seed)
                expected.append(runs[index].first?.trace.record.duration.microseconds)
            }
            #expect(series.samples == expected)
        }
        #expect(Set(measurement.durations[0].samples).count == 10)
        #expect(Set(measurement.durations[1].samples) == [0])
    }

    @Test("a seed and a number of pairs can be given, the number within its limits")
    func options() async throws {
        let measurement = try await measure(Self.text, pairs: 3, seed: .max)
        #expect(measurement.durations.map(\.samples.count) == [3, 3, 3])
        #expect(measurement.series.first?.seed == .max)
        #expect(try await measure(Self.text, pairs: -1).series.first?.samples.count == 1)
    }

    @Test("a scenario that fails is measured, and says so")
    func failing() async throws {
        let text = Self.text.replacing(
            "{name: warm}",
            with: "{name: warm, expect: {executed: [a]}}"
        )
        let measurement = try await measure(text)
        #expect(measurement.durations.map(\.failed.count) == [0, 10, 0])
        let warning = try #require(measurement.warnings.first)
        #expect(warning.description.hasPrefix("a.yaml: warning: it failed in 10 of 10"))
    }

    @Test("what no run is to blame for is a failure of all of them")
    func broken() async throws {
        let text =
            Self.text + """

                faults: [{id: never, at: agent.call, when: {phase: a, attempt: 9}, inject: auth}]
                """
        let measurement = try await measure(text, pairs: 2)
        #expect(measurement.durations.map(\.failed) == [[0, 1], [0, 1], [0, 1]])
    }

    @Test("a run's attempts, requests, executed phases, tokens and cost are series like its time")
    func metrics() async throws {
        let text = Self.text.replacing(
            "{output: x,",
            with: "{output: x, tokens: 120, cost: 0.5,"
        )
        let measurement = try await measure(text, pairs: 2)
        func samples(_ metric: Series.Metric) -> [[Int]] {
            measurement.series.filter { $0.metric == metric }.map(\.samples)
        }
        #expect(samples(.attempts) == [[2, 2], [0, 0], [1, 1]])
        #expect(samples(.requests) == samples(.attempts))
        #expect(samples(.reExecuted) == [[2, 2], [0, 0], [1, 1]])
        // The run whose only call does not say what it used has no series.
        #expect(samples(.tokens) == [[120, 120], [0, 0]])
        #expect(samples(.cost) == [[500_000, 500_000], [0, 0]])
    }

    @Test("a run with its own seed is reported")
    func ownSeed() async throws {
        let text = Self.text.replacing("{name: cold}", with: "{name: cold, seed: 9}")
        let measurement = try await measure(text)
        #expect(measurement.warnings.count == 1)
        #expect(Set(measurement.durations[0].samples).count == 1)
    }

    @Test("another file or another workflow has another digest")
    func digests() async throws {
        let first = try #require(try await measure(Self.text, pairs: 1).series.first)
        let same = try #require(try await measure(Self.text, pairs: 1).series.first)
        let other = try #require(
            try await measure(Self.text.replacing(", needs: [a]", with: ""), pairs: 1)
                .series.first
        )
        #expect(first == same)
        #expect(first.scenarioDigest != other.scenarioDigest)
        #expect(first.workflowDigest != other.workflowDigest)
    }

    @Test("a measurement survives its file and equals itself in a comparison")
    func endToEnd() async throws {
        let folder = try TemporaryFolder()
        let series = try await measure(Self.text).series
        try BaselineXML.write(Bench.baseline(series), to: folder.path + "/x.xml")
        let read = try BaselineXML.read(file: folder.path + "/x.xml")
        let rows = Comparison.compare(base: read, candidate: Bench.baseline(series))
        #expect(rows.count == series.count)
        #expect(rows.allSatisfy { $0.verdict == .unchanged })
    }

    @Test("a scenario that got slower has regressed")
    func regression() async throws {
        let before = try await measure(Self.text).series
        let after = try await measure(
            Self.text.replacing(
                "y, latency: {uniform: {min: 1s, max: 9s}}",
                with: "y, latency: {uniform: {min: 3s, max: 27s}}"
            )
        ).series
        let rows = Comparison.compare(
            base: Bench.baseline(before),
            candidate: Bench.baseline(after)
        )
        let times = rows.filter { $0.metric == "duration" }
        #expect(times.map(\.verdict) == [.regressed, .unchanged, .regressed])
    }
}

extension Measurement {
    /// The series of times.
    fileprivate var durations: [Series] { series.filter { $0.metric == .duration } }
}
