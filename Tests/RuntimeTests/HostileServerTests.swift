import Agents
import TestSupport
import Testing
import Workflows

@testable import Runtime

@Suite(
    "Servers that answer wrongly, or not at all",
    .enabled(if: Machine.hasPython, Comment(rawValue: Machine.pythonIsMissing)),
    .timeLimit(.minutes(2)),
    .serialized
)
struct HostileServerTests {
    let rig: CallRig

    init() throws { rig = try CallRig() }

    /// Answers every connection with these bytes of Python, and closes it unless it is to be held.
    private func call(_ bytes: String, holds: Bool = false, timeout: Duration) async
        -> ProcessCall.Ending
    {
        let script = """
            exec python3 -c '
            import os, socket
            server = socket.create_server(("127.0.0.1", int(os.environ["PORT"])))
            held = []
            while True:
                connection, _ = server.accept()
                connection.recv(65536)
                try: connection.sendall(\(bytes))
                except OSError: pass
                if \(holds ? "True" : "False"): held.append(connection)
                else: connection.close()
            '
            """
        return await rig.call(
            .shell(
                script,
                environment: ["PORT": .value("{port}")],
                probe: "/",
                timeout: timeout
            )
        )
    }

    @Test(
        "what is malformed fails at once, with what is wrong",
        arguments: [
            (
                #"b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello""#,
                "two lengths, 5 and 6"
            ),
            (
                #"b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nhello""#,
                #"expected a length, found "-1""#
            ),
            (
                #"b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\ngarbage\r\n""#,
                #"expected the size of a chunk, found "garbage""#
            ),
            (
                #"b"220 mail.example.org ESMTP\r\n""#,
                #"expected HTTP and a status, found "220 mail.example.org ESMTP""#
            ),
            (#"b"\x15\x03\x01\x00\x02\x02\x16""#, #"expected HTTP and a status, found """#),
            (#"b"HTTP/1.1 200 OK\r\n" + b"x" * 100000"#, "its head is longer than 65536 bytes"),
        ]
    )
    func malformed(bytes: String, problem: String) async {
        let ending = await call(bytes, holds: true, timeout: .seconds(60))
        #expect(ending.failure?.message == "malformed answer: \(problem)")
        #expect(ending.failure?.kind == "process")
        #expect(ending.failure?.isRetryable == false)
    }

    @Test(
        "what gives no whole answer is asked again, and the timeout says why",
        arguments: [
            (#"b"""#, false, "empty answer"),
            (#"b"""#, true, "connected, but nothing was answered"),
            (
                #"b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell""#, false,
                "malformed answer: it breaks off after 42 bytes"
            ),
            (
                #"b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell""#, true,
                "an answer that was not whole after 42 bytes"
            ),
        ]
    )
    func unfinished(bytes: String, holds: Bool, cause: String) async throws {
        let (ending, limit) = try await TimeLimit.first {
            $0.failure?.message.hasSuffix(cause) == true
        } _: {
            await call(bytes, holds: holds, timeout: $0.duration)
        }
        #expect(ending.failure?.kind == "timeout")
        #expect(
            ending.failure?.message
                == "the process did not answer the probe within \(limit.text): \(cause)"
        )
    }

    @Test("an answer that is announced to be too long is not waited for")
    func tooLong() async {
        let ending = await call(
            #"b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n""#,
            holds: true,
            timeout: .seconds(60)
        )
        #expect(ending.failure?.message == "the response is longer than 16777216 bytes")
    }

    @Test(
        "the cause is reported whichever limit ends the wait",
        arguments: ["attempt", "run", "heartbeat"]
    )
    func limits(limit: String) async throws {
        let folder = try TemporaryFolder()
        let plan = try RunPlan.of([.init("a")]) {
            if limit == "run" { $0.runTimeout = .seconds(1) }
            $0.everywhere {
                $0.retry.maxAttempts = 1
                if limit == "attempt" { $0.attemptTimeout = .seconds(1) }
                if limit == "heartbeat" { $0.heartbeatTimeout = .seconds(1) }
            }
        }
        let agent = ProcessAgent.shell(
            "exec sleep 100",
            environment: ["PORT": .value("{port}")],
            probe: "/"
        )
        let trace = await LiveWorld.below(folder).run(plan, agents: ["a": .process(agent)])
        let start =
            switch limit {
            case "run": "the run was not over after 1s"
            case "attempt": "the attempt was not over after 1s"
            default: "no sign of life for 1s"
            }
        #expect(trace.error?.failure.kind == "timeout")
        #expect(trace.error?.failure.message == "\(start): connection refused")
    }
}
