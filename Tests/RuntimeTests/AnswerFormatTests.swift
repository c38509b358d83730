import Agents
import TestSupport
import Testing
import Workflows

@testable import Runtime

@Suite("What an output is taken for")
struct AnswerFormatTests {
    private func failure(_ text: String, _ format: AnswerFormat) -> OperationFailure? {
        if case .failure(let failure) = AgentAnswerText.read(text, as: format) {
            failure
        } else {
            nil
        }
    }

    private func text(_ text: String, _ format: AnswerFormat) -> String? {
        try? AgentAnswerText.read(text, as: format).get().output.text
    }

    @Test(
        "what was meant to be an answer but is not one is a failure that says why",
        arguments: [
            (
                "WARNING: old\n{\"error\": {}}",
                #"expected one JSON object alone, found "WARNING: old" before the one on line 2"#
            ),
            (
                "50%\r{\"error\": {}}\n",
                #"expected one JSON object alone, found "50%" before the one on line 2"#
            ),
            (
                "\u{FEFF}{\"output\": \"a\"}",
                "expected one JSON object alone, found a byte order mark before the one on line 1"
            ),
            (
                "{\"output\": \"a\"}\ndone",
                #"line 2, column 1: expected the end of the JSON, found "done""#
            ),
            (
                "{\"output\": \"a\"}\n{\"output\": \"b\"}",
                #"line 2, column 1: expected the end of the JSON, found "{"output": "b"}""#
            ),
            (
                #"{"outptu": "ok"}"#,
                #"expected no unknown key, found "outptu"; did you mean "output"?"#
            ),
            (
                #"{"outputs": "ok"}"#,
                #"expected no unknown key, found "outputs"; did you mean "output"?"#
            ),
            (#"{"file": {}}"#, #"expected no unknown key, found "file"; did you mean "files"?"#),
            (#"{"Error": {}}"#, #"expected no unknown key, found "Error"; did you mean "error"?"#),
            (#"{"callz": 1}"#, #"expected no unknown key, found "callz"; did you mean "calls"?"#),
            (
                #"{"output": "ok", "model": "x"}"#,
                #"expected no unknown key, found "model"; there are calls, cost, error, files, output, tokens"#
            ),
            (
                #"{"error": {"message": "\udcff"}}"#,
                #"line 1, column 24: expected both halves of a surrogate pair, found "\udcff"}}""#
            ),
            (
                #"{"output": "cut"#,
                "line 1, column 16: expected the end of the text that begins at byte 12, found the end of the text"
            ),
            (#"{"tokens": NaN}"#, #"line 1, column 12: expected a value, found "NaN}""#),
            (#"{"output": "a", "output": "b"}"#, #"expected each key once, found "output" twice"#),
            (
                "{\n  \"output\": \"a\",\n}",
                #"line 3, column 1: expected a name in quotes, found "}""#
            ),
            (
                "{\"a\": 1}\n  {\"tokens\": 1}",
                #"expected one JSON object alone, found "{\"a\": 1}" before the one on line 2"#
            ),
        ]
    )
    func broken(text: String, reason: String) {
        let expected = OperationFailure(
            kind: "answer",
            message: "the agent's answer: \(reason); if this is text, say \"answer: text\"",
            isRetryable: false
        )
        #expect(failure(text, .auto) == expected)
    }

    @Test(
        "everything else is text, including other JSON",
        arguments: [
            "", "{", "{}", "[]", "ok", #"{"name": "x", "output": 1}"#, #"{"cots": 1}"#,
            #"{"coast": 1}"#,
            #"{"outupts": 1}"#, #"{"outp": 1}"#, #"[{"output": "x"}]"#, #"he said {"output": 1}"#,
            #"{'output': 'a'}"#, #"{"items": [{"output": 1}]}"#, #"{output: 1}"#, #""output""#,
            #"{"OUTPUT": 1}"#, "{\"a\": NaN}", "data: {\"error\": {}}",
        ]
    )
    func plain(text: String) {
        #expect(self.text(text, .auto) == text)
        #expect(self.text(text, .text) == text)
    }

    @Test("white space around an answer is not text", arguments: ["\n", " ", "\r\n\t"])
    func whiteSpace(space: String) {
        #expect(text(space + #"{"output": "a"}"# + space, .auto) == "a")
    }

    @Test(
        "where an answer is demanded nothing else will do",
        arguments: [
            ("", #"expected one JSON object, found """#),
            ("ok\n", #"expected one JSON object, found "ok""#),
            (
                "{}",
                "expected one of its keys calls, cost, error, files, output, tokens, found none"
            ),
            (#"["output"]"#, #"expected one JSON object, found "[\"output\"]""#),
            (
                #"{"name": 1}"#,
                #"expected no unknown key, found "name"; there are calls, cost, error, files, output, tokens"#
            ),
            ("{", "line 1, column 2: expected a name in quotes, found the end of the text"),
        ]
    )
    func demanded(text: String, reason: String) {
        #expect(failure(text, .json)?.message == "the agent's answer: \(reason)")
        #expect(failure(text, .json)?.kind == "answer")
        #expect(self.text(#"{"output": "a"}"#, .json) == "a")
    }

    @Test(
        "where it is text nothing is read out of it",
        arguments: [#"{"error": {}}"#, #"{"outptu": 1}"#]
    )
    func verbatim(text: String) {
        #expect(self.text(text, .text) == text)
        guard case .nothing = AgentAnswerText.declaration(in: text, as: .text) else {
            Issue.record("a failure was read out of text")
            return
        }
    }

    @Test("a program that fails says why its answer can't be read, and what it wrote")
    func failedProgram() async throws {
        let rig = try CallRig()
        let ending = await rig.call(
            #"echo starting; echo '{"error": {"kind": "busy"}}'; echo broken >&2; exit 3"#
        )
        #expect(ending.failure?.kind == "process")
        #expect(
            ending.failure?.message
                == "the process ended (exit code 3); its answer can't be read: expected one JSON object "
                + "alone, found \"starting\" before the one on line 2: broken"
        )
    }

    @Test("the format is part of what a phase's key covers, except where it is not set")
    func digests() {
        func digest(_ format: AnswerFormat) -> Digest {
            ProcessAgent(
                command: ["x"],
                answer: format,
                scenarioDirectory: "/a",
                repository: "/a"
            ).configurationDigest
        }
        #expect(Set(AnswerFormat.allCases.map(digest)).count == 3)
        let silent = ProcessAgent(command: ["x"], scenarioDirectory: "/a", repository: "/a")
        #expect(silent.configurationDigest == digest(.auto))
    }
}
