import Foundation
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

    /// Two claims over two climates, and one in none.
    private func measured() async throws -> [ClaimVerdict] {
        let rest = "run: one, pairs: 200"
        let scenario = try scenario(
            "{name: most succeed, \(rest), at_least: 80%, under: [provider-2026, incident]}, "
                + "{name: all, \(rest), at_least: 80%}, "
                + "{name: nearly | all, \(rest), at_least: 99%, under: [incident, provider-2026]}"
        )
        return await ClaimVerifier(Bench.surroundings).verify(scenario)
    }

    @Test("claims that were measured in several have one table over them, in text and Markdown")
    func table() async throws {
        let verdicts = try await measured()
        let text = VerdictReport.text(verdicts)
        let table = text.split(separator: "\n").map(String.init).drop { $0 != "over climates:" }
        let columns = table.dropFirst().dropLast().map { line in
            line.split(separator: "  ").map { $0.trimmingCharacters(in: .whitespaces) }
                .filter { !$0.isEmpty }
        }
        #expect(columns.first == ["claim", "climate", "estimate", "interval", "of", "verdict"])
        #expect(
            columns.dropFirst().map { [$0.first, $0.last] } == [
                // Each claim's climates in its own order.
                ["most succeed", "holds"], ["incident", "refuted"], ["nearly | all", "refuted"],
                ["provider-2026", "refuted"],
            ]
        )
        #expect(columns.dropFirst().allSatisfy { $0.contains("200 executions") })
        let markdown = VerdictMarkdown.text(verdicts)
        #expect(markdown.contains("## Over climates\n\n| claim | climate | estimate |"))
        #expect(markdown.contains("\n| most succeed | incident | share "))
        #expect(markdown.contains("\n| nearly \\| all | provider-2026 | share "))
        // It is there once.
        #expect(!markdown.contains("over climates:"))
        let tight = VerdictMarkdown.text(verdicts, limit: 900)
        #expect(tight.utf8.count <= 900 && tight.contains("more lines"))
    }

    @Test("in JSON the table is a list of claims with a verdict for each climate")
    func tableInJSON() async throws {
        let verdicts = try await measured()
        let bytes = VerdictReport.json(verdicts, inconclusive: .fail)
        let root = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        let climates = try #require(root?["climates"] as? [[String: Any]])
        #expect(climates.map { $0["claim"] as? String } == ["most succeed", "nearly | all"])
        let first = try #require(climates.first?["verdicts"] as? [[String: Any]])
        #expect(first.map { $0["climate"] as? String } == ["provider-2026", "incident"])
        #expect(first.map { $0["verdict"] as? String } == ["holds", "refuted"])
        #expect(first.allSatisfy { $0["low"] is Double && $0["pairs"] as? Int == 200 })
        let claims = try #require(root?["claims"] as? [[String: Any]])
        let claimed = claims.first?["claimed"] as? [String: Any]
        #expect(claimed?["low"] as? Double == 0.8 && claimed?["high"] is NSNull)
    }

    @Test("a claim that was measured in one climate, or in none, has no such table")
    func noTable() async throws {
        let scenario = try scenario("{\(claim), under: incident}")
        let verdicts = await ClaimVerifier(Bench.surroundings).verify(scenario)
        #expect(!VerdictReport.text(verdicts).contains("over climates"))
        #expect(!VerdictMarkdown.text(verdicts).contains("Over climates"))
        let json = VerdictReport.json(verdicts, inconclusive: .fail)
        #expect(String(decoding: json, as: UTF8.self).contains("\"climates\":[]"))
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
