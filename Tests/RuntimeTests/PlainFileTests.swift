import Foundation
import TestSupport
import Testing
import Workflows

@testable import Runtime

@Suite("Files of results are plain files", .timeLimit(.minutes(1)))
struct PlainFileTests {
    let folder: TemporaryFolder
    let outside: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        outside = try TemporaryFolder()
    }

    private func run(
        _ script: String,
        exit: RetryPolicy.Exhaustion = .fail
    ) async throws -> RunTrace {
        let plan = try RunPlan.of([.init("a")]) {
            $0.runTimeout = .seconds(20)
            $0.phase("a") {
                $0.retry.onExhausted = exit
                $0.fallback = "instead"
            }
        }
        return await LiveWorld.below(folder).run(plan, agents: ["a": .shell(script)])
    }

    @Test(
        "what is in a file's place and is not a file with one name is refused at once",
        arguments: [
            ("mkfifo f.txt", "it is a FIFO"),
            ("mkfifo f.txt; (cat f.txt >/dev/null &)", "it is a FIFO"),
            ("ln -s /dev/null f.txt", "it is a symbolic link"),
            ("echo old > OUTSIDE/x; ln OUTSIDE/x f.txt", "it has other names (hard links)"),
            (
                #"python3 -c "import socket; socket.socket(socket.AF_UNIX).bind('f.txt')""#,
                "it is a socket"
            ),
        ],
    )
    func others(preparation: String, reason: String) async throws {
        guard Machine.hasPython || !preparation.hasPrefix("python3") else { return }
        let preparation = preparation.replacing("OUTSIDE", with: outside.path)
        let trace = try await run(
            #"\#(preparation); echo '{"files": {"a.txt": "first", "f.txt": "into it"}}'"#
        )
        #expect(trace.error?.failure.kind == "path_escape")
        #expect(
            trace.error?.failure.message
                == "the file \"f.txt\" would leave the workspace: \(reason)"
        )
        #expect(trace.outputs.isEmpty)
        #expect(!folder.names(below: "workspaces/main").contains("a.txt"))
        #expect(outside.content(of: "x") == (preparation.contains("/x") ? "old\n" : nil))
    }

    @Test("a folder in a file's place is an error that names it")
    func folderInPlace() async throws {
        let trace = try await run(#"mkdir f.txt; echo '{"files": {"f.txt": "x"}}'"#)
        #expect(trace.error?.failure.kind == "io_error")
        #expect(
            trace.error?.failure.message
                == "cannot write \"f.txt\" in the workspace: Is a directory"
        )
    }

    @Test("a file that is there is written anew, and keeps its rights")
    func overwritten() async throws {
        let trace = try await run(
            #"echo longer-than-before > f.txt; chmod 700 f.txt; echo '{"files": {"f.txt": "x"}}'"#
        )
        #expect(trace.status == .succeeded)
        #expect(folder.content(of: "workspaces/main/f.txt") == "x")
        #expect(
            FileManager.default.isExecutableFile(atPath: "\(folder.path)/workspaces/main/f.txt")
        )
        // From the cache or a journal it is the same file.
        #expect(trace.outputs.values.flatMap(\.files).map(\.isExecutable) == [true])
    }

    @Test(
        "a workspace that an agent took away or replaced is not written to",
        arguments: ["ln -s OUTSIDE $W", "mkdir $W", "true", "touch $W"]
    )
    func replaced(act: String) async throws {
        let act = act.replacing("OUTSIDE", with: outside.path)
        let trace = try await run(
            #"W=$PWD; cd /; rm -r $W; \#(act); echo '{"files": {"via.txt": "bad"}}'"#
        )
        #expect(trace.error?.failure.kind == "path_escape")
        #expect(outside.names() == [])
    }

    @Test("no later program is started in what took the workspace's place")
    func laterProgram() async throws {
        let plan = try RunPlan.of([.init("a"), .init("b", needs: ["a"])])
        let trace = await LiveWorld.below(folder).run(
            plan,
            agents: [
                "a": .shell("W=$PWD; cd /; rm -r $W; ln -s \(outside.path) $W"),
                "b": .shell("echo bad > x"),
            ]
        )
        #expect(trace.error?.phase == "b")
        #expect(trace.error?.failure.kind == "path_escape")
        #expect(outside.names() == [])
    }

    @Test("a refused file takes the phase's way out")
    func exit() async throws {
        let trace = try await run(
            #"mkfifo f.txt; echo '{"files": {"f.txt": "x"}}'"#,
            exit: .degrade
        )
        #expect(trace.status == .degraded)
        #expect(trace.fallbacks["a"]?.text == "instead")
    }
}
