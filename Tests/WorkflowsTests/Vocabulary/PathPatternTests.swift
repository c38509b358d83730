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
        ]
    )
    func meets(text: String, met: [String], unmet: [String]) throws {
        let pattern = try #require(PathPattern(text))
        for path in met { #expect(pattern.matches(path), "\(path)") }
        for path in unmet { #expect(!pattern.matches(path), "\(path)") }
    }

    @Test(
        "a pattern that leaves its folder is none",
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
    }

    @Test("a pattern with many stars is matched at once")
    func linear() throws {
        let pattern = try #require(PathPattern(String(repeating: "*a", count: 120) + "b"))
        #expect(!pattern.matches(String(repeating: "a", count: 250)))
        let deep = try #require(PathPattern(String(repeating: "**/a/", count: 100) + "b"))
        #expect(!deep.matches(String(repeating: "a/", count: 300) + "c"))
    }
}
