import Agents
import Reports
import Testing
import Workflows

@testable import Benchmarks
@testable import Scenarios

@Suite("Metrics of claims")
struct ClaimMetricTests {
    /// A claim of what the second run saves, whose agent uses other tokens and takes the same time.
    private func verdict(
        _ metric: ClaimMetric,
        saving: ClosedRange<Double>,
        tokens: (Int?, Int?)
    ) async -> ClaimVerdict? {
        func run(_ name: String, _ tokens: Int?) -> ScenarioRun {
            let agent = SimulatedAgent(
                outputs: [],
                latency: .constant(.seconds(1)),
                tokens: tokens
            )
            return ScenarioRun(name, agents: ["a": .init(simulated: agent, named: name)])
        }
        let scenario = Scenario(
            name: "x",
            workflow: Workflow(name: "custom", phases: [.init("a")]),
            runs: [run("long", tokens.0), run("short", tokens.1)],
            claims: [
                Claim(
                    "c",
                    baseline: "long",
                    candidate: "short",
                    metric: metric,
                    effect: .reduction(saving)
                )
            ]
        )
        return await ClaimVerifier(Bench.surroundings).verify(scenario).first
    }

    @Test("what is measured is what the metric takes from a record")
    func measured() async throws {
        let fewer = try #require(
            await verdict(.tokens, saving: 0.7...0.8, tokens: (400, 100))
        )
        #expect(fewer.verdict == .holds)
        #expect(fewer.estimate == 0.75)
        #expect(VerdictReport.text([fewer]).contains("claimed: 70 % to 80 % fewer tokens"))
        let time = try #require(
            await verdict(.duration, saving: 0.7...0.8, tokens: (400, 100))
        )
        #expect(time.verdict == .refuted)
        #expect(VerdictReport.text([time]).contains("claimed: 70 % to 80 % saved"))
    }

    @Test("where a run doesn't say what is measured, there is no verdict")
    func unknown() async throws {
        let found = try #require(
            await verdict(.tokens, saving: 0.7...0.8, tokens: (400, nil))
        )
        #expect(found.verdict == .inconclusive)
        #expect(found.reason == "a run does not say its tokens")
    }
}
