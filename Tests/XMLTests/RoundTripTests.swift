import TestSupport
import Testing

@testable import XML

@Suite("What is written is read back")
struct RoundTripTests {
    @Test(
        "sanitised text and values come back as they were",
        arguments: [
            "", " ", "\n", "\r", "\r\n\t", "]]>", "<![CDATA[x]]>", "&amp;", "&#38;", "&",
            "&&#38;#38;", "&\u{301}",
            "\"'<>", "😀\u{10FFFF}", "e\u{301}", "\u{0}\u{1B}[1m\u{FFFE}", "\u{85}\u{2028}",
        ]
    )
    func text(text: String) throws {
        try expectRoundTrip(text)
    }

    @Test("random strings come back sanitised", arguments: 0..<20 as Range<UInt64>)
    func randomStrings(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        for _ in 0..<50 {
            let count = Int.random(in: 0..<40, using: &generator)
            let bytes = (0..<count).flatMap { _ in Self.fragment(using: &generator) }
            try expectRoundTrip(String(decoding: bytes, as: UTF8.self))
        }
    }

    @Test("text longer than every buffer comes back in one piece")
    func longText() throws {
        let text = String(repeating: "é😀&<\n", count: 40_000)
        try expectRoundTrip(text)
    }

    @Test("a document of many elements comes back in order")
    func manyElements() throws {
        let written = try written { writer in
            try writer.start("all")
            for number in 0..<10_000 {
                try writer.element("one", attributes: [("n", "\(number)")])
            }
            try writer.end()
        }
        let starts = try events(written).compactMap { event -> XMLElementStart? in
            if case .start(let start) = event { start } else { nil }
        }
        #expect(starts.dropFirst().map { $0["n"] } == (0..<10_000).map { "\($0)" })
        // The declaration is line 1, the root line 2.
        #expect(starts.dropFirst().map(\.line) == Array(3..<10_003))
        #expect(starts.dropFirst().allSatisfy { $0.column == 3 })
    }

    private func expectRoundTrip(_ text: String) throws {
        let document = try written { try $0.element("a", attributes: [("v", text)], text: text) }
        let expected = XMLText.sanitised(text)
        var found = try events(document)[...]
        guard case .start(let start) = found.popFirst() else {
            Issue.record("expected a start")
            return
        }
        #expect(start.attributes.map { Array($0.value.utf8) } == [Array(expected.utf8)])
        #expect(found.popLast() == .end(name: "a"))
        #expect(Array(found) == (expected.isEmpty ? [] : [.text(expected)]))
    }

    /// A piece that is likely to be trouble: markup, control characters, broken UTF-8.
    private static func fragment(using generator: inout SplitMix64) -> [UInt8] {
        let troubles = ["<", ">", "&", "]]>", "\u{1B}[", "\u{1B}]", "\u{7}", "m", "\r", "\n", "é"]
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: return Array((troubles.randomElement(using: &generator) ?? "").utf8)
        case 1: return [UInt8.random(in: 0...255, using: &generator)]
        case 2: return [UInt8.random(in: 0x20..<0x7F, using: &generator)]
        default:
            let value = UInt32.random(in: 0...0x10FFFF, using: &generator)
            return Array(String(Unicode.Scalar(value) ?? "\u{FFFF}").utf8)
        }
    }
}
