import Testing
import Workflows

@testable import Scenarios

@Suite("Bounds on durations")
struct DurationBoundTests {
    @Test(
        "a bound holds what it says, and its ends where it names them",
        arguments: [
            ("<= 60s", [0, 59_999, 60_000], [60_001]),
            ("< 60s", [0, 59_999], [60_000, 60_001]),
            (">= 2s", [2000, 1_000_000], [0, 1999]),
            ("> 2s", [2001], [2000, 0]),
            ("== 3s", [3000], [2999, 3001]),
            ("3s", [3000], [2999, 3001]),
            ("1s..2s", [1000, 1500, 2000], [999, 2001]),
            ("0s", [0], [1]),
            ("<= 0s", [0], [1]),
            (">= 0s", [0, 1], []),
            ("  <=60s ", [60_000], [60_001]),
            ("250ms..1.5s", [250, 1500], [249, 1501]),
        ] as [(String, [Int], [Int])]
    )
    func contains(text: String, inside: [Int], outside: [Int]) throws {
        let bound = try #require(DurationBound(text))
        #expect(bound.text == text)
        for milliseconds in inside { #expect(bound.contains(.milliseconds(milliseconds))) }
        for milliseconds in outside { #expect(!bound.contains(.milliseconds(milliseconds))) }
    }

    @Test(
        "what is no bound is refused",
        arguments: ["", "soon", "<=", "<= 60", "60", "2s..1s", "=< 1s", "-1s", "1s..", "<= 1s..2s"]
    )
    func refused(text: String) {
        #expect(DurationBound(text) == nil)
    }
}

@Suite("Patterns of events")
struct EventPatternTests {
    private let event = Event(
        sequence: 7,
        time: .milliseconds(3),
        run: .init(name: "one"),
        kind: .retryScheduled("coder", attempt: 2, delay: .seconds(1), cause: "rate_limit")
    )

    @Test(
        "a pattern matches an event that has its kind and all its fields",
        arguments: [
            ("retry_scheduled", [:], true),
            ("retry_scheduled", ["phase": "coder", "attempt": "2"], true),
            ("retry_scheduled", ["delay_us": "1000000", "cause": "rate_limit"], true),
            ("retry_scheduled", ["seq": "7", "t_us": "3000", "run": "one"], true),
            ("phase_started", [:], false),
            ("retry_scheduled", ["attempt": "3"], false),
            ("retry_scheduled", ["phase": "coder", "cause": "hang"], false),
            ("retry_scheduled", ["colour": "red"], false),
            ("retry_scheduled", ["delay_us": "1s"], false),
        ] as [(String, [String: String], Bool)]
    )
    func matches(kind: String, fields: [String: String], expected: Bool) {
        #expect(EventPattern(kind: kind, fields: fields).matches(event) == expected)
    }

    @Test("it is told as it is written, fields sorted")
    func text() {
        let pattern = EventPattern(kind: "cache_hit", fields: ["phase": "b", "digest": "x"])
        #expect(pattern.text == "{kind: cache_hit, digest: x, phase: b}")
    }
}
