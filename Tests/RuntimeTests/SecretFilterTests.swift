import Agents
import TestSupport
import Testing
import Workflows

@testable import Runtime

@Suite("Secrets are blanked", .timeLimit(.minutes(1)))
struct SecretFilterTests {
    @Test(
        "a secret disappears from a text",
        arguments: [
            (["s3cret"], "a s3cret b", "a [secret] b"),
            (["s3cret"], "s3crets3cret", "[secret][secret]"),
            (["s3cret"], "S3CRET is another", "S3CRET is another"),
            ([""], "nothing to hide", "nothing to hide"),
            (["abc", "abcdef"], "abcdef abc", "[secret] [secret]"),
            (["def", "abcdef"], "abcdef def", "[secret] [secret]"),
            (["first\nsecond"], "first\nsecond; third", "[secret]; third"),
            (["the first line\nthe second line"], "only the second line", "only [secret]"),
            (["token\n"], "token", "[secret]"),
            (["first\nsecond"], #"{"a":"first\nsecond"}"#, #"{"a":"[secret]"}"#),
            ([#"a"b\c"#], #"{"a":"a\"b\\c"}"#, #"{"a":"[secret]"}"#),
            (["pä\u{DF}"], "das pä\u{DF}.", "das [secret]."),
        ]
    )
    func texts(secrets: [String], text: String, expected: String) {
        #expect(SecretFilter(secrets).blanked(text) == expected)
    }

    @Test("secrets that overlap leave neither whole")
    func overlapping() {
        let blanked = SecretFilter(["abcd", "cdef"]).blanked("-abcdef-")
        #expect(!blanked.contains("abcd"))
        #expect(!blanked.contains("cdef"))
    }

    @Test(
        "what follows a secret cannot hide it",
        arguments: [("token\r", "\n"), ("token", "\u{301}"), ("token", "\u{200D}x")]
    )
    func neighbours(secret: String, next: String) {
        let blanked = SecretFilter([secret]).blanked("the \(secret)\(next)")
        #expect(
            !Array(blanked.utf8).map(String.init).joined(separator: " ").contains(
                Array(secret.utf8).map(String.init).joined(separator: " ")
            )
        )
    }

    @Test(
        "the braces of a secret in JSON do not blank those of every answer"
    )
    func shortLines() {
        let filter = SecretFilter(["{\n  \"key\": \"abcdefgh\"\n}"])
        #expect(filter.blanked(#"{"a": {"b": 1}}"#) == #"{"a": {"b": 1}}"#)
        #expect(filter.blanked(#"the line   "key": "abcdefgh""#).contains("abcdefgh") == false)
    }

    @Test("it disappears from text, paths and contents of files, and responses")
    func outputs() {
        let output = PhaseOutput(
            text: "a key",
            files: [
                .init(path: "key.txt", bytes: Array("the key".utf8)),
                .init(path: "image", bytes: [0xFF, 0x00, 0xFE]),
            ],
            response: .init(status: 200, body: "key", port: 8080)
        )
        #expect(
            SecretFilter(["key"]).blanked(output)
                == PhaseOutput(
                    text: "a [secret]",
                    files: [
                        .init(path: "[secret].txt", bytes: Array("the [secret]".utf8)),
                        .init(path: "image", bytes: [0xFF, 0x00, 0xFE]),
                    ],
                    response: .init(status: 200, body: "[secret]", port: 8080)
                )
        )
        #expect(SecretFilter([]).blanked(output) == output)
    }

    @Test("it disappears from failures")
    func failures() {
        let failure = OperationFailure(kind: "key", message: "bad key", retryAfter: .seconds(1))
        #expect(
            SecretFilter(["key"]).blanked(failure)
                == OperationFailure(
                    kind: "[secret]",
                    message: "bad [secret]",
                    retryAfter: .seconds(1)
                )
        )
    }

    private static let token = "line \"one\"\nline two \\"

    @Test("nothing of a run shows what an agent was given in secret", arguments: ["0", "1"])
    func run(code: String) async throws {
        let folder = try TemporaryFolder()
        let world = LiveWorld.below(
            folder,
            environment: ["MY_TOKEN": Self.token],
            secrets: [Self.token]
        )
        let agent = ProcessAgent.shell(
            #"""
            echo "my token: $TOKEN"; echo "again: $TOKEN" >&2; exit \#(code)
            """#,
            environment: ["TOKEN": .inherited(name: "MY_TOKEN", isSecret: true)]
        )
        let trace = await world.run(try .of([.init("a")]), agents: ["a": .process(agent)])
        #expect(trace.status == (code == "0" ? .succeeded : .failed))
        #expect(trace.text(of: "a") == (code == "0" ? "my token: [secret]" : nil))
        #expect(
            trace.error?.failure.message.contains("again: [secret]") == (code == "0" ? nil : true)
        )
        #expect(trace.transcripts.map(\.text) == ["my token: [secret]\n\nagain: [secret]\n"])
        #expect(!trace.lines.contains("line two"))
    }

    @Test("a transcript hides a secret also as JSON writes it")
    func escaped() async throws {
        let rig = try CallRig()
        let ending = await rig.call(
            .shell(#"printf '%s' '{"output": "line \"one\"\nline two \\"}'"#),
            secrets: [Self.token]
        )
        #expect(ending.text == "[secret]")
        #expect(ending.transcript == #"{"output": "[secret]"}"#)
    }

    @Test("a transcript hides a secret also where JSON escapes more than it must")
    func escapedToASCII() async throws {
        let rig = try CallRig()
        let ending = await rig.call(
            .shell(#"printf '%s' '{"output": "p\u00e4ss\/wort"}'"#),
            secrets: ["päss/wort"]
        )
        #expect(ending.text == "[secret]")
        #expect(ending.transcript == #"{"output": "[secret]"}"#)
    }
}
