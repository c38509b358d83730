import Foundation
import Monitoring
import TestSupport
import Testing
import Workflows

@testable import Reports

@Suite("Suggestions as they are reported")
struct SuggestionTextTests {
    private static let refused = AttemptRow.Outcome.failed(kind: "refused", isRetryable: true)

    /// A turn of these calls in seconds, the last of which succeeds unless all are refused; a second after each.
    private static func turn(
        _ phase: PhaseID,
        _ seconds: [Int],
        isRefused: Bool = false,
        key: String
    ) -> PhaseRow {
        let attempts = seconds.enumerated().map { place, time in
            let isLast = place + 1 == seconds.count
            return AttemptRow(
                number: place + 1,
                start: .zero,
                duration: .milliseconds(time * 1000 + place * 7),
                outcome: isLast && !isRefused ? .succeeded : refused,
                delay: isLast ? nil : .seconds(1)
            )
        }
        return PhaseRow(
            phase: phase,
            start: .zero,
            duration: attempts.reduce(.zero) { $0 + $1.duration + ($1.delay ?? .zero) },
            ending: isRefused ? .degraded : .committed,
            key: Digest(of: key),
            attempts: attempts
        )
    }

    /// Fifty executions with something to save in each phase, and one phase that was executed three times.
    private static func histories(_ ask: PhaseID = "ask") -> [RunHistory] {
        // Hardly fewer succeed at the third attempt than at the first.
        let needed = [14, 13, 12, 11].enumerated().flatMap {
            Array(repeating: $0.offset + 1, count: $0.element)
        }
        let rows = needed.enumerated().map { number, needed in
            let time = 10 + number * 7919 % 5
            var turns = [
                turn("fetch", [time], key: "\(number % 4)"),
                turn(ask, [number % 5 == 0 ? 600 : time], key: "\(number)"),
                number % 3 == 0
                    ? turn("send", Array(repeating: 4, count: 8), isRefused: true, key: "\(number)")
                    : turn("send", [4], key: "\(number)"),
                turn(
                    "judge",
                    Array(repeating: 5, count: min(3, needed)),
                    isRefused: needed > 3,
                    key: "\(number)"
                ),
            ]
            if number > 46 { turns.append(turn("undo", [time], key: "")) }
            return ExecutionRow(
                startedAt: .seconds(number),
                seed: UInt64(number),
                status: .degraded,
                duration: .seconds(700),
                phases: turns
            )
        }
        let key = SeriesKey(
            file: "Scenarios/first.yaml",
            scenario: "first",
            run: "nightly",
            clock: .virtual
        )
        return [RunHistory(key: key, executions: rows)]
    }

    @Test("as text")
    func text() throws {
        let text = HistoryReport.text(HistoryReport.suggestions(Self.histories()))
        try GoldenFile("Tests/ReportsTests/Golden/suggestions.txt").expect(text.utf8)
    }

    @Test("as JSON")
    func json() throws {
        let json = String(decoding: HistoryReport.json(Self.histories()), as: UTF8.self)
        let start = try #require(json.range(of: "\"suggestions\""))
        try GoldenFile("Tests/ReportsTests/Golden/suggestions.json")
            .expect(json[start.lowerBound...].utf8)
    }

    @Test("names act on no terminal")
    func nasty() {
        let histories = Self.histories("a\u{1B}]0;title\u{7}\u{9B}2J\nb")
        let text = HistoryReport.text(HistoryReport.suggestions(histories))
        let controls = text.unicodeScalars.filter {
            $0.value < 0x20 || (0x7F...0x9F).contains($0.value)
        }
        #expect(controls.allSatisfy { $0 == "\n" })
        #expect(text.contains("\\U0000001B"))
    }
}
