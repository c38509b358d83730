import Foundation
import TestSupport
import Testing

@Suite("Notes of lint", .timeLimit(.minutes(1)))
struct LintNoteTests {
    private static let pipeline = """
        name: pipeline
        workflow: enhanced_full
        config: {phases: {coder: {validate: [json]}}}
        agents:
          planner: {simulated: {output: plan}}
          designer: {simulated: {output: design}}
          coder: {simulated: {output: "{}"}}
          reviewer: {simulated: {output: this is terrible}}
          executor: {simulated: {output: done}}
        runs: [{name: once}]

        """

    private func lint(_ text: String) throws -> Tool.Outcome {
        let folder = try TemporaryFolder()
        try folder.write("Scenarios/a.yaml", text)
        return try Tool.run(["lint"], in: folder.url)
    }

    @Test("a review that nothing reads is noted, and is not a mistake")
    func unread() throws {
        let outcome = try lint(Self.pipeline)
        #expect(outcome.code == 0)
        #expect(
            outcome.errors.contains("Scenarios/a.yaml: note: config.phases.reviewer.validate: none")
        )
    }

    @Test(
        "a review that may refuse is one whose answers are not all approvals",
        arguments: [("approved", false), (" Approved: fine", false), ("not approved", true)]
    )
    func refusals(answer: String, isNoted: Bool) throws {
        let text = Self.pipeline.replacing("this is terrible", with: "\"\(answer)\"")
        #expect(try lint(text).errors.contains("note:") == isNoted)
    }

    @Test(
        "a review with validators, and one that is skipped, are fine",
        arguments: [
            "config: {phases: {reviewer: {validate: [{contains: approved}]}}}",
            "config: {skip: [reviewer]}",
        ]
    )
    func read(config: String) throws {
        let text = Self.pipeline.replacing(
            "config: {phases: {coder: {validate: [json]}}}",
            with: config
        )
        let outcome = try lint(text)
        #expect(outcome.code == 0)
        #expect(outcome.errors.isEmpty)
    }
}
