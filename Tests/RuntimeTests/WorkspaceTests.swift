import Agents
import Foundation
import TestSupport
import Testing
import Workflows

@testable import Runtime

@Suite("A run's workspace", .timeLimit(.minutes(1)))
struct WorkspaceTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("files of committed phases are there when a later process runs")
    func files() async throws {
        let world = LiveWorld.below(folder)
        let trace = await world.run(
            try .of([.init("coder"), .init("tester", needs: ["coder"])]),
            agents: [
                "coder": .gives(["app.py": "print(1)", "deep/er/x.txt": "x"]),
                "tester": .shell("cat app.py deep/er/x.txt"),
            ]
        )
        #expect(trace.text(of: "tester") == "print(1)x")
    }

    @Test("what a process answers as files is there too, from the cache as well")
    func cached() async throws {
        let world = LiveWorld.below(folder)
        let agents: [String: LiveAgent] = [
            "coder": .shell(
                #"echo x >> \#(folder.path)/calls; echo '{"files": {"app.txt": "the app"}}'"#
            ),
            "tester": .shell("cat app.txt"),
        ]
        func plan(_ name: String) throws -> RunPlan {
            try .of([.init("coder"), .init("tester", needs: ["coder"])], run: name) {
                $0.phase("tester") { $0.isCached = false }
            }
        }
        let cold = await world.run(try plan("cold"), agents: agents)
        let warm = await world.run(try plan("warm"), agents: agents)
        #expect(cold.text(of: "tester") == "the app")
        #expect(warm.text(of: "tester") == "the app")
        #expect(warm.record.cached == ["coder"])
        #expect(folder.content(of: "calls") == "x\n")
    }

    @Test("the files of a discarded result are gone")
    func discarded() async throws {
        let world = LiveWorld.below(folder)
        let plan = try RunPlan.of([
            .init("coder"), .init("reviewer", needs: ["coder"]),
            .init("tester", needs: ["reviewer"]),
        ]) {
            $0.phase("reviewer") {
                $0.validators = [.contains("approved")]
                $0.onRejected = .init(revise: "coder", max: 1)
            }
        }
        let trace = await world.run(
            plan,
            agents: [
                "coder": .gives(
                    ["old.txt": "1", "both.txt": "1"],
                    ["new.txt": "2", "both.txt": "2"]
                ),
                "reviewer": .says("no", "approved"),
                "tester": .shell("ls; cat both.txt"),
            ]
        )
        #expect(trace.status == .succeeded)
        #expect(trace.text(of: "tester") == "both.txt\nnew.txt\n2")
    }

    @Test("a file of two phases is the earlier one's again when the later one's is discarded")
    func uncovered() async throws {
        let world = LiveWorld.below(folder)
        let plan = try RunPlan.of([
            .init("base"), .init("coder", needs: ["base"]), .init("reviewer", needs: ["coder"]),
            .init("tester", needs: ["reviewer"]),
        ]) {
            $0.phase("reviewer") {
                $0.validators = [.contains("approved")]
                $0.onRejected = .init(revise: "coder", max: 1)
            }
        }
        let trace = await world.run(
            plan,
            agents: [
                "base": .gives(["app.txt": "base"]),
                "coder": .gives(["app.txt": "coder"], ["other.txt": "coder"]),
                "reviewer": .says("no", "approved"), "tester": .shell("ls; cat app.txt"),
            ]
        )
        #expect(trace.text(of: "tester") == "app.txt\nother.txt\nbase")
    }

    @Test("each run has its own")
    func apart() async throws {
        let world = LiveWorld.below(folder)
        let phases: [Workflow.Phase] = [.init("a")]
        let agents: [String: LiveAgent] = ["a": .shell("ls; touch left-behind")]
        for name in ["one", "two"] {
            let plan = try RunPlan.of(phases, run: name) { $0.everywhere { $0.isCached = false } }
            let trace = await world.run(plan, agents: agents)
            #expect(trace.text(of: "a") == "", "\(name)")
        }
    }

    @Test("runs whose names differ only in signs have their own, too")
    func apartBySigns() async throws {
        let world = LiveWorld.below(folder)
        for name in ["a b", "a-b", "a/b", "a#2", "a", "a", "a-2"] {
            let plan = try RunPlan.of([.init("a")], run: name) {
                $0.everywhere { $0.isCached = false }
            }
            let trace = await world.run(plan, agents: ["a": .shell("ls; touch left-behind")])
            #expect(trace.text(of: "a") == "", "\(name)")
        }
    }

    @Test(
        "a run's name cannot lead out of the folder of workspaces",
        arguments: ["../x", "/x", ".."]
    )
    func runNames(name: String) async throws {
        let world = LiveWorld.below(folder)
        let plan = try RunPlan.of([.init("a")], run: name)
        let trace = await world.run(plan, agents: ["a": .shell("pwd")])
        #expect(trace.text(of: "a")?.hasPrefix("\(folder.path)/workspaces/") == true)
    }

    @Test("a file that takes the place of another is executable as it is, not as the other was")
    func executable() async throws {
        func names(_ isExecutable: Bool) -> LiveAgent {
            .simulated(
                SimulatedAgent(outputs: [
                    PhaseOutput(
                        text: "",
                        files: [
                            .init(path: "x", bytes: Array("new".utf8), isExecutable: isExecutable)
                        ]
                    )
                ])
            )
        }
        for isExecutable in [true, false] {
            let trace = await LiveWorld.below(folder).run(
                try .of(
                    [.init("a"), .init("b", needs: ["a"]), .init("c", needs: ["b"])],
                    run: "run-\(isExecutable)"
                ),
                agents: [
                    "a": .shell("echo old > x; chmod \(isExecutable ? 640 : 750) x"),
                    "b": names(isExecutable),
                    "c": .shell("cat x; stat -c ' %a' x"),
                ]
            )
            #expect(trace.text(of: "c") == (isExecutable ? "new 750" : "new 640"))
        }
    }
}
