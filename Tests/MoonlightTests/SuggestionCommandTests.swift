import Foundation
import TestSupport
import Testing

@Suite("Suggestions of moonlight history", .timeLimit(.minutes(2)))
struct SuggestionCommandTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("Scenarios/wasteful.yaml", Self.wasteful)
    }

    /// What is fetched is always the same; some calls take ten minutes; in some runs nothing can be sent.
    private static let wasteful = """
        name: wasteful
        workflow:
          phases: [{name: fetch}, {name: ask}, {name: "send: all", agent: send, needs: [ask]}]
        config:
          phases:
            fetch: {cache: {enabled: false}}
            "send: all":
              retry: {max_attempts: 8, on_exhausted: degrade}
              fallback: nothing was sent
        agents:
          fetch: {simulated: {output: data, latency: {lognormal: {median: 30s, p90: 40s}}}}
          ask: {simulated: {output: answer, latency: {lognormal: {median: 10s, p90: 15s}}}}
          send: {simulated: {output: sent, latency: 2s}}
        faults:
          - {id: slow, when: {phase: ask, probability: 35%}, inject: {latency: 10m}}
          - id: outage
            when: {phase: "send: all", probability: 35%}
            group: {name: outage, together: 100%}
            inject: {failure: {kind: outage}}
        runs:
          - {name: once, expect: {success: ">= 0%"}}

        """

    private struct Found: Decodable {
        struct Suggestion: Decodable {
            let scenario: String
            let run: String
            let phase: String
            let kind: String
            let of: String
            let saved: Double
            let low: Double
            let high: Double
            let n: Int
            let configuration: String
            let evidence: [String]
        }

        struct Missing: Decodable {
            let phase: String
            let n: Int
            let missing: Int
        }

        let suggestions: [Suggestion]
        let tooFew: [Missing]

        enum CodingKeys: String, CodingKey {
            case suggestions
            case tooFew = "too_few"
        }
    }

    private func found() throws -> Found {
        let outcome = try Tool.run(["history", "--format", "json"], in: folder.url)
        #expect(outcome.code == 0, "\(outcome.errors)")
        return try JSONDecoder().decode(Found.self, from: Data(outcome.output.utf8))
    }

    @Test("each kind is suggested where it helps, and its lines can be written into the scenario")
    func suggested() throws {
        _ = try Tool.run(["run", "--quiet", "--seeds", "1..40"], in: folder.url)
        let found = try found()
        #expect(found.tooFew.isEmpty)
        let named = found.suggestions.map { "\($0.kind) \($0.phase)" }
        #expect(named == ["cache fetch", "timeout ask", "max_attempts send: all"])
        for suggestion in found.suggestions {
            #expect(suggestion.low > 0 && suggestion.low <= suggestion.saved)
            #expect(suggestion.saved <= suggestion.high && suggestion.high <= 1)
            #expect(suggestion.n == 40 && !suggestion.evidence.isEmpty)
            try folder.write(
                "Scenarios/changed.yaml",
                "extends: wasteful.yaml\nname: changed\n" + suggestion.configuration
            )
            let lint = try Tool.run(["lint", "Scenarios/changed.yaml"], in: folder.url)
            #expect(lint.code == 0, "\(suggestion.configuration)\(lint.errors)\(lint.output)")
        }
        let text = try Tool.run(["history"], in: folder.url).output
        #expect(text.contains("suggestions:"))
        #expect(text == (try Tool.run(["history"], in: folder.url).output))
    }

    @Test("with too few executions it says how many are missing")
    func missing() throws {
        _ = try Tool.run(["run", "--quiet", "--seeds", "1..15"], in: folder.url)
        let found = try found()
        #expect(found.suggestions.isEmpty)
        #expect(found.tooFew.map(\.missing) == [5, 5, 5])
        let text = try Tool.run(["history"], in: folder.url).output
        #expect(
            text.contains("fetch, ask, send: all: nothing is suggested on 15 executions; 5 more")
        )
    }
}
