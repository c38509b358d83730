import Testing

@testable import Reports

@Suite("Progress on a terminal")
struct ProgressLineTests {
    private let progress = ProgressLine(
        running: ["cache-ttl", "日本語"],
        finished: 12,
        failed: 1,
        total: 40,
        elapsed: .milliseconds(3210)
    )

    @Test(
        "a line is cut to the width, in columns",
        arguments: [
            (80, "12/40, 1 failed, 3.2s: cache-ttl, 日本語"),
            (40, "12/40, 1 failed, 3.2s: cache-ttl, 日本語"),
            (39, "12/40, 1 failed, 3.2s: cache-ttl, 日本…"),
            (38, "12/40, 1 failed, 3.2s: cache-ttl, 日…"),
            (6, "12/40…"), (1, "…"), (0, ""), (-1, ""),
        ]
    )
    func cut(width: Int, line: String) {
        #expect(progress.line(width: width) == line)
    }

    @Test("failures and names are left out where there are none")
    func bare() {
        let bare = ProgressLine(running: [], finished: 0, failed: 0, total: 3, elapsed: .zero)
        #expect(bare.line(width: 80) == "0/3, 0.0s")
    }

    @Test("lines replace those written before")
    func redrawn() {
        #expect(TerminalLines.redrawn(["a", "b"], over: 0) == "a\nb\n")
        #expect(TerminalLines.redrawn(["c"], over: 2) == "\u{1B}[2A\r\u{1B}[Jc\n")
        #expect(TerminalLines.erased(1) == "\u{1B}[1A\r\u{1B}[J")
        #expect(TerminalLines.erased(0).isEmpty)
    }
}
