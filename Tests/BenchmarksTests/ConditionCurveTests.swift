import JSON
import Reports
import Scenarios
import Testing
import Workflows

@testable import Benchmarks

@Suite("Condition curves")
struct ConditionCurveTests {
    /// Phases of 10, 20, 30 and 40 seconds, of which the candidate executes the last two again.
    private func verdict(_ claim: String, runs: String? = nil, metric: String = "duration")
        async throws -> ClaimVerdict
    {
        let scenario = try Bench.scenario(
            """
            name: four
            workflow: {phases: [{name: a}, {name: b, needs: [a]}, {name: c, needs: [b]}, {name: d, needs: [c]}]}
            agents:
              a: {simulated: {output: a, latency: 10s}}
              b: {simulated: {output: b, latency: 20s}}
              c: {simulated: {output: c, latency: 30s}}
              d: {simulated: {output: d, latency: 40s}}
            runs: \(runs ?? "[{name: cold}, {name: again, agents: {c: {version: 2, simulated: {output: other}}}}]")
            claims: [{name: c, baseline: cold, candidate: again, metric: \(metric), pairs: 6, \(claim)}]
            """
        )
        return try #require(await ClaimVerifier(Bench.surroundings).verify(scenario).first)
    }

    @Test("a curve says what is saved from each phase on, and where the claim's own condition is")
    func cache() async throws {
        let found = try await verdict("reduction: 25%..60%")
        #expect(found.curve.map(\.first) == ["a", "b", "c", "d", nil])
        #expect(found.curve.map(\.share) == [1, 0.9, 0.7, 0.4, 0])
        let saved: [Double] = [0, 0.1, 0.3, 0.6, 1]
        for (point, expected) in zip(found.curve, saved) {
            let estimate = try #require(point.estimate)
            #expect(abs(estimate - expected) < 1e-9)
        }
        #expect(
            found.curve.map(\.verdict) == [.refuted, .refuted, .holds, .holds, .refuted]
        )
        #expect(found.curve.map(\.isOwn) == [false, false, true, false, false])
        #expect(found.curve[2].phases == ["c", "d"])
        let (own, drawn) = (try #require(found.estimate), try #require(found.curve[2].estimate))
        #expect(abs(own - drawn) < 1e-9)
    }

    @Test("the curve of a recovery is a speed-up over the place of the failure")
    func recovery() async throws {
        let runs = """
            [{name: cold, alone: true}, {name: killed, kill: {after: b}}, {name: again, resume: killed}]
            """
        let found = try await verdict("speedup: \">= 2\"", runs: runs, metric: "recovery_time")
        #expect(found.verdict == .refuted)
        let estimate = try #require(found.estimate)
        #expect(abs(estimate - 100.0 / 70) < 1e-9)
        let factors = found.curve.compactMap(\.estimate)
        for (factor, expected) in zip(factors, [1, 100.0 / 90, 100.0 / 70, 2.5, .infinity]) {
            #expect(factor == expected || abs(factor - expected) < 1e-9)
        }
        #expect(
            found.curve.map(\.verdict) == [.refuted, .refuted, .refuted, .holds, .holds]
        )
        #expect(found.curve.first(where: \.isOwn)?.first == "c")
        #expect(VerdictReport.text([found]).contains("  failure in  share of time"))
    }

    @Test("phases at the same time are counted by the longest way through them")
    func parallel() async throws {
        let scenario = try Bench.scenario(
            """
            name: wide
            workflow: {phases: [{name: a}, {name: b}, {name: c, needs: [a, b]}]}
            agents:
              a: {simulated: {output: a, latency: 10s}}
              b: {simulated: {output: b, latency: 30s}}
              c: {simulated: {output: c, latency: 10s}}
            runs: [{name: cold}, {name: again, agents: {a: {version: 2, simulated: {output: z}}}}]
            claims: [{name: c, baseline: cold, candidate: again, pairs: 6, reduction: 45%..55%}]
            """
        )
        let found = try #require(await ClaimVerifier(Bench.surroundings).verify(scenario).first)
        #expect(found.verdict == .holds)
        #expect(found.condition == .init(phases: ["a", "c"], share: 0.5))
        #expect(found.curve.map(\.share) == [0.5, 1, 0.25, 0])
        #expect(found.curve.first?.isOwn == true)
    }

    /// Samples of which each baseline takes 100 s for its phases, and so much longer in all.
    private func samples(taking rest: Duration) throws -> (ClaimSamples, Workflow) {
        let workflow = Workflow(
            name: "custom",
            phases: [.init("a"), .init("b", needs: ["a"]), .init("c", needs: ["b"])]
        )
        let claim = Claim("c", baseline: "x", candidate: "x", effect: .reduction(0.4...0.6))
        let run = ScenarioRun("x", agents: [:])
        var samples = ClaimSamples(claim, run, run)
        let times: [PhaseID: Duration] = ["a": .seconds(20), "b": .seconds(30), "c": .seconds(50)]
        let events = [
            Event(
                sequence: 1,
                time: .seconds(100) + rest,
                run: Event.Run(name: "x"),
                kind: .runEnded(status: .succeeded, error: nil)
            )
        ]
        let sample = RunSample(
            seed: 1,
            measured: MeasuredRun(
                record: RunRecord(run: Event.Run(name: "x"), events: events),
                recoveryTime: .zero,
                holds: nil
            ),
            status: .succeeded,
            phaseTimes: times,
            storedID: nil
        )
        for pair in 0..<6 { try samples.add(sample, sample, pair: pair) }
        return (samples, workflow)
    }

    @Test("on a real clock a run takes time beside its phases, whatever it executes again")
    func realClock() throws {
        let (samples, workflow) = try samples(taking: .seconds(5))
        #expect(ConditionCurve(samples, of: workflow) == nil)
        let curve = try #require(ConditionCurve(samples, of: workflow, isExact: false))
        let judge = ClaimJudge(estimand: .reduction(0.4...0.6), metric: .duration)
        let points = curve.points(of: judge, confidence: 0.95, own: ["c"])
        let shares = points.compactMap(\.share)
        let saved = points.compactMap(\.estimate)
        for (share, expected) in zip(shares, [100.0 / 105, 80.0 / 105, 50.0 / 105, 0]) {
            #expect(abs(share - expected) < 1e-9)
        }
        for (estimate, expected) in zip(saved, [0, 20.0 / 105, 50.0 / 105, 100.0 / 105]) {
            #expect(abs(estimate - expected) < 1e-9)
        }
        #expect(points.map(\.verdict) == [.refuted, .refuted, .holds, .refuted])
        #expect(points.count == 4 && points[2].isOwn)
    }

    @Test("where the phases leave a third of a run's time open there is no curve on a real clock")
    func mostlyOther() throws {
        let (samples, workflow) = try samples(taking: .seconds(50))
        #expect(ConditionCurve(samples, of: workflow, isExact: false) == nil)
        #expect(samples.share(of: ["c"]) == 50.0 / 150)
    }

    @Test("verify on a real clock says which share of the time is executed again")
    func realShare() async throws {
        let scenario = try Bench.scenario(
            """
            name: real
            clock: real
            workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
            agents:
              a: {simulated: {output: a, latency: 20ms}}
              b: {simulated: {output: b, latency: 20ms}}
            runs: [{name: cold}, {name: again, agents: {b: {version: 2, simulated: {output: c}}}}]
            claims: [{name: c, baseline: cold, candidate: again, pairs: 6, reduction: 1%..99%}]
            """
        )
        let found = try #require(await ClaimVerifier(Bench.surroundings).verify(scenario).first)
        let share = try #require(found.condition?.share)
        #expect(found.condition?.phases == ["b"])
        #expect(share > 0 && share < 1)
    }

    @Test("a claim that is not about time has no curve")
    func tokens() async throws {
        let found = try await verdict("reduction: 40%..60%", metric: "re_executed")
        #expect(found.verdict == .holds)
        #expect(found.curve.isEmpty)
        #expect(found.condition?.share == 0.7)
    }

    @Test("JSON has the curve and the samples")
    func json() async throws {
        let found = try await verdict("reduction: 25%..60%")
        let bytes = VerdictReport.json([found], inconclusive: .fail)
        let value = try #require(JSONValue(parsing: String(decoding: bytes, as: UTF8.self)))
        let claim = "$.scenarios[0].claims[0]"
        #expect(value.value(at: "\(claim).curve[2].first") == .text("c"))
        #expect(value.value(at: "\(claim).curve[2].own") == .boolean(true))
        #expect(value.value(at: "\(claim).curve[4].first") == .null)
        #expect(value.value(at: "\(claim).metric") == .text("duration"))
        #expect(value.value(at: "\(claim).samples[5].seed") == .number(5))
        #expect(value.value(at: "\(claim).samples[5].baseline") == .number(100_000_000))
        #expect(value.value(at: "\(claim).samples[5].candidate") == .number(70_000_000))
        #expect(
            value.value(at: "\(claim).samples[5].again")
                == .text("moonlight run a.yaml --seed 5 --common-draws")
        )
    }
}
