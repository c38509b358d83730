import TestSupport
import Testing

@testable import Reports

@Suite("Line diffs")
struct LineDiffTests {
    private func diff(_ old: String, _ new: String) -> LineDiff {
        LineDiff(from: LineDiff.lines(of: old), to: LineDiff.lines(of: new))
    }

    private func marks(_ diff: LineDiff) -> String {
        diff.lines.map { "\($0.change.rawValue)\($0.text)" }.joined(separator: "\n")
    }

    @Test(
        "the fewest lines are removed and added, removed ones first",
        arguments: [
            ("", "", ""), ("a", "a", " a"), ("", "a", "+a"), ("a", "", "-a"),
            ("a\nb\nc", "a\nx\nc", " a\n-b\n+x\n c"), ("a\nb", "b\na", "-a\n b\n+a"),
            ("a\nb\nc", "c", "-a\n-b\n c"), ("c", "a\nb\nc", "+a\n+b\n c"),
            ("a", "a\n", " a\n+"), ("e\u{301}", "\u{E9}", "-e\u{301}\n+\u{E9}"),
            ("a\r\nb", "a\nb", "-a\r\n+a\n b"),
            ("x\na\ny\nb\nz", "a\nq\nb", "-x\n a\n-y\n+q\n b\n-z"),
        ]
    )
    func examples(old: String, new: String, expected: String) {
        let diff = diff(old, new)
        #expect(marks(diff) == expected)
        #expect(diff.isShortest)
    }

    /// The length of the shortest path, by a table of all common subsequences.
    private func distance(_ old: [Substring], _ new: [Substring]) -> Int {
        var row = Array(0...new.count)
        for (i, line) in old.enumerated() {
            var next = [i + 1]
            for (j, other) in new.enumerated() {
                next.append(line == other ? row[j] : min(row[j + 1], next[j]) + 1)
            }
            row = next
        }
        return row[new.count]
    }

    @Test("both texts can be read off it, and no path is shorter", arguments: 1...60)
    func shortest(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        func text() -> [Substring] {
            (0..<Int.random(in: 0...30, using: &random)).map { _ in
                ["a", "b", "c", "d"][Int.random(in: 0..<4, using: &random)]
            }
        }
        let (old, new) = (text(), text())
        let diff = LineDiff(from: old, to: new)
        #expect(diff.lines.filter { $0.change != .added }.map { $0.text[...] } == old)
        #expect(diff.lines.filter { $0.change != .removed }.map { $0.text[...] } == new)
        #expect(diff.lines.count { $0.change != .same } == distance(old, new))
    }

    @Test("what differs too much is replaced between the first and the last difference")
    func bound() {
        let old = ["same"] + (0..<2000).map { "old \($0)" } + ["end"]
        let new = ["same"] + (0..<2000).map { "new \($0)" } + ["end"]
        let diff = diff(old.joined(separator: "\n"), new.joined(separator: "\n"))
        #expect(!diff.isShortest)
        #expect(diff.lines.count == 4002)
        #expect(diff.lines.first?.change == .same && diff.lines.last?.change == .same)
        #expect(diff.lines.dropFirst().prefix(2000).allSatisfy { $0.change == .removed })
    }

    @Test("a patch has three lines around a change, and counts what it leaves out")
    func patch() {
        let old = (1...20).map { "line \($0)" }
        var new = old
        new[9] = "changed"
        var patch = PatchLines(limit: 200)
        patch.append(from: old.joined(separator: "\n"), to: new.joined(separator: "\n"))
        #expect(
            patch.lines.map(\.marked) == [
                "@@ -7,7 +7,7 @@", " line 7", " line 8", " line 9", "-line 10", "+changed",
                " line 11", " line 12", " line 13",
            ]
        )
        #expect((patch.removed, patch.added, patch.leftOut) == (1, 1, 0))
        var short = PatchLines(limit: 4)
        short.append(from: old.joined(separator: "\n"), to: new.joined(separator: "\n"))
        #expect(short.lines == Array(patch.lines.prefix(4)))
        #expect(short.leftOut == 5)
        #expect((short.removed, short.added) == (1, 1), "what is not shown counts")
    }

    @Test("a line of a megabyte is cut, visibly")
    func longLine() throws {
        var patch = PatchLines(limit: 200)
        patch.append(from: "a", to: String(repeating: "x", count: 1_000_000))
        let line = try #require(patch.lines.last?.text)
        #expect(line.utf8.count < 65_600)
        #expect(line.hasSuffix("[cut: 934464 bytes left out]"))
    }

    @Test("changes far apart are apart, near ones together")
    func hunks() {
        let old = (1...40).map { "line \($0)" }
        var new = old
        for place in [4, 9, 30] { new[place] = "changed" }
        var patch = PatchLines(limit: 200)
        patch.append(from: old.joined(separator: "\n"), to: new.joined(separator: "\n"))
        #expect(
            patch.lines.filter { $0.kind == .place }.map(\.text) == [
                "@@ -2,12 +2,12 @@", "@@ -28,7 +28,7 @@",
            ]
        )
    }
}
