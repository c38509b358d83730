import Agents
import Foundation
import TestSupport
import Testing
import Workflows

@testable import Runtime

@Suite("Work that is done again finds the workspace of its beginning", .timeLimit(.minutes(1)))
struct RewindTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func run(
        _ phases: [Workflow.Phase],
        _ agents: [String: LiveAgent],
        hooks: [PhaseID: [PhaseHook: LiveHook]] = [:],
        configure: (inout WorkflowConfiguration) -> Void
    ) async throws -> RunTrace {
        let plan = try RunPlan.of(phases) {
            $0.everywhere { $0.retry.maxAttempts = 1 }
            configure(&$0)
        }
        var order = LiveRunRequest(plan: plan, agents: agents)
        order.hooks = hooks
        return await LiveWorld.below(folder).run(order)
    }

    /// Does one thing on the first attempt, and fails so that it may be retried; another on the second.
    private static func twice(_ first: String, _ second: String) -> LiveAgent {
        .shell("if grep -q '^{\"attempt\":1,'; then \(first); exit 75; fi; \(second)")
    }

    private static let look = #"printf '%s|' $(find . -not -name . | sort); cat plan.txt"#

    @Test(
        "a rollback drops what the failed try left, and restores what it spoiled",
        arguments: [WorkflowConfiguration.Rollback.lastGood, .to("build")]
    )
    func rollback(policy: WorkflowConfiguration.Rollback) async throws {
        let spoil = """
            echo spoilt > plan.txt; rm own.sh; mkdir -p a/b; echo half > a/b/out.txt; rm -r deep; \
            echo x > deep; ln -s / root; rm link; mkfifo pipe
            """
        let trace = try await run(
            [.init("plan"), .init("build", needs: ["plan"])],
            [
                "plan": .shell(
                    """
                    mkdir deep; echo in > deep/x; echo run > own.sh; chmod 750 own.sh; \
                    ln -s deep link; echo '{"files": {"plan.txt": "good"}}'
                    """
                ),
                "build": Self.twice(
                    spoil,
                    "\(Self.look); test -x own.sh && cat own.sh deep/x link/x"
                ),
            ]
        ) {
            $0.rollback = policy
            $0.phase("build") { $0.retry.onExhausted = .rollback }
        }
        #expect(trace.status == .succeeded, "\(trace.lines)")
        #expect(
            trace.text(of: "build")
                == "./deep|./deep/x|./link|./own.sh|./plan.txt|goodrun\nin\nin"
        )
    }

    @Test("a rejection drops what the rejected work left in addition to its result")
    func rejection() async throws {
        let trace = try await run(
            [.init("plan"), .init("code", needs: ["plan"]), .init("review", needs: ["code"])],
            [
                "plan": .gives(["plan.txt": "good"]),
                "code": .shell("ls; echo mine > own.txt; echo changed > plan.txt"),
                "review": .shell(
                    "ls > seen.txt; cat > /dev/null; cat verdict 2>/dev/null || echo no"
                ),
            ]
        ) {
            $0.phase("review") {
                $0.validators = [.contains("approved")]
                $0.onRejected = .init(revise: "code", max: 1)
                $0.retry.onExhausted = .degrade
                $0.fallback = "given up"
            }
        }
        #expect(trace.text(of: "code") == "plan.txt")
        #expect(trace.events.filter { $0.kindName == "attempt_started" }.count == 5)
    }

    @Test("files that another phase committed meanwhile stay, and those of programs at work too")
    func siblings() async throws {
        func run(_ name: String, sibling: String) async throws -> String? {
            try await self.run(
                [.init("build"), .init("other"), .init("end", needs: ["build", "other"])],
                [
                    // Both wait for each other by files: no time is long enough on every machine.
                    "build": Self.twice(
                        "while ! [ -e committed.txt ] && ! [ -e working ]; do sleep 0.05; done; touch left",
                        "ls | tr '\\n' ' '; touch ../\(name)"
                    ),
                    "other": .shell(sibling),
                    "end": .says("done"),
                ]
            ) {
                $0.phase("build") { $0.retry.onExhausted = .rollback }
            }.text(of: "build")
        }
        let committed = try await run("one", sibling: #"echo '{"files": {"committed.txt": "x"}}'"#)
        #expect(committed == "committed.txt ")
        let atWork = try await run(
            "two",
            sibling: "touch working; while ! [ -e ../two ]; do sleep 0.05; done"
        )
        #expect(atWork == "left working ")
    }

    @Test(
        "another attempt keeps the files, unless the phase wants it clean",
        arguments: [true, false]
    )
    func retry(isClean: Bool) async throws {
        let hook = LiveHook.process(.shell("echo hook > hook.txt"))
        let trace = try await run(
            [.init("a")],
            ["a": Self.twice("echo half > half.txt", "ls | tr '\\n' ' '")],
            hooks: ["a": [.before: hook]]
        ) {
            $0.phase("a") {
                $0.retry.maxAttempts = 2
                $0.retry.delays = [.milliseconds(1)]
                $0.hooks = [.before]
                $0.cleansWorkspace = isClean
            }
        }
        #expect(trace.text(of: "a") == (isClean ? "hook.txt " : "half.txt hook.txt "))
    }

    @Test("a rejected result of a phase that starts again is not what its dependants go back to")
    func nested() async throws {
        // b's second life begins in another workspace than its first: its own rollback must know.
        let trace = try await run(
            [.init("a"), .init("b", needs: ["a"]), .init("c", needs: ["b"])],
            [
                "a": .gives(["a.txt": "first"], ["a2.txt": "second"]),
                "b": .shell("n=$(ls ..  | wc -l); ls | tr '\\n' ' '"),
                "c": .says("no", "approved"),
            ]
        ) {
            $0.phase("c") {
                $0.validators = [.contains("approved")]
                $0.onRejected = .init(revise: "a", max: 1)
            }
            $0.phase("b") { $0.retry.onExhausted = .rollback }
        }
        #expect(trace.text(of: "b") == "a2.txt ")
    }

    @Test("a run that cannot go back copies nothing")
    func free() async throws {
        let trace = try await run(
            [.init("a"), .init("b", needs: ["a"])],
            ["a": .shell("echo x > x"), "b": .shell("cat x")]
        ) { _ in }
        #expect(trace.text(of: "b") == "x")
        #expect(folder.names(below: "workspaces") == ["main", "main/x"])
    }

    @Test("folders get back who may do what with them, the workspace's own too")
    func permissions() async throws {
        let look = "stat -c '%a %n' . open shut shut/inner new 2>/dev/null | tr '\\n' ' '"
        let trace = try await run(
            [.init("plan"), .init("build", needs: ["plan"])],
            [
                "plan": .shell(
                    """
                    chmod 750 .; mkdir -p open shut/inner; chmod 755 open; chmod 500 shut/inner; \
                    chmod 1711 shut; echo x
                    """
                ),
                "build": Self.twice(
                    """
                    echo x > shut/inner/file; mkdir new; chmod 000 shut/inner; chmod 000 shut; \
                    rmdir open; mkdir open; chmod 777 open; chmod 555 .
                    """,
                    look
                ),
            ]
        ) {
            $0.rollback = .lastGood
            $0.phase("build") { $0.retry.onExhausted = .rollback }
        }
        #expect(trace.status == .succeeded, "\(trace.lines)")
        #expect(trace.text(of: "build") == "750 . 755 open 1711 shut 500 shut/inner ")
    }
}
