import Testing

@testable import Scenarios

@Suite("Limits of what is read")
struct YAMLLimitsTests {
    static let tooDeep =
        "expected at most 64 lists and mappings in one another, found more"

    @Test("64 levels are read and the 65th is refused where it starts")
    func depth() throws {
        let deepest = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(complaints(about: deepest) == [])
        #expect(complaints(about: "[\(deepest)]") == ["x.yaml:1:65: error: \(Self.tooDeep)"])
    }

    @Test(
        "nesting without end is refused, not followed",
        arguments: [
            String(repeating: "[", count: 500_000),
            String(repeating: "{", count: 500_000),
            String(repeating: "{a: ", count: 200_000),
            String(repeating: "- ", count: 400_000),
            String(repeating: "? ", count: 400_000),
            String(repeating: "[", count: 500_000) + String(repeating: "]", count: 500_000),
            (0..<1_300).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
            (0..<1_300).map { String(repeating: " ", count: $0) + "-\n" }.joined(),
            (0..<900).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
            String(repeating: "[", count: 990) + String(repeating: "]", count: 990),
        ]
    )
    func endless(text: String) {
        let lines = complaints(about: text)
        #expect(lines.count == 1)
        #expect(lines.first?.hasSuffix("error: \(Self.tooDeep)") == true, "\(lines)")
    }

    @Test("aliases that each hold another can't nest deeper than the limit")
    func chain() {
        var text = "a0: &a0 [x]\n"
        for link in 1..<20_000 { text += "a\(link): &a\(link) [*a\(link - 1)]\n" }
        // The root and 63 lists are 64 levels; the list with a63 would be the 65th.
        #expect(complaints(about: text) == ["x.yaml:64:12: error: \(Self.tooDeep)"])
    }

    @Test("a file whose aliases multiply is refused before it is expanded")
    func laughs() {
        var text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
        for level in 1..<30 {
            let parts = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(parts)]\n"
        }
        let expected =
            "error: expected at most 100000 nodes, aliases counted in full, found more"
        let lines = complaints(about: text)
        #expect(lines.count == 1)
        #expect(lines.first?.hasSuffix(expected) == true, "\(lines)")
        let asKey = text + "? [*a29, *a29]\n: 1\n"
        #expect(complaints(about: asKey) == lines)
    }

    @Test("100,000 nodes are read and one more is refused")
    func nodes() {
        let items = Array(repeating: "1", count: 99_999).joined(separator: ",")
        #expect(complaints(about: "[\(items)]") == [])
        let found = complaints(about: "[\(items),1]")
        let expected =
            "x.yaml:1:200000: error: expected at most 100000 nodes, aliases counted in full,"
            + " found more"
        #expect(found == [expected])
    }

    @Test("a file of 1 MiB is read and a longer one is refused")
    func bytes() {
        let limit = 1 << 20
        let text = "a: 1\n#" + String(repeating: "x", count: limit - 6)
        #expect(complaints(about: text) == [])
        let expected = "x.yaml:1:1: error: expected a file of at most 1048576 bytes, found 1048577"
        #expect(complaints(about: text + "x") == [expected])
    }

    @Test("a limit is exceeded where that happens, whatever is wrong with the rest")
    func beforeSyntax() {
        let text = String(repeating: "[", count: 65) + "\n}"
        #expect(complaints(about: text) == ["x.yaml:1:65: error: \(Self.tooDeep)"])
    }

    @Test("what is in a key that is no text is passed over, however deep it is")
    func deepKey() {
        let list = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
        let lines = complaints(about: "? \(list)\n: 1\nb: *c")
        #expect(
            lines == [
                "x.yaml:1:3: error: expected a text as key, found a list or mapping",
                "x.yaml:3:4: error: b: alias *c has no anchor &c before it",
            ]
        )
    }
}
