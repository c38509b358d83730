import Testing
import Workflows

@testable import Reports

@Suite("The list of stored runs")
struct TimelineListTests {
    private func run(
        _ id: String,
        at seconds: Int,
        status: String? = "succeeded",
        scenario: String = "deploy",
        bytes: Int = 100
    ) -> ListedRun {
        ListedRun(
            id: id,
            scenario: scenario,
            run: "cold",
            status: status,
            startedAt: .seconds(seconds),
            bytes: bytes
        )
    }

    @Test("the newest run comes first, and one without an end was interrupted")
    func table() {
        let runs = [
            run("aaaa", at: 1000, bytes: 2_000_000), run("cccc", at: 4000, status: nil),
            run("bbbb", at: 4000, status: "failed", scenario: "a-longer-name", bytes: 1600),
        ]
        let expected = """
            id    scenario/run        status           age     size
            cccc  deploy/cold         interrupted  40 s ago    100 B
            bbbb  a-longer-name/cold  failed       40 s ago  1.5 KiB
            aaaa  deploy/cold         succeeded   50 min ago  1.9 MiB

            """
        let list = TimelineReport.list(runs, now: .seconds(4040), width: 80)
        #expect(squeezed(list) == squeezed(expected))
        let columns = list.split(separator: "\n").map(\.count)
        #expect(Set(columns).count == 1, "sizes end in one column")
    }

    private func squeezed(_ text: String) -> [[Substring]] {
        text.split(separator: "\n").map { $0.split(separator: " ") }
    }

    @Test("names give way to a narrow terminal, ids do not")
    func narrow() {
        let name = String(repeating: "long", count: 20)
        let runs = [run("0123456789abcdef", at: 0, scenario: name)]
        let list = TimelineReport.list(runs, now: .zero, width: 60)
        #expect(list.contains("0123456789abcdef"))
        #expect(list.contains("…"))
        #expect(list.split(separator: "\n").allSatisfy { $0.count <= 60 })
    }

    @Test("without runs it says so")
    func empty() {
        #expect(TimelineReport.list([], now: .zero, width: 80) == "no stored runs\n")
    }

    @Test(
        "an age is given in its largest unit",
        arguments: [
            (-5, "now"), (0, "now"), (1, "1 s ago"), (59, "59 s ago"), (60, "1 min ago"),
            (3599, "59 min ago"), (3600, "1 h ago"), (86_399, "23 h ago"), (86_400, "1 day ago"),
            (172_799, "1 day ago"), (172_800, "2 days ago"),
        ]
    )
    func age(seconds: Int, text: String) {
        #expect(SpanText.age(of: .seconds(100), at: .seconds(100 + seconds)) == text)
    }

    @Test(
        "a span keeps three or four digits, and is cut",
        arguments: [
            (0, "0s"), (999, "999us"), (1500, "1.5ms"), (999_999, "999.9ms"),
            (1_000_000, "1s"), (1_234_567, "1.234s"), (12_345_678, "12.3s"),
            (59_999_999, "59.9s"), (60_000_000, "1m"), (75_900_000, "1m15s"),
            (3_600_000_000, "1h"), (7_500_000_000, "2h05m"), (86_399_000_000, "23h59m"),
            (273_600_000_000, "3d04h"), (-1, "0s"),
        ]
    )
    func span(microseconds: Int, text: String) {
        #expect(SpanText.text(.microseconds(microseconds)) == text)
    }

    @Test(
        "a size is given in its largest binary unit",
        arguments: [
            (-1, "0 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (1536, "1.5 KiB"),
            (10_239, "9.9 KiB"), (10_240, "10 KiB"), (1 << 20, "1.0 MiB"), (3 << 40, "3.0 TiB"),
            (.max, "8388608 TiB"),
        ]
    )
    func size(bytes: Int, text: String) {
        #expect(SpanText.size(bytes) == text)
    }

    @Test(
        "a time is given in UTC, leap days included",
        arguments: [
            (0, "1970-01-01 00:00:00 UTC"), (951_782_400, "2000-02-29 00:00:00 UTC"),
            (1_709_164_799, "2024-02-28 23:59:59 UTC"), (1_709_251_199, "2024-02-29 23:59:59 UTC"),
            (1_709_251_200, "2024-03-01 00:00:00 UTC"), (1_767_225_599, "2025-12-31 23:59:59 UTC"),
            (4_107_542_400, "2100-03-01 00:00:00 UTC"), (-9, "1970-01-01 00:00:00 UTC"),
        ]
    )
    func moment(seconds: Int, text: String) {
        #expect(UTCText.text(.seconds(seconds)) == text)
    }

    @Test("lines break at blanks, in columns, and too many end in a mark")
    func wrapping() {
        #expect(TerminalWidth.wrapped("one two three", to: 7) == ["one two", "three"])
        #expect(TerminalWidth.wrapped("日本語 abc", to: 9) == ["日本語", "abc"])
        #expect(TerminalWidth.wrapped("日本語 abc", to: 10) == ["日本語 abc"])
        #expect(TerminalWidth.wrapped("abcdefgh i", to: 5) == ["abcd…", "i"])
        #expect(TerminalWidth.wrapped("one two six ten", to: 7, limit: 1) == ["one …"])
        #expect(TerminalWidth.wrapped("abc wonderful days", to: 12, limit: 1) == ["abc …"])
        #expect(
            TerminalWidth.wrapped(["a (1 %) →", "b (2 %)"], to: 10) == ["a (1 %) →", "b (2 %)"]
        )
        #expect(TerminalWidth.padded("日", to: 4, isRight: true) == "  日")
    }
}
