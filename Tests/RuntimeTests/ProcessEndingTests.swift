import Agents
import TestSupport
import Testing
import Workflows

@testable import Runtime

@Suite("How a process agent ends", .timeLimit(.minutes(1)))
struct ProcessEndingTests {
    let rig: CallRig

    init() throws { rig = try CallRig() }

    @Test("exit code 75 is a failure worth another try")
    func retryable() async {
        let ending = await rig.call("echo the model is asleep >&2; exit 75")
        #expect(
            ending.failure
                == OperationFailure(
                    kind: "process",
                    message: "the process ended (exit code 75): the model is asleep",
                    isRetryable: true
                )
        )
    }

    @Test("exit code 75 is worth another try also where the agent says why")
    func retryableError() async {
        let ending = await rig.call(#"echo '{"error": {"kind": "busy"}}'; exit 75"#)
        #expect(ending.failure?.kind == "busy")
        #expect(ending.failure?.isRetryable == true)
    }

    @Test(
        "any other exit code is final and comes with the last line of standard error, then the last few"
    )
    func lastLines() async {
        let ending = await rig.call(
            "i=1; while [ $i -le 20 ]; do echo line $i >&2; i=$((i + 1)); done; exit 3"
        )
        let last = (13...20).map { "line \($0)" }.joined(separator: "\n")
        #expect(
            ending.failure
                == OperationFailure(
                    kind: "process",
                    message: "the process ended (exit code 3): line 20\n\(last)",
                    isRetryable: false
                )
        )
    }

    @Test("where standard error is empty, the output's last lines tell")
    func saidOnOutput() async {
        let ending = await rig.call("echo no room; exit 1")
        #expect(
            ending.failure?.message == "the process ended (exit code 1): no room"
        )
    }

    @Test("a signal is named")
    func signal() async {
        let ending = await rig.call("kill -9 $$")
        #expect(ending.failure?.message == "the process ended (signal 9)")
        #expect(ending.failure?.isRetryable == false)
    }

    @Test(
        "what it wrote to standard error is reported, although its answer is malformed, too"
    )
    func malformedAnswerOfFailure() async {
        let ending = await rig.call(#"echo '{"output": 5}'; echo disk full >&2; exit 1"#)
        #expect(ending.failure?.kind == "process")
        #expect(ending.failure?.message.contains("disk full") == true)
    }

    @Test("only the end of a long standard error is kept")
    func longErrors() async {
        let ending = await rig.call(
            #"head -c 1000000 /dev/zero | tr '\0' x >&2; echo >&2; echo the end >&2; exit 1"#
        )
        #expect(ending.failure?.message.hasSuffix("\nthe end") == true)
        #expect((ending.failure?.message.utf8.count ?? .max) <= BoundedMessage.limit)
        #expect(ending.failure?.message.contains("[cut: ") == true)
        #expect(ending.transcript.utf8.count <= 64 << 10)
        #expect(ending.transcript.hasPrefix("[cut: 934473 bytes left out]\n"))
    }

    @Test("the transcript has both streams")
    func transcript() async {
        let ending = await rig.call("echo out; echo err >&2")
        #expect(ending.text == "out")
        #expect(ending.transcript == "out\n\nerr\n")
    }

    @Test("it starts with the usual signals, whatever this program ignores")
    func usualSignals() async {
        let ending = await rig.call("yes | head -n 1")
        #expect(ending.text == "y")
        #expect(ending.transcript == "y\n")
    }

    @Test("a command that does not exist is a final failure that names it")
    func notFound() async {
        let agent = ProcessAgent(
            command: ["no-such-program-anywhere", "x"],
            scenarioDirectory: "/nowhere",
            repository: "/nowhere"
        )
        let ending = await rig.call(agent)
        #expect(ending.failure?.kind == "process")
        #expect(ending.failure?.isRetryable == false)
        #expect(
            ending.failure?.message.hasPrefix("cannot start no-such-program-anywhere:") == true
        )
    }

    @Test("a folder that does not exist is a failure, not a crash")
    func noFolder() async {
        let ending = await rig.call(.shell("echo x", directory: "/nowhere/at/all"))
        #expect(ending.failure?.kind == "process")
    }

    @Test("a process that takes longer than its timeout is ended and says what it did")
    func timeout() async throws {
        let script = "echo thinking >&2; echo $$ > pid; sleep 300"
        let (ending, limit) = try await TimeLimit.first { _ in
            rig.folder.has("workspace/pid")
        } _: {
            await rig.call(.shell(script, timeout: $0.duration))
        }
        #expect(
            ending.failure
                == OperationFailure(
                    kind: "timeout",
                    message: "the process did not end within \(limit.text): thinking",
                    isRetryable: true
                )
        )
        let pid = try #require(try await rig.folder.pid(in: "workspace/pid"))
        #expect(try await Machine.isGone(pid))
    }

    @Test("a process that will not go is killed")
    func stubborn() async throws {
        let script = "trap '' TERM; echo $$ > pid; while :; do sleep 1; done"
        let (ending, _) = try await TimeLimit.first { _ in
            rig.folder.has("workspace/pid")
        } _: {
            await rig.call(.shell(script, timeout: $0.duration))
        }
        #expect(ending.failure?.kind == "timeout")
        let pid = try #require(try await rig.folder.pid(in: "workspace/pid"))
        #expect(try await Machine.isGone(pid))
    }
}
