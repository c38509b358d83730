import Agents
import Foundation
import TestSupport
import Testing
import Workflows

@testable import Runtime

@Suite("Files stay in the workspace", .timeLimit(.minutes(1)))
struct PathEscapeTests {
    let folder: TemporaryFolder
    let outside: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        outside = try TemporaryFolder()
    }

    private func run(_ script: String) async throws -> RunTrace {
        let world = LiveWorld.below(folder)
        return await world.run(try .of([.init("a")]), agents: ["a": .shell(script)])
    }

    private func expectRefused(_ trace: RunTrace) {
        #expect(trace.status == .failed)
        #expect(trace.error?.failure.kind == "path_escape")
        #expect(trace.outputs.isEmpty)
    }

    @Test(
        "a path that leads out fails the attempt and writes nothing",
        arguments: ["../x", "a/../../x", "./x", "a//x", "", "/OUTSIDE/x"]
    )
    func paths(path: String) async throws {
        let path = path.replacing("/OUTSIDE", with: outside.path)
        let trace = try await run(#"echo '{"files": {"\#(path)": "x", "good": "y"}}'"#)
        expectRefused(trace)
        #expect(trace.error?.failure.message == "the file \"\(path)\" would leave the workspace")
        #expect(trace.story.contains("attempt_ended a"))
        #expect(!trace.story.contains("phase_committed a"))
        #expect(folder.names(below: "workspaces") == ["main"])
        #expect(outside.names() == [])
    }

    @Test("a link to a folder outside that the agent planted leads nowhere")
    func linkedFolder() async throws {
        let trace = try await run(
            #"ln -s \#(outside.path) link; echo '{"files": {"link/x": "x"}}'"#
        )
        expectRefused(trace)
        #expect(outside.names() == [])
    }

    @Test("a link to a folder outside leads nowhere, folders below it included")
    func belowLinkedFolder() async throws {
        let trace = try await run(
            #"ln -s \#(outside.path) link; echo '{"files": {"link/deep/x": "x"}}'"#
        )
        expectRefused(trace)
        #expect(outside.names() == [])
    }

    @Test("a link to a file outside is not written through", arguments: [true, false])
    func linkedFile(exists: Bool) async throws {
        if exists { try outside.write("x", "precious") }
        let trace = try await run(
            #"ln -s \#(outside.path)/x link; echo '{"files": {"link": "x"}}'"#
        )
        expectRefused(trace)
        #expect(outside.content(of: "x") == (exists ? "precious" : nil))
    }

    @Test("a link inside the workspace is no way for a file either: it can change its mind")
    func linkInside() async throws {
        let trace = try await run(
            #"mkdir real; ln -s real link; echo '{"files": {"link/x": "x"}}'"#
        )
        expectRefused(trace)
    }

    @Test(
        "discarding a result removes nothing outside, where a later agent planted a link"
    )
    func discardThroughLink() async throws {
        try outside.write("x", "precious")
        let world = LiveWorld.below(folder)
        let plan = try RunPlan.of([.init("coder"), .init("reviewer", needs: ["coder"])]) {
            $0.phase("reviewer") {
                $0.validators = [.contains("approved")]
                $0.onRejected = .init(revise: "coder", max: 1)
            }
        }
        _ = await world.run(
            plan,
            agents: [
                "coder": .gives(["deep/x": "1"], ["y": "2"]),
                "reviewer": .shell(
                    """
                    if [ -e y ]; then echo approved; exit; fi
                    rm -r deep; ln -s \(outside.path) deep; echo no
                    """
                ),
            ]
        )
        #expect(outside.content(of: "x") == "precious")
    }
}
