@testable import Shapes
import Testing

@testable import Scenarios

@Suite("Bytes, line ends and characters")
struct YAMLEncodingTests {
    @Test("a byte order mark and Windows line ends change neither values nor places")
    func marks() throws {
        let plain = try readYAML("a: 1\nb: [x, 'y']\n")
        let marked = try readYAML("\u{FEFF}a: 1\r\nb: [x, 'y']\r\n")
        #expect(marked == plain)
        #expect(plain["b"]?.items.last?.location.description == "x.yaml:2:8")
    }

    @Test("a byte order mark that a text holds stays in it", arguments: ["\u{FEFF}", "\\uFEFF"])
    func markInText(written: String) throws {
        let node = try readYAML("a: \"\(written)x\"")
        #expect(node["a"]?.text.map { Array($0.utf8) } == Array("\u{FEFF}x".utf8))
    }

    @Test("columns count characters, not bytes")
    func columns() throws {
        let node = try readYAML("{ü: ö, a: 1}")
        #expect(node["a"]?.location.description == "x.yaml:1:11")
    }

    @Test(
        "bytes that are not UTF-8 are refused with their place",
        arguments: [
            ([0x61, 0x3A, 0x20, 0xFF], "x.yaml:1:4: error: expected UTF-8, found an invalid byte"),
            (
                [0x61, 0x3A, 0x0A, 0x20, 0xC3],
                "x.yaml:2:2: error: expected UTF-8, found an invalid byte"
            ),
            (
                [0xFF, 0xFE, 0x61, 0x00],
                "x.yaml:1:1: error: expected UTF-8, found another encoding such as UTF-16"
            ),
            (
                [0x00, 0x61, 0x00, 0x3A],
                "x.yaml:1:1: error: expected UTF-8, found another encoding such as UTF-16"
            ),
        ] as [([UInt8], String)]
    )
    func encoding(bytes: [UInt8], line: String) {
        #expect(complaints(about: bytes) == [line])
    }

    @Test("a star is itself in texts, comments, blocks and keys")
    func stars() throws {
        let text = """
            plain: a * b ** c
            quoted: "*x"
            single: '*y'
            # *comment
            block: |
              * item
              *bold*
            "*": key
            k*y: inner
            """
        let node = try readYAML(text)
        #expect(node["plain"]?.text == "a * b ** c")
        #expect(node["quoted"]?.text == "*x")
        #expect(node["single"]?.text == "*y")
        #expect(node["block"]?.text == "* item\n*bold*\n")
        #expect(node["*"]?.text == "key")
        #expect(node["k*y"]?.text == "inner")
    }

    @Test("private-use characters survive next to aliases, written or escaped")
    func privateUse() throws {
        let node = try readYAML("a: &a \u{E000}\u{E001}\nb: \"\\uE002\"\nc: *a\nd: \"*\"")
        #expect(node["a"]?.text == "\u{E000}\u{E001}")
        #expect(node["b"]?.text == "\u{E002}")
        #expect(node["c"] == node["a"])
        #expect(node["d"]?.text == "*")
    }

    @Test("an alias expands to the latest value with its name, at that value's place")
    func aliases() throws {
        let node = try readYAML("a: &x {k: 1}\nb: *x\nc: &x 2\nd: [*x]\n&y e: *y")
        #expect(node["b"] == node["a"])
        #expect(node["d"]?.items.first?.integer == 2)
        #expect(node["d"]?.items.first?.location.line == 3)
        #expect(node["e"]?.text == "e")
    }
}
