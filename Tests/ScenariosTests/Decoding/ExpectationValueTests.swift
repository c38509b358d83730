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

@Suite("Bounds on amounts")
struct AmountBoundTests {
    @Test(
        "a bound holds what it says, and its ends where it names them",
        arguments: [
            ("<= 5000", [0, 5000], [5001]), ("< 5000", [4999], [5000]), ("> 1", [2, .max], [1]),
            ("7", [7], [6, 8]), ("5..7", [5, 6, 7], [4, 8]), (">= 0", [0, .max], []),
            ("<= 0.5", [0], [1]), ("0", [0], [1]),
        ] as [(String, [Int], [Int])]
    )
    func contains(text: String, inside: [Int], outside: [Int]) throws {
        let bound = try #require(AmountBound(text))
        #expect(bound.text == text)
        for number in inside { #expect(bound.contains(number)) }
        for number in outside { #expect(!bound.contains(number)) }
    }

    @Test("millionths count")
    func micros() throws {
        let bound = try #require(AmountBound("0.25..0.5"))
        for micros in [250_000, 500_000] { #expect(bound.contains(micros: micros)) }
        for micros in [249_999, 500_001] { #expect(!bound.contains(micros: micros)) }
    }

    @Test(
        "what is no bound is refused",
        arguments: ["", "many", "<=", "-1", "2..1", "1..", "1s", "0.0000001", "99999999999999999"]
    )
    func refused(text: String) {
        #expect(AmountBound(text) == nil)
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

    @Test("it is reported as it is written, fields sorted")
    func text() {
        let pattern = EventPattern(kind: "cache_hit", fields: ["phase": "b", "digest": "x"])
        #expect(pattern.text == "{kind: cache_hit, digest: x, phase: b}")
    }
}
