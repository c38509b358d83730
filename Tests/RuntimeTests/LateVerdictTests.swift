import Foundation
import Locks
import Testing
import Workflows

@testable import Runtime

@Suite("A program that judges an output which is discarded meanwhile", .timeLimit(.minutes(1)))
struct LateVerdictTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Allows a good output only once the next one is being judged, and refuses that one only after.
    private var validator: Validator {
        let script = """
            wait_for() { i=0; while [ ! -e "$1" ] && [ $i -lt 1000 ]; do sleep 0.01; i=$((i+1)); done; }
            cd "$1"
            read output
            if [ "$output" = good ]; then touch first; wait_for second; touch allowed; exit 0; fi
            touch second; wait_for allowed; sleep 0.2; exit 1
            """
        return .command(
            .init(
                words: ["sh", "-c", script, "sh", folder.path],
                scenarioDirectory: folder.path,
                repository: folder.path
            )
        )
    }

    /// Gives its answers in turn, and none where one is `nil`, which it is only once the first output is being judged.
    private func agent(_ answers: String?...) -> LiveAgent {
        let calls = Guarded(0)
        return .function(
            FunctionAgent { [folder] _, _ throws(AgentFailure) in
                let number = calls.withLock { count in
                    defer { count += 1 }
                    return count
                }
                guard let answer = answers[min(number, answers.count - 1)] else {
                    while !FileManager.default.fileExists(atPath: folder.path + "/first"),
                        !Task.isCancelled
                    {
                        try? await Task.sleep(for: .milliseconds(1))
                    }
                    throw AgentFailure(kind: "auth", message: "no", isRetryable: false)
                }
                return AgentAnswer(output: PhaseOutput(text: answer))
            }
        )
    }

    @Test("its verdict says nothing of the next output, which is refused")
    func late() async throws {
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
        let order = LiveOrder(
            plan: plan,
            agents: [
                "base": agent("x"), "work": agent("good", "poor"), "test": agent(nil, "ok"),
            ]
        )
        let trace = await LiveWorld.below(folder).run(order)
        #expect(folder.names().contains("allowed"), "the first output was allowed, too late")
        #expect(trace.story.contains("validation_failed work"))
        #expect(!trace.story.contains("phase_committed work"))
        #expect(trace.status == .failed)
        #expect(trace.error?.phase == "work")
    }
}
