import JSON
import TestSupport
import Testing
import Workflows

@testable import Runtime

@Suite("Secrets in disguise", .timeLimit(.minutes(1)))
struct SecretDisguiseTests {
    @Test(
        "escape sequences of a terminal in a secret, before it and behind it don't save it",
        arguments: [
            ("key s3c\u{1B}[36mret\u{1B}[0m refused", "key [secret]\u{1B}[0m refused"),
            ("\u{1B}[1ms3cret\u{1B}[0m", "\u{1B}[1m[secret]\u{1B}[0m"),
            ("s\u{1B}[0m3\u{1B}[38;5;1mc\u{1B}[Kr\u{1B}[?25le\u{1B}[1 qt", "[secret]"),
            ("s3\u{1B}]8;;http://x\u{07}cret", "[secret]"),
            ("s3\u{1B}]0;t\u{1B}\\cret", "[secret]"),
            ("s3\u{1B}(Bcret", "[secret]"), ("s3\u{9B}31mcret", "[secret]"),
            ("\u{1B}s3cret", "\u{1B}[secret]"), ("\u{1B}[s3cret", "\u{1B}[[secret]"),
            ("\u{1B}]8;;s3cret\u{07}link", "\u{1B}]8;;[secret]\u{07}link"),
            ("\u{1B}[31mred\u{1B}[0m", "\u{1B}[31mred\u{1B}[0m"), ("s3c\u{1B}", "s3c\u{1B}"),
        ]
    )
    func sequences(text: String, expected: String) {
        #expect(SecretFilter(["s3cret"]).blanked(text) == expected)
    }

    @Test("a secret that has escape sequences is found with them and without")
    func colouredSecret() {
        let filter = SecretFilter(["s3\u{1B}[1mcret"])
        #expect(filter.blanked("a s3\u{1B}[1mcret") == "a [secret]")
        #expect(filter.blanked("a s3cret") == "a [secret]")
    }

    @Test(
        "JSON in JSON hides no secret",
        arguments: [
            #"a "quoted" pass\word"#, "two lines\nof a key", "päss/wort", "tab\there \u{7F}",
            "😀 key",
        ]
    )
    func nested(secret: String) {
        let filter = SecretFilter([secret])
        let once = JSONValue.text(secret).text
        let twice = JSONValue.text("{\"token\": \(once)}").text
        #expect(filter.blanked(once) == #""[secret]""#)
        #expect(filter.blanked(twice) == #""{\"token\": \"[secret]\"}""#)
    }

    @Test("JSON in JSON hides no secret where both escape all that is not ASCII")
    func nestedASCII() {
        let filter = SecretFilter(["päss"])
        #expect(
            filter.blanked(#"{"a": "{\"b\": \"p\\u00e4ss\"}"}"#)
                == #"{"a": "{\"b\": \"[secret]\"}"}"#
        )
    }

    @Test(
        "the part of a secret at the end of what was cut is no longer there, nor that at its beginning",
        arguments: [
            ("token: s3cr", false, true, "token: [secret]"),
            ("token: s3c", false, true, "token: s3c"),
            ("token: s3cr", false, false, "token: s3cr"),
            ("cret and more", true, false, "[secret] and more"),
            ("cret and s3cre", true, true, "[secret] and [secret]"),
            ("s3cre", false, true, "[secret]"),
            ("s3\u{1B}[1mcre", false, true, "[secret]"), ("s3cret", true, true, "[secret]"),
        ]
    )
    func cut(text: String, atStart: Bool, atEnd: Bool, expected: String) {
        let blanked = SecretFilter(["s3cret"])
            .blanked(Array(text.utf8), isCutAtStart: atStart, isCutAtEnd: atEnd)
        #expect(String(decoding: blanked, as: UTF8.self) == expected)
    }

    @Test("a program that is killed in the midst of a secret tells no half of it")
    func killed() async throws {
        let rig = try CallRig()
        let script = "printf 'the token is abcdefgh-ijkl'; touch said; sleep 60"
        let (ending, _) = try await TimeLimit.first { _ in
            rig.folder.has("workspace/said")
        } _: {
            await rig.call(
                .shell(script, timeout: $0.duration),
                secrets: ["abcdefgh-ijklmnop"]
            )
        }
        #expect(ending.failure?.message.hasSuffix(": the token is [secret]") == true)
        #expect(ending.transcript == "the token is [secret]")
    }

    @Test("what is left of a long stream doesn't begin with half a secret")
    func longStream() async throws {
        let rig = try CallRig()
        let secret = "abcdefghijklmnopqrstuvwxyz"
        // So long that the beginning of what is kept lies within the secret.
        let rest = StreamRecord.endLimit - 13
        let ending = await rig.call(
            .shell(
                "head -c 100000 /dev/zero | tr '\\0' y >&2; printf \(secret) >&2; "
                    + "head -c \(rest) /dev/zero | tr '\\0' x >&2; exit 1"
            ),
            secrets: [secret]
        )
        #expect(!ending.transcript.contains("nopq"))
        #expect(ending.transcript.contains("bytes left out]\n[secret]xxx"))
    }

    @Test("secrets that overlap leave nothing of either")
    func overlapping() {
        #expect(SecretFilter(["abcd", "cdef"]).blanked("-abcdef-") == "-[secret]-")
        #expect(SecretFilter(["aba"]).blanked("-ababa-") == "-[secret]-")
    }

    @Test("an output keeps the exit status that it came with")
    func exitStatus() {
        let output = PhaseOutput(text: "the s3cret", exitStatus: 3)
        #expect(
            SecretFilter(["s3cret"]).blanked(output)
                == PhaseOutput(text: "the [secret]", exitStatus: 3)
        )
    }

    @Test("a flood is searched once, however many forms a secret has")
    func flood() {
        let secrets = (0..<3).map { "päss/wort \"\($0)\"\nand another line \($0)" }
        let text = String(repeating: "p and a, pä and an", count: 5_000)
        #expect(SecretFilter(secrets).blanked(text) == text)
    }
}
