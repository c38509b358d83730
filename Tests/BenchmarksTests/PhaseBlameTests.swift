import Scenarios
import TestSupport
import Testing
import Workflows

@testable import Benchmarks

@Suite("The phase to blame")
struct PhaseBlameTests {
    private static let text = PlantedScenario.text

    private func measure(_ text: String, seed: UInt64? = nil) async throws -> Baseline {
        let subject = BenchmarkSubject.MeasuredScenario(
            try Bench.scenario(text),
            bytes: Array(text.utf8)
        )
        let measured = try await BenchmarkRunner(Bench.surroundings)
            .measure([subject], pairs: 10, seed: seed)
        return Bench.baseline(measured.series.filter { $0.metric == .duration })
    }

    private func compare(_ changed: String, seed: UInt64? = nil) async throws -> [ComparisonRow] {
        Comparison.compare(
            base: try await measure(Self.text),
            candidate: try await measure(changed, seed: seed)
        )
    }

    @Test("the times of the phases make up that of a run whose phases follow each other")
    func times() async throws {
        for series in try await measure(Self.text).series {
            #expect(series.phases.map(\.name) == ["plan", "code", "check"])
            for (place, sample) in series.samples.enumerated() {
                #expect(series.phases.reduce(0) { $0 + $1.samples[place] } == sample)
            }
        }
    }

    @Test("one more retry is red, and its phase is to blame")
    func retry() async throws {
        let rows = try await compare(
            Self.text.replacing("max_attempts: 2", with: "max_attempts: 3")
        )
        let cold = try #require(rows.first)
        #expect(cold.verdict == .regressed)
        let blame = try #require(cold.blame)
        #expect(blame.phase == "code")
        #expect(abs(blame.share - 1) < 1e-9)
        #expect(blame.change == 4_000_000)
    }

    @Test("a time to live that is too short is red, and what is executed again is to blame")
    func timeToLive() async throws {
        let rows = try await compare(Self.text.replacing("ttl: 2h", with: "ttl: 10m"))
        #expect(rows.map(\.verdict) == [.unchanged, .regressed])
        #expect(rows.map { $0.blame?.phase } == [nil, "plan"])
    }

    @Test("what got faster has a phase to thank")
    func faster() async throws {
        let rows = try await compare(Self.text.replacing("initial: 2s", with: "initial: 1s"))
        #expect(rows.first?.verdict == .improved)
        #expect(rows.first?.blame?.phase == "code")
        #expect(rows.first?.blame.map { $0.change < 0 } == true)
    }

    @Test("a comment and the load of the machine change nothing")
    func comment() async throws {
        let load = (0..<4).map { _ in
            Task.detached { while !Task.isCancelled { await Task.yield() } }
        }
        defer { for task in load { task.cancel() } }
        let rows = try await compare("# nothing new\n" + Self.text)
        #expect(rows.map(\.verdict) == [.unchanged, .unchanged])
        #expect(rows.allSatisfy { $0.ratio == 1 && $0.blame == nil })
        #expect(rows.allSatisfy { $0.reason?.contains("the scenario's file has changed") == true })
    }

    @Test("another seed is not red")
    func seed() async throws {
        let rows = try await compare(Self.text, seed: 500)
        #expect(!rows.contains { $0.verdict == .regressed })
        #expect(rows.allSatisfy { !$0.isPaired })
        // Seeds that overlap are the same tasks.
        let overlapping = try await compare(Self.text, seed: 8)
        #expect(overlapping.map(\.verdict) == [.unchanged, .unchanged])
        #expect(overlapping.map(\.pairs) == [7, 7])
    }

    @Test("without the times of phases nothing is blamed")
    func unknown() async throws {
        var base = try await measure(Self.text).series
        let slow = try await measure(
            Self.text.replacing("initial: 2s", with: "initial: 9s")
        )
        #expect(Comparison.compare(base: Bench.baseline(base), candidate: slow).first?.blame != nil)
        for place in base.indices { base[place].phases = [] }
        let rows = Comparison.compare(base: Bench.baseline(base), candidate: slow)
        #expect(rows.first?.verdict == .regressed && rows.first?.blame == nil)
    }

    @Test("a phase that one side does not have took no time there")
    func newPhase() throws {
        var base = Bench.series([100, 110, 120, 130, 140, 150])
        var candidate = Bench.series([200, 210, 220, 230, 240, 250])
        base.phases = [PhaseSamples(name: "a", samples: base.samples)]
        candidate.phases = [
            PhaseSamples(name: "a", samples: base.samples.map { $0 - 10 }),
            PhaseSamples(name: "b", samples: base.samples.map { _ in 110 }),
        ]
        let rows = Comparison.compare(
            base: Bench.baseline([base]),
            candidate: Bench.baseline([candidate])
        )
        #expect(rows.first?.blame == PhaseBlame(phase: "b", change: 110, total: 100))
    }
}
