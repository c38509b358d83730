import Testing

@testable import XML

@Suite("Sanitising of text")
struct SanitisingTests {
    @Test(
        "forbidden characters are written visibly",
        arguments: [
            ("\u{0}", "#x0"),
            ("a\u{1B}b", "a#x1Bb"),
            ("\u{8}\u{B}\u{1F}", "#x8#xB#x1F"),
            ("\u{FFFE}", "#xFFFE"),
            ("\u{FFFF}", "#xFFFF"),
            ("e\u{1}\u{301}", "e#x1\u{301}"),
        ]
    )
    func forbidden(text: String, expected: String) {
        #expect(XMLText.sanitised(text) == expected)
    }

    @Test(
        "allowed characters survive",
        arguments: [
            "", "plain", "tab\tline\nreturn\rend\r\n", "]]>", "<&>\"'", "\u{7F}\u{85}\u{9B}",
            "\u{FFFD}\u{FEFF}\u{D7FF}\u{E000}", "astral 😀 \u{1FFFE}\u{10FFFF}", "é\u{301}한ﾾ﾿",
        ]
    )
    func allowed(text: String) throws {
        #expect(Array(XMLText.sanitised(text).utf8) == Array(text.utf8))
    }

    @Test(
        "escape sequences of terminals are stripped",
        arguments: [
            ("\u{1B}[31mred\u{1B}[0m", "red"),
            ("\u{1B}[1;38:2:1:2:3mx", "x"),
            ("\u{1B}[?25l\u{1B}[2 qx", "x"),
            ("\u{1B}]0;title\u{7}x", "x"),
            ("\u{1B}]8;;http://a\u{1B}\\link\u{1B}]8;;\u{1B}\\", "link"),
        ]
    )
    func escapeSequences(text: String, expected: String) {
        #expect(XMLText.sanitised(text) == expected)
    }

    @Test(
        "an escape sequence that does not end swallows nothing",
        arguments: [
            ("\u{1B}[31", "#x1B[31"),
            ("\u{1B}[3\nm", "#x1B[3\nm"),
            ("\u{1B}]0;title", "#x1B]0;title"),
            ("\u{1B}]0;a\nb\u{7}", "#x1B]0;a\nb#x7"),
            ("\u{1B}]a\u{1B}[1mb", "#x1B]ab"),
            ("\u{1B}", "#x1B"),
        ]
    )
    func unfinished(text: String, expected: String) {
        #expect(XMLText.sanitised(text) == expected)
    }

    @Test(
        "bytes that are not UTF-8 become U+FFFD",
        arguments: [
            ([0x61, 0xFF, 0x62], "a\u{FFFD}b"),
            ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"),
            ([0xC3], "\u{FFFD}"),
            ([0xEF, 0xBF, 0xBE], "#xFFFE"),
            ([0xF0, 0x9F, 0x98, 0x80], "😀"),
        ] as [([UInt8], String)]
    )
    func bytes(bytes: [UInt8], expected: String) {
        #expect(XMLText.sanitised(bytes: bytes) == expected)
    }

    @Test("sanitising twice changes nothing more")
    func idempotent() {
        let once = XMLText.sanitised("\u{1B}\u{1B}[0m[31m\u{0}\u{FFFE}\u{1B}]\u{1B}[1mx\u{7}")
        #expect(XMLText.sanitised(once) == once)
    }

    @Test(
        "a cut is visible and falls between characters",
        arguments: [
            ("abcdef", 6, "abcdef"),
            ("abcdef", 4, "abcd[cut: 2 bytes left out]"),
            ("aéb", 2, "a[cut: 3 bytes left out]"),
            ("😀😀", 7, "😀[cut: 4 bytes left out]"),
            ("abc", 0, "[cut: 3 bytes left out]"),
            ("abc", -1, "[cut: 3 bytes left out]"),
            ("", 0, ""),
        ]
    )
    func cut(text: String, limit: Int, expected: String) {
        #expect(XMLText.cut(text, toBytes: limit) == expected)
    }
}
