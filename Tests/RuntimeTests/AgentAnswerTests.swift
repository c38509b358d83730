import TestSupport
import Testing
import Workflows

@testable import Runtime

@Suite("What a process agent answers", .timeLimit(.minutes(1)))
struct AgentAnswerTests {
    let rig: CallRig

    init() throws { rig = try CallRig() }

    @Test(
        "plain text is the output, without the last line feed",
        arguments: [
            ("echo hello", "hello"),
            (#"printf 'a\nb'"#, "a\nb"),
            (#"printf 'a\n\n'"#, "a\n"),
            ("true", ""),
            (#"echo '{"name": "no key of the protocol"}'"#, #"{"name": "no key of the protocol"}"#),
            (#"echo '[{"output": "x"}]'"#, #"[{"output": "x"}]"#),
        ]
    )
    func plainText(script: String, expected: String) async {
        let ending = await rig.call(script)
        #expect(ending.text == expected)
        #expect(ending.answer?.output.files == [])
    }

    @Test("an object gives output, files, tokens and cost")
    func object() async {
        let ending = await rig.call(
            #"""
            printf '%s' '{"output": "done", "files": {"b.txt": "two\n", "a/b.txt": "one"},
                "tokens": 12, "cost": 0.25, "calls": 2}'
            """#
        )
        #expect(
            ending.answer
                == AgentAnswer(
                    output: PhaseOutput(
                        text: "done",
                        files: [
                            .init(path: "a/b.txt", bytes: Array("one".utf8)),
                            .init(path: "b.txt", bytes: Array("two\n".utf8)),
                        ]
                    ),
                    tokens: 12,
                    costMicros: 250_000,
                    calls: 2
                )
        )
    }

    @Test("null says nothing")
    func null() {
        let answer = AgentAnswerText.read(
            #"{"output": null, "files": null, "tokens": null, "cost": null, "error": null}"#
        )
        #expect(answer == .success(AgentAnswer(output: PhaseOutput(text: ""))))
    }

    @Test(
        "an error is a failure in the agent's own words, whatever the exit code",
        arguments: ["0", "1"]
    )
    func error(code: String) async {
        let ending = await rig.call(
            #"""
            echo '{"error": {"kind": "busy", "message": "later", "retry_after": 0.25,
                "retryable": false}}'
            """# + "\nexit \(code)"
        )
        #expect(
            ending.failure
                == OperationFailure(
                    kind: "busy",
                    message: "later",
                    retryAfter: .milliseconds(250),
                    isRetryable: false
                )
        )
    }

    @Test(
        "an agent cannot pass for the engine: a kind of the engine's is shown as the agent's",
        arguments: ["cancelled", "timeout", "validation", "process", "hang", "path_escape"]
    )
    func engineKinds(kind: String) async {
        let ending = await rig.call("echo '{\"error\": {\"kind\": \"\(kind)\"}}'")
        #expect(ending.failure?.kind == "agent:\(kind)")
        let declared = await rig.call("echo '{\"error\": {\"kind\": \"\(kind)\"}}'; exit 3")
        #expect(declared.failure?.kind == "agent:\(kind)")
        #expect(declared.failure?.isRetryable == (kind == "timeout"))
    }

    @Test("an error reports the call's usage all the same")
    func failedUsage() async {
        let ending = await rig.call(
            #"echo '{"error": {"kind": "busy"}, "tokens": 12, "cost": 0.29, "calls": 3}'"#
        )
        #expect(ending.failure?.calls == 3)
        #expect(ending.failure?.usage == Usage(tokens: 12, costMicros: 290_000))
    }

    @Test("retry_after alone makes an error retryable; without it an error is final")
    func retryable() {
        func failure(_ text: String) -> OperationFailure? {
            if case .failure(let failure) = AgentAnswerText.read(text) { failure } else { nil }
        }
        #expect(failure(#"{"error": {"retry_after": 2}}"#)?.isRetryable == true)
        #expect(failure(#"{"error": {"retry_after": 2}}"#)?.retryAfter == .seconds(2))
        #expect(
            failure(#"{"error": {"retry_after": "250ms"}}"#)?.retryAfter == .milliseconds(250)
        )
        #expect(failure(#"{"error": {"kind": "busy"}}"#)?.isRetryable == false)
        #expect(failure(#"{"error": {}}"#)?.kind == "process")
    }

    @Test(
        "an object that breaks the protocol is a failure that says where",
        arguments: [
            (#"{"output": 5}"#, "output: expected a string, found 5"),
            (#"{"files": ["a"]}"#, #"files: expected an object of path and content, found ["a"]"#),
            (#"{"files": {"a": 1}}"#, "files.a: expected a string, found 1"),
            (
                #"{"tokens": "many"}"#,
                #"tokens: expected a whole number from 0 to 1000000000000, found "many""#
            ),
            (
                #"{"tokens": 1.5}"#,
                "tokens: expected a whole number from 0 to 1000000000000, found 1.5"
            ),
            (#"{"calls": 0}"#, "calls: expected a whole number from 1 to 1000000, found 0"),
            (#"{"cost": -1}"#, "cost: expected a number from 0 to 1e12, found -1"),
            (#"{"cost": 1e300}"#, "cost: expected a number from 0 to 1e12, found 1e+300"),
            (#"{"error": "no"}"#, #"error: expected an object with kind and message, found "no""#),
            (
                #"{"error": {"retry_after": "soon"}}"#,
                #"error.retry_after: expected seconds or a duration such as "250ms", found "soon""#
            ),
            (
                #"{"error": {"retry_after": -1}}"#,
                "error.retry_after: expected a number from 0 to 1e12, found -1"
            ),
        ]
    )
    func malformed(text: String, message: String) {
        guard case .failure(let failure) = AgentAnswerText.read(text) else {
            Issue.record("\(text) was taken for an answer")
            return
        }
        #expect(failure.message == "the agent's answer: \(message)")
        #expect(failure.kind == "answer")
        #expect(!failure.isRetryable)
    }

    @Test("bytes that are not UTF-8 are replaced, not refused")
    func invalidUTF8() async {
        let ending = await rig.call(#"printf 'a\377b'"#)
        #expect(ending.text == "a\u{FFFD}b")
    }

    @Test("a megabyte comes through whole")
    func large() async {
        let ending = await rig.call(#"head -c 1048576 /dev/zero | tr '\0' x"#)
        #expect(ending.text?.utf8.count == 1 << 20)
        #expect(ending.text?.allSatisfy { $0 == "x" } == true)
    }

    @Test("an answer above the limit is a failure and is not kept")
    func tooLarge() async {
        let ending = await rig.call(#"head -c 20000000 /dev/zero | tr '\0' x"#)
        #expect(ending.failure?.message == "the answer is longer than 16777216 bytes")
        #expect(ending.failure?.isRetryable == false)
    }

    @Test("an agent need not read a large request")
    func ignoresRequest() async {
        let request = String(repeating: "r", count: 1 << 20)
        let ending = await rig.call(.shell("exec echo done"), request: request)
        #expect(ending.text == "done")
    }

    @Test("an agent may close its standard input and keep running")
    func closesInput() async {
        let request = String(repeating: "r", count: 1 << 20)
        let ending = await rig.call(.shell("exec <&-; sleep 0.1; echo done"), request: request)
        #expect(ending.text == "done")
    }

    @Test("a large request and a large answer do not wait for each other")
    func echo() async {
        let request = String(repeating: "r", count: 1 << 20)
        let ending = await rig.call(.shell("cat"), request: request)
        #expect(ending.text == request)
    }

    @Test(
        "a declared failure that breaks the protocol is reported, whatever the exit code",
        arguments: [
            (
                #"{"retry_after": -1}"#,
                "error.retry_after: expected a number from 0 to 1e12, found -1"
            ),
            (#"{"kind": 5}"#, "error.kind: expected a string, found 5"),
            (#"{"message": ["a"]}"#, #"error.message: expected a string, found ["a"]"#),
            (#"{"retryable": "yes"}"#, #"error.retryable: expected true or false, found "yes""#),
            (#""busy""#, #"error: expected an object with kind and message, found "busy""#),
        ]
    )
    func malformedFailure(error: String, flaw: String) async {
        let script = "echo '{\"error\": \(error), \"tokens\": 12}'"
        let answered = await rig.call(script)
        #expect(answered.failure?.kind == "answer")
        #expect(answered.failure?.message == "the agent's answer: \(flaw)")
        #expect(answered.failure?.usage == Usage(tokens: 12))
        let failed = await rig.call("\(script); echo no model >&2; exit 3")
        #expect(failed.failure?.kind == "process")
        #expect(
            failed.failure?.message
                == "the process ended (exit code 3); its answer can't be read: \(flaw): no model"
        )
        #expect(failed.failure?.usage == Usage(tokens: 12))
    }

    @Test("nulls in an error say nothing")
    func nullsInError() async {
        let ending = await rig.call(
            #"echo '{"error": {"kind": null, "message": null, "retryable": null, "retry_after": 1}}'"#
        )
        #expect(
            ending.failure
                == OperationFailure(kind: "process", message: "", retryAfter: .seconds(1))
        )
    }

    @Test("the usage that an answer reports counts, whatever the exit code")
    func usageOfFailed() async {
        let ending = await rig.call(#"echo '{"output": "half", "tokens": 500, "cost": 2}'; exit 1"#)
        #expect(ending.failure?.kind == "process")
        #expect(ending.failure?.usage == Usage(tokens: 500, costMicros: 2_000_000))
    }

    @Test("a malformed answer's usage counts all the same")
    func malformedUsage() async {
        let ending = await rig.call(
            #"echo '{"output": 5, "tokens": 12, "cost": 0.29, "calls": 3}'"#
        )
        #expect(ending.failure?.kind == "answer")
        #expect(ending.failure?.usage == Usage(tokens: 12, costMicros: 290_000))
        #expect(ending.failure?.calls == 3)
    }
}
