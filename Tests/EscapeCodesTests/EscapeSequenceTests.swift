import EscapeCodes
import Testing

@Suite("Escape sequences of terminals")
struct EscapeSequenceTests {
    @Test(
        "what is whole is found with its kind, and only that",
        arguments: [
            ("\u{1B}[31mred", 5, .control), ("\u{1B}[m", 3, .control),
            ("\u{1B}[1;2 qx", 7, .control), ("\u{9B}0Kx", 4, .control),
            ("\u{1B}]0;title\u{07}x", 10, .command), ("\u{1B}]8;;é\u{1B}\\x", 9, .command),
            ("\u{1B}(Bx", 3, .other), ("\u{1B}cx", 2, .other), ("\u{1B}%Gx", 3, .other),
        ] as [(String, Int, EscapeSequence<Substring.UTF8View>.Kind)]
    )
    func whole(text: String, length: Int, kind: EscapeSequence<Substring.UTF8View>.Kind) {
        let sequence = EscapeSequence(in: text[...].utf8)
        #expect(sequence?.kind == kind)
        #expect(sequence.map { text.utf8.distance(from: text.startIndex, to: $0.end) } == length)
    }

    @Test(
        "what is not a sequence, or is cut off, is text",
        arguments: [
            "", "a\u{1B}[m", "\u{1B}", "\u{1B}[", "\u{1B}[31", "\u{1B}[31\n", "\u{1B}[ 1m",
            "\u{1B}]0;title", "\u{1B}]0;a\nb\u{07}", "\u{1B}]0;a\u{1B}[m", "\u{1B}(", "\u{1B}\n",
            "\u{1B}é", "\u{C2}", "[31m",
        ]
    )
    func none(text: String) {
        #expect(EscapeSequence(in: text[...].utf8) == nil)
    }

    @Test("the places between sequences are those of the visible bytes")
    func places() {
        let bytes = Array("a\u{1B}[1mbé\u{1B}]0;x\u{07}\u{9B}mc".utf8)
        let places = EscapeSequence.visiblePlaces(in: bytes)
        #expect(places.map { String(decoding: $0.map { bytes[$0] }, as: UTF8.self) } == "abéc")
        #expect(EscapeSequence.visiblePlaces(in: Array("abéc".utf8)) == nil)
    }
}
