import EscapeCodes
import Testing

@Suite("Characters that nobody sees")
struct HiddenCharactersTests {
    @Test(
        "they are removed or shown",
        arguments: [
            ("plain text", "plain text", "plain text"),
            ("\u{1B}[31mok\u{1B}[0m now", "ok now", "#x1B[31mok#x1B[0m now"),
            ("a\u{A0}b\tc\u{3000}d", "a b c d", "a#xA0b#x9c#x3000d"),
            ("a\u{200B}b\u{FEFF}\u{AD}", "ab", "a#x200Bb#xFEFF#xAD"),
            ("a\r\nb\n", "a\nb\n", "a#xD\nb\n"), ("\u{1B}", "", "#x1B"),
            ("\u{1B}[12", "[12", "#x1B[12"), ("\u{1B}[é", "[é", "#x1B[é"), ("", "", ""),
        ]
    )
    func texts(text: String, seen: String, shown: String) {
        #expect(HiddenCharacters.removed(from: text) == seen)
        #expect(HiddenCharacters.revealed(in: text) == shown)
    }
}
