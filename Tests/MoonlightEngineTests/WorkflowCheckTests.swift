import MoonlightEngine
import Testing

@Suite("Mistakes in a workflow")
struct WorkflowCheckTests {
    private func mistakes(_ workflow: Workflow) async throws -> [String] {
        do throws(EngineError) {
            _ = try await Engine().run(workflow, requirements: "")
            return []
        } catch {
            guard case .invalidWorkflow(let mistakes) = error else { throw error }
            return mistakes.map(\.description)
        }
    }

    private func phase(
        _ name: String = "a",
        needs: [String] = [],
        _ change: (inout PhaseSettings) -> Void = { _ in }
    ) -> Phase {
        Phase(name, needs: needs, settings: PhaseSettings(change)) { _ in "x" }
    }

    @Test("a workflow without any has none")
    func none() async throws {
        let workflow = Workflow.of(
            phase("a") {
                $0.retry.onExhausted = .degrade
                $0.fallback = "f"
                $0.retry.jitter = .fraction(1)
            },
            phase("b", needs: ["a"]) {
                $0.validators = [.contains("x"), .function("f") { _ in nil }]
                $0.onRejected = .init(revise: "a")
            }
        )
        #expect(try await mistakes(workflow).isEmpty)
    }

    @Test("in the graph are reported by phase")
    func graph() async throws {
        #expect(try await mistakes(.of()) == ["workflow test: expected phases, found none"])
        #expect(
            try await mistakes(.of(phase("a"), phase("a"))) == [
                "phase a: expected one phase of this name, found several"
            ]
        )
        // What is wrong with one hides nothing of the others.
        #expect(
            try await mistakes(
                .of(
                    phase("a"),
                    phase("a"),
                    phase("b", needs: ["z"]),
                    phase("c", needs: ["y", "x"])
                )
            ) == [
                "phase a: expected one phase of this name, found several",
                "phase b: needs \"z\", which is no phase of the workflow",
                "phase c: needs \"x\", which is no phase of the workflow",
                "phase c: needs \"y\", which is no phase of the workflow",
            ]
        )
        #expect(
            try await mistakes(.of(phase("a", needs: ["z"]))) == [
                "phase a: needs \"z\", which is no phase of the workflow"
            ]
        )
        #expect(
            try await mistakes(.of(phase("a", needs: ["b"]), phase("b", needs: ["a"]))) == [
                "phase a: the phases need one another: a → b → a"
            ]
        )
        #expect(
            try await mistakes(.of(phase("a/b"))) == [
                "phase a/b: expected a name of 1...200 bytes without \"/\""
            ]
        )
    }

    @Test("in settings are reported with place, expected and found, all at once")
    func settings() async throws {
        let found = try await mistakes(
            .of(
                phase("a") {
                    $0.retry.maxAttempts = 0
                    $0.retry.coefficient = 0.5
                    $0.retry.jitter = .fraction(2)
                    $0.retry.delays = [.seconds(-1)]
                    $0.retry.patternLength = 1
                    $0.attemptTimeout = .zero
                    $0.validators = [
                        .matches("("), .function("f") { _ in nil }, .function("f") { _ in nil },
                    ]
                    $0.onRejected = .init(revise: "a", max: 0)
                    $0.retry.onExhausted = .degrade
                }
            )
        )
        #expect(
            found == [
                "phase a: retry.coefficient: expected 1.0...1000.0, found 0.5",
                "phase a: retry.maxAttempts: expected 1...100000, found 0",
                "phase a: retry.delays[0]: expected 0s...1000000000s, found -1s",
                "phase a: retry.jitter: expected 0.0...1.0, found 2.0",
                "phase a: retry.patternLength: expected 2...100000, found 1",
                "phase a: attemptTimeout: expected 1us...1000000000s, found 0s",
                "phase a: fallback: expected a text, because retry.onExhausted is degrade",
                "phase a: validators[0]: expected a regular expression, found \"(\": "
                    + "at character 1: this group isn't closed",
                "phase a: validators[2]: expected one function named \"f\", found several",
                "phase a: onRejected.max: expected 1...100000, found 0",
                "phase a: onRejected.revise: expected a phase that this one rests on, found \"a\"",
            ]
        )
    }

    @Test("a phase that is asked for by a name that none has stops the program")
    func unknownPhase() async {
        await #expect(processExitsWith: .failure) {
            var workflow = Workflow("w", phases: [Phase("fetch") { _ in "F" }])
            workflow[phase: "fetsh"].agent = FunctionAgent { _ in "G" }
        }
        var workflow = Workflow.of(phase("fetch"), phase("other"))
        workflow[phase: "other"].needs = ["fetch"]
        #expect(workflow.phases.map(\.needs) == [[], ["fetch"]])
    }

    @Test("of rollbacks that would never happen are reported, too")
    func rollback() async throws {
        var unused = Workflow.of(phase())
        unused.rollback = .to("z")
        #expect(
            try await mistakes(unused) == [
                "workflow test: rollback: goes to \"z\", which is no phase of the workflow",
                "workflow test: rollback: expected a phase whose retry.onExhausted is rollback, found none",
            ]
        )
        let undone = phase { $0.compensation = FunctionAgent { _ in "" } }
        #expect(
            try await mistakes(.of(undone)) == [
                "phase a: compensation: expected the workflow's rollback to be compensate: "
                    + "nothing would be undone"
            ]
        )
        var hollow = Workflow.of(phase { $0.retry.onExhausted = .rollback })
        hollow.rollback = .compensate
        #expect(
            try await mistakes(hollow) == [
                "workflow test: rollback: expected a phase with a compensation, found none"
            ]
        )
    }
}
