import Agents
import Foundation
import TestSupport
import Testing
import Workflows

@testable import Runtime

@Suite("What judges an output that is discarded meanwhile", .timeLimit(.minutes(1)))
struct LateVerdictTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Work whose first output is good and whose second is poor, next to a test that fails once the first is being
    /// judged.
    private func order(
        _ validator: Validator,
        _ isJudging: @escaping @Sendable () async -> Void
    ) throws -> LiveRunRequest {
        let phases: [Workflow.Phase] = [
            .init("base"), .init("work", needs: ["base"]), .init("test", needs: ["base"]),
        ]
        let plan = try RunPlan.of(phases) { configuration in
            configuration.rollback = .to("base")
            configuration.phase("test") { $0.retry.onExhausted = .rollback }
            configuration.phase("work") { phase in
                phase.validators = [validator]
                phase.retry.maxRevisions = 0
            }
        }
        return LiveRunRequest(
            plan: plan,
            agents: [
                "base": .inTurn(["x"]), "work": .inTurn(["good", "poor"]),
                "test": .inTurn([nil, "ok"]) { if $0 == nil { await isJudging() } },
            ]
        )
    }

    @Test("a function that does not stop says nothing of the next output, which is refused")
    func function() async throws {
        let log = LineLog()
        var order = try order(.function("check")) { await log.wait(for: "judging") }
        order.validators["check"] = LiveValidator(name: "check") { output in
            if output.text == "good" {
                log.add("judging")
                await log.wait(for: "judging the next")
                log.add("allowed")
                return nil
            }
            log.add("judging the next")
            await log.wait(for: "allowed")
            try? await Task.sleep(for: .milliseconds(50))
            return "poor"
        }
        let trace = await LiveWorld.below(folder).run(order)
        #expect(trace.story.contains("validation_failed work"))
        #expect(!trace.story.contains("phase_committed work"))
        #expect(trace.status == .failed)
        #expect(trace.error?.phase == "work")
    }

    @Test("a program is ended before another works in the run's folder")
    func program() async throws {
        let script = """
            read output
            if [ "$output" = good ]; then echo $$ > "$1/first"; sleep 60; exit 1; fi
            if kill -0 $(cat "$1/first"); then exit 1; fi
            """
        let words = ["sh", "-c", script, "sh", folder.path]
        let command = Validator.Command(
            words: words,
            scenarioDirectory: folder.path,
            repository: folder.path
        )
        let order = try order(.command(command)) { [folder] in
            _ = try? await folder.pid(in: "first")
        }
        let trace = await LiveWorld.below(folder).run(order)
        #expect(trace.status == .succeeded, "the first was over when the second asked")
        #expect(trace.text(of: "work") == "poor")
        #expect(trace.story.count { $0 == "attempt_started work" } == 2)
    }
}
