import Testing

@testable import Workflows

@Suite("Patterns of paths")
struct PathPatternTests {
    @Test(
        "a pattern is met by these paths and not by those",
        arguments: [
            ("built.bin", ["built.bin"], ["built.bi", "built.binx", "a/built.bin", "Built.bin"]),
            ("*.bin", ["a.bin", "x.bin"], ["a/b.bin", ".bin"]),
            ("*", ["a", "a/b"], [".a"]),
            ("dist", ["dist", "dist/a", "dist/a/b", "dist/.hidden"], ["dis", "distx", "a/dist"]),
            ("dist/", ["dist/a"], ["distx/a"]),
            ("a?c", ["abc"], ["ac", "abbc"]),
            ("[a-c]x", ["ax", "cx"], ["dx", "x"]),
            ("[!a-c]x", ["dx"], ["ax"]),
            ("[", ["["], ["a"]),
            ("a*b*c", ["abc", "axxbxxc", "abcbc"], ["acb", "abcd"]),
            ("**/*.py", ["a.py", "x/a.py", "x/y/a.py"], ["a.pyc", "x/.y/a.py", ".git/a.py"]),
            ("src/**/test", ["src/test", "src/a/b/test", "src/a/test/x"], ["test", "src/a"]),
            ("**", ["a", "a/b"], [".a"]),
            ("dist/**", ["dist/a", "dist/a/b"], ["other/a"]),
            (".env", [".env"], ["env"]),
            (".*", [".env"], ["env"]),
            ("café/*", ["café/x"], ["cafe/x"]),
            ("caf?", ["café", "cafe", "caf😀"], ["caf", "cafe\u{301}", "cafés"]),
            ("caf??", ["cafe\u{301}"], ["café"]),
            ("caf\u{e9}", ["caf\u{e9}"], ["cafe\u{301}"]),
            ("[à-é]x", ["éx", "àx"], ["ax", "ëx", "\u{c3}x"]),
            ("[!é]", ["è", "e"], ["é"]),
            ("*é", ["é", "aé"], ["è"]),
            ("[]a]", ["]", "a"], ["[", "b"]),
            ("[!]a]", ["b"], ["]", "a"]),
        ]
    )
    func meets(text: String, met: [String], unmet: [String]) throws {
        let pattern = try #require(PathPattern(text))
        for path in met { #expect(pattern.matches(path), "\(path)") }
        for path in unmet { #expect(!pattern.matches(path), "\(path)") }
    }

    @Test(
        "a pattern that leaves its folder is not valid",
        arguments: ["", "/", "/etc/*", "../x", "a/../b", "a//b", "./a", "a/."]
    )
    func leaving(text: String) {
        #expect(PathPattern(text) == nil)
    }

    @Test("the folders that every match lies in are those before the first wildcard")
    func folders() throws {
        #expect(try #require(PathPattern("a/b/*.py")).folders == ["a", "b"])
        #expect(try #require(PathPattern("a/*/b/c")).folders == ["a"])
        #expect(try #require(PathPattern("a")).folders == [])
        #expect(
            try #require(PathPattern("café/x")).folders.map { Array($0.utf8) } == [
                Array("café".utf8)
            ]
        )
    }

    @Test("a byte that is not UTF-8 is one character, which only wildcards meet")
    func brokenNames() throws {
        let name: [UInt8] = [0x61, 0xff, 0xc3, 0x62]
        for text in ["a??b", "a*b", "a[!x]?b"] {
            #expect(try #require(PathPattern(text)).matches([name]), "\(text)")
        }
        for text in ["a?b", "a\u{fffd}\u{fffd}b", "a[\u{80}-\u{10ffff}]?b"] {
            #expect(try !#require(PathPattern(text)).matches([name]), "\(text)")
        }
    }

    @Test("a pattern with many stars is matched at once")
    func linear() throws {
        let pattern = try #require(PathPattern(String(repeating: "*a", count: 120) + "b"))
        #expect(!pattern.matches(String(repeating: "a", count: 250)))
        let deep = try #require(PathPattern(String(repeating: "**/a/", count: 100) + "b"))
        #expect(!deep.matches(String(repeating: "a/", count: 300) + "c"))
    }
}
