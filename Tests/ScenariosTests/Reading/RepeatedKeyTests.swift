@testable import Shapes
import Testing

@testable import Scenarios

@Suite("Repeated keys")
struct RepeatedKeyTests {
    @Test(
        "a key is the same however it is written",
        arguments: [
            ("k: 1\n\"k\": 2", "x.yaml:2:1: error: k: duplicate key \"k\", first used on line 1"),
            ("'k': 1\nk: 2", "x.yaml:2:1: error: k: duplicate key \"k\", first used on line 1"),
            (
                "\"\\x6b\": 1\nk: 2",
                "x.yaml:2:1: error: k: duplicate key \"k\", first used on line 1"
            ),
            ("&a k: 1\nk: 2", "x.yaml:2:1: error: k: duplicate key \"k\", first used on line 1"),
            ("!!str k: 1\nk: 2", "x.yaml:2:1: error: k: duplicate key \"k\", first used on line 1"),
            (
                "? >-\n  k\n: 1\nk: 2",
                "x.yaml:4:1: error: k: duplicate key \"k\", first used on line 1"
            ),
            ("{? k, ? k}", "x.yaml:1:9: error: k: duplicate key \"k\", first used on line 1"),
            ("'': 1\n'': 2", "x.yaml:2:1: error: [\"\"]: duplicate key \"\", first used on line 1"),
            (
                "\"*\": 1\n'*': 2",
                "x.yaml:2:1: error: [\"*\"]: duplicate key \"*\", first used on line 1"
            ),
        ]
    )
    func spellings(text: String, line: String) {
        #expect(complaints(about: text) == [line])
    }

    @Test("keys that only look alike are different keys")
    func differences() throws {
        let node = try readYAML("k: 1\nK: 2\n\"k \": 3\na: {k: 4}\nb: {k: 5}")
        #expect(node.entries.map(\.key) == ["k", "K", "k ", "a", "b"])
    }

    @Test("a key that is no text is told each time that it is there")
    func otherKeys() {
        let text = "[a]: 1\n[a]: 2\n1: 3\n1: 4\n*d : 5\n*d : 6\n? \n? \n<<: 7\n<<: 8"
        let merging =
            "merge keys (<<) are not supported; extends: FILE merges another file's keys under"
            + " this one's"
        let wrong = "expected a text as key, found"
        let expected = [
            "1:1: error: \(wrong) a list or mapping", "2:1: error: \(wrong) a list or mapping",
            "3:1: error: \(wrong) 1; put it in quotes", "4:1: error: \(wrong) 1; put it in quotes",
            "5:1: error: \(wrong) the alias *d", "6:1: error: \(wrong) the alias *d",
            "7:2: error: \(wrong) nothing; put it in quotes",
            "8:2: error: \(wrong) nothing; put it in quotes",
            "9:1: error: \(merging)", "10:1: error: \(merging)",
        ]
        #expect(complaints(about: text) == expected.map { "x.yaml:" + $0 })
    }

    @Test(
        "a key in quotes or with the tag of texts is a text",
        arguments: ["\"1\"", "!!str 1", "! 1"]
    )
    func numeral(key: String) throws {
        #expect(try readYAML("\(key) : a")["1"]?.text == "a")
    }

    @Test("what is wrong with the value of a repeated key is told as well")
    func values() {
        let lines = complaints(about: "k: 1\nk: [*no, {a: 1, a: 2}]")
        #expect(
            lines == [
                "x.yaml:2:1: error: k: duplicate key \"k\", first used on line 1",
                "x.yaml:2:5: error: k[0]: alias *no has no anchor &no before it",
                "x.yaml:2:17: error: k[1].a: duplicate key \"a\", first used on line 2",
            ]
        )
    }

    @Test("every repeated key of a file is reported at once", arguments: [60, 2_000])
    func many(count: Int) {
        let text = (0..<count).map { "k\($0): 1\nk\($0): 2\n" }.joined()
        let lines = complaints(about: text)
        #expect(lines.count == count)
        let (key, line) = ("k\(count - 1)", 2 * count - 1)
        #expect(
            lines.last
                == "x.yaml:\(line + 1):1: error: \(key): duplicate key \"\(key)\", first used on line \(line)"
        )
    }
}
