import Foundation
import MoonlightEngine
import Testing

@Suite("Inputs as values")
struct TypedInputTests {
    private struct Plan: Codable, Equatable {
        let steps: [String]
    }

    private func run(_ text: String, from phase: String = "plan") async throws -> RunResult {
        try await Engine.virtual().run(
            Phase("plan") { _ in text },
            Phase("write", needs: ["plan"]) { request in
                try request.decode(Plan.self, from: phase).steps.joined(separator: " → ")
            }
        )
    }

    @Test("are read from JSON")
    func values() async throws {
        #expect(try await run(#"{"steps": ["pack", "fly"]}"#).text("write") == "pack → fly")
    }

    @Test("that are missing or something else fail the phase once, and say what was found")
    func mistakes() async throws {
        let text = try await run("no JSON")
        #expect(text.error?.cause.kind == .input)
        #expect(text.attempts["write"] == 1)
        #expect(
            text.error?.cause.message.hasPrefix("expected the output of phase \"plan\" to be Plan")
                == true
        )
        let missing = try await run("{}", from: "plans")
        #expect(
            missing.error?.cause.message
                == "expected an input of phase \"plans\", found those of \"plan\""
        )
    }
}
