import Agents
import Foundation
import TestSupport
import Testing
import Workflows

@testable import Runtime

@Suite(
    "A server as an agent",
    .enabled(if: Machine.hasPython, Comment(rawValue: Machine.pythonIsMissing)),
    .timeLimit(.minutes(1)),
    .serialized
)
struct ServerTests {
    let rig: CallRig

    init() throws { rig = try CallRig() }

    private static let app = Repository.root.path + "/Fixtures/hello-world-api/app.py"

    private func server(
        _ script: String = "exec python3 \(app)",
        probe: String = "/hello",
        timeout: Duration = .seconds(20)
    ) -> ProcessAgent {
        .shell(
            script,
            environment: ["PORT": .value("{port}")],
            probe: probe,
            timeout: timeout
        )
    }

    @Test("its response is its output, with status and port")
    func response() async throws {
        let ending = await rig.call(server())
        let output = try #require(ending.answer?.output, "\(ending)")
        #expect(output.response?.status == 200)
        #expect(output.response?.body == #"{"message": "Hello, World!"}"#)
        #expect(output.text == output.response?.body)
        #expect((1...65535).contains(output.response?.port ?? 0))
    }

    @Test("a status that is not success is an answer too")
    func notFound() async throws {
        let ending = await rig.call(server(probe: "/nothing"))
        #expect(ending.answer?.output.response?.status == 404)
        #expect(ending.text == #"{"error": "not found"}"#)
    }

    @Test("the digest does not depend on the port")
    func digest() async throws {
        let first = await rig.call(server())
        let second = await rig.call(server())
        #expect(first.answer?.output.digest != nil)
        #expect(first.answer?.output.digest == second.answer?.output.digest)
    }

    @Test("one that ends before it answers fails with what it said")
    func endsEarly() async {
        let ending = await rig.call(server("echo no database >&2; exit 3"))
        #expect(
            ending.failure
                == OperationFailure(
                    kind: "process",
                    message: "the server ended (exit code 3) before it answered the probe: "
                        + "no database",
                    isRetryable: false
                )
        )
    }

    @Test("one that ends early with 75 is worth another try")
    func endsEarlyRetryable() async {
        let ending = await rig.call(server("exit 75"))
        #expect(ending.failure?.kind == "process")
        #expect(ending.failure?.isRetryable == true)
    }

    @Test("one that Python refuses to start says why")
    func syntaxError() async {
        let broken = Repository.root.path + "/Fixtures/hello-world-api/broken/syntax_error.py"
        let ending = await rig.call(server("exec python3 \(broken)"))
        #expect(ending.failure?.kind == "process")
        #expect(ending.failure?.message.contains("SyntaxError") == true)
    }

    @Test("one that never listens times out with what it said")
    func neverListens() async throws {
        let script = "echo waiting >&2; echo $$ > pid; sleep 300"
        let (ending, limit) = try await TimeLimit.first { _ in
            rig.folder.has("workspace/pid")
        } _: {
            await rig.call(server(script, timeout: $0.duration))
        }
        #expect(
            ending.failure
                == OperationFailure(
                    kind: "timeout",
                    message: "the process did not answer the probe within \(limit.text): "
                        + "connection refused: waiting",
                    isRetryable: true
                )
        )
        let pid = try #require(try await rig.folder.pid(in: "workspace/pid"))
        #expect(try await Machine.isGone(pid))
    }

    /// Listens, takes connections and says nothing.
    private var silent: String {
        """
        echo $$ > \(rig.folder.path)/pid; exec python3 -c '
        import os, socket, sys
        server = socket.create_server(("127.0.0.1", int(os.environ["PORT"])))
        connections = []
        while True:
            connections.append(server.accept())
            print("connected", file=sys.stderr, flush=True)
            open("\(rig.folder.path)/connected", "w").close()
        '
        """
    }

    @Test("one that takes the connection and never answers times out, too")
    func mute() async throws {
        let (ending, _) = try await TimeLimit.first { _ in
            rig.folder.has("connected")
        } _: {
            await rig.call(server(silent, timeout: $0.duration))
        }
        #expect(ending.failure?.kind == "timeout")
        #expect(ending.failure?.message.hasSuffix(": connected") == true)
        let pid = try #require(try await rig.folder.pid(in: "pid"))
        #expect(try await Machine.isGone(pid))
    }

    @Test("the attempt's timeout ends one that takes the connection and never answers")
    func muteAttempt() async throws {
        let world = LiveWorld.below(rig.folder)
        let (trace, _) = try await TimeLimit.first { _ in
            rig.folder.has("connected")
        } _: { limit in
            let plan = try RunPlan.of([.init("a")]) {
                $0.everywhere {
                    $0.attemptTimeout = limit.duration
                    $0.retry.maxAttempts = 1
                }
            }
            return await world.run(plan, agents: ["a": .process(server(silent))])
        }
        #expect(trace.error?.failure.kind == "timeout")
        let pid = try #require(try await rig.folder.pid(in: "pid"))
        #expect(try await Machine.isGone(pid))
    }

    @Test("once it has answered, it and its children are gone")
    func groupIsGone() async throws {
        let ending = await rig.call(
            server("echo $$ > leader; sleep 300 & echo $! > child; exec python3 \(Self.app)")
        )
        #expect(ending.answer?.output.response?.status == 200)
        for name in ["workspace/leader", "workspace/child"] {
            let pid = try #require(try await rig.folder.pid(in: name))
            #expect(try await Machine.isGone(pid), "\(name)")
        }
    }

    @Test("one that will not go is killed, and its answer counts")
    func stubborn() async throws {
        let ending = await rig.call(
            server(
                """
                trap '' TERM; echo $$ > leader; python3 \(Self.app) &
                while :; do sleep 1; done
                """
            )
        )
        #expect(ending.answer?.output.response?.status == 200)
        let pid = try #require(try await rig.folder.pid(in: "workspace/leader"))
        #expect(try await Machine.isGone(pid))
    }
}
