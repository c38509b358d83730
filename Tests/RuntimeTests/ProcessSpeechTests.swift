import Testing

@testable import Runtime

@Suite("What a process said last")
struct ProcessSpeechTests {
    private func ending(_ errors: String, output: String = "") -> String {
        ProcessSpeech(
            output: record(output),
            errors: record(errors),
            wasKilled: false,
            secrets: SecretFilter([])
        ).ending
    }

    private func record(_ text: String) -> StreamRecord {
        var record = StreamRecord(keeping: StreamRecord.endLimit)
        Array(text.utf8).withUnsafeBytes { record.append($0) }
        record.end()
        return record
    }

    @Test(
        "the first line is the one that says why",
        arguments: [
            (
                """
                Traceback (most recent call last):
                  File "a.py", line 3, in <module>
                    run()
                ValueError: no such model

                """, "ValueError: no such model"
            ),
            (
                """
                /srv/a.js:1
                throw new Error("no such model")
                ^

                Error: no such model
                    at Object.<anonymous> (/srv/a.js:1:7)
                    at Module._compile (node:internal/modules/cjs/loader:1554:14)

                Node.js v22.15.0
                """, "Error: no such model"
            ),
            (
                "Exception in thread \"main\" java.lang.Error: no\n\tat A.main(A.java:3)\n",
                "Exception in thread \"main\" java.lang.Error: no"
            ),
            ("disk full\r\n---\n}\n", "disk full"), ("\tonly this\n", "only this"),
            ("***\n", "***"),
        ]
    )
    func headline(errors: String, first: String) {
        #expect(ending(errors).split(separator: "\n").first == ": \(first)")
    }

    @Test("one line is not said twice, several follow in their order")
    func lines() {
        #expect(ending("no room\n") == ": no room")
        #expect(ending("a\nb\n") == ": b\na\nb")
        #expect(ending("", output: "no room") == ": no room")
        #expect(ending("\n \n", output: "") == "")
    }

    @Test("a line without an end is cut")
    func long() {
        let text = ending(String(repeating: "x", count: 5000))
        #expect(text == ": " + String(repeating: "x", count: 300) + "…")
    }

    /// The record of a stream that begins or ends within a secret; `before` is gone.
    private func record(_ bytes: [UInt8], before: Int = 0) -> StreamRecord {
        var record = StreamRecord(keeping: StreamRecord.endLimit)
        let all = bytes + Array(repeating: UInt8(ascii: "."), count: before)
        all.withUnsafeBytes { record.append($0) }
        record.end()
        return record
    }

    @Test("no part of a secret is shown, wherever it is cut", arguments: 4..<22)
    func cutSecret(length: Int) {
        // Two bytes, three and four for one character: a cut falls into each.
        let secret = Array("zażółć-€uro-😀-gęś".utf8)
        let filter = SecretFilter([String(decoding: secret, as: UTF8.self)])
        let killed = ProcessSpeech(
            output: record(Array("say ".utf8) + secret.prefix(length)),
            errors: record([]),
            wasKilled: true,
            secrets: filter
        )
        #expect(killed.output == "say [secret]")
        let rest = secret.suffix(length)
        let dots = StreamRecord.endLimit - length
        let long = ProcessSpeech(
            output: record([]),
            errors: record(
                Array("first line ".utf8) + secret.dropLast(length) + rest,
                before: dots
            ),
            wasKilled: false,
            secrets: filter
        )
        #expect(
            long.errors.hasPrefix("[cut: \(11 + secret.count - length) bytes left out]\n[secret].")
        )
    }
}
