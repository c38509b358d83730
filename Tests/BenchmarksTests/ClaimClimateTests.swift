import Reports
import Scenarios
import Shapes
import TestSupport
import Testing

@testable import Benchmarks

@Suite("Claims in climates")
struct ClaimClimateTests {
    /// The second call comes ten minutes after the first; each has one attempt.
    private func scenario(_ claims: String) throws -> Scenario {
        try Bench.scenario(
            """
            name: two
            workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
            config: {cache: {enabled: false}, retry: {max_attempts: 1}}
            agents:
              a: {simulated: {output: x, latency: 10m}}
              b: {simulated: {output: y}}
            runs: [{name: one}]
            claims: [\(claims)]
            """
        )
    }

    private let claim = "name: most succeed, run: one, at_least: 80%, pairs: 400"

    private func words(_ scenarios: [Scenario]) async -> [String] {
        var words: [String] = []
        for scenario in scenarios {
            for verdict in await ClaimVerifier(Bench.surroundings).verify(scenario) {
                words.append(
                    "\(verdict.claim): \(verdict.climate ?? "none"): \(verdict.verdict.rawValue)"
                )
            }
        }
        return words
    }

    @Test(
        "a claim has a verdict in each climate that it names, and in the scenario's own where it names none"
    )
    func under() async throws {
        let scenario = try scenario(
            "{\(claim), under: [provider-2026, incident]}, {name: all, run: one, at_least: 80%, pairs: 400}"
        )
        #expect(
            await words([scenario]) == [
                "most succeed: provider-2026: holds", "most succeed: incident: refuted",
                "all: none: holds",
            ]
        )
    }

    @Test("climates that the user chose take the place of those that claims name")
    func chosen() async throws {
        let scenarios = try [scenario("{\(claim), under: incident}")]
        #expect(
            await words(try scenarios.underEach(["incident", "provider-2026"])) == [
                "most succeed: incident: refuted", "most succeed: provider-2026: holds",
            ]
        )
        #expect(await words(try scenarios.underEach([])) == ["most succeed: incident: refuted"])
    }

    @Test("text and JSON say in which, and the command that shows a sample again does")
    func report() async throws {
        let scenario = try scenario("{\(claim), under: incident}")
        let verdicts = await ClaimVerifier(Bench.surroundings).verify(scenario)
        #expect(VerdictReport.text(verdicts).contains("under the climate incident"))
        let json = String(
            decoding: VerdictReport.json(verdicts, inconclusive: .fail),
            as: UTF8.self
        )
        #expect(json.contains("\"climate\":\"incident\""))
        #expect(json.contains(" --climate incident\""))
    }

    @Test("an unknown one is a mistake at its place")
    func unknown() throws {
        let problems = #expect(throws: Problems.self) {
            try scenario("{\(claim), under: [incident, nowhere]}")
        }
        #expect(problems?.list.map(\.location.line) == [8])
        #expect(problems?.description.contains("claims[0].under: expected a climate") == true)
    }
}
