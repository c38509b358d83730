import Monitoring
import Statistics
import TestSupport
import Testing
import Workflows

/// Whether what is promised comes true: in 200 scenarios that chance drew, executed by the engine on its virtual clock.
@Suite("What suggestions promise")
struct SuggestionPromiseTests {
    private static let histories = 200

    /// How often a kind was suggested, and how often what it saved lay within what it promised.
    private struct Tally {
        var suggested = 0
        var kept = 0
        var widths = 0.0
        var broken: [String] = []

        var share: Double { Double(kept) / Double(max(1, suggested)) }
        var width: Double { widths / Double(max(1, suggested)) }

        mutating func add(_ suggestion: Suggestion, saved: Double, of number: Int) {
            let saving = suggestion.saving
            suggested += 1
            widths += saving.high - saving.low
            // What is exactly at an end lies within.
            if saved >= saving.low - 1e-9, saved <= saving.high + 1e-9 {
                kept += 1
            } else {
                broken.append("history \(number): \(saved) is not in \(saving)")
            }
        }
    }

    @Test("what was suggested from 20 executions saves in the next 20 what it promises")
    func promises() throws {
        var tallies: [Suggestion.Kind: Tally] = [:]
        for number in 1...Self.histories {
            let history = DrawnHistory(number)
            for suggestion in Suggestions(try history.executions(seeds: 1...20), seed: 1).found {
                let without = try history.executions(seeds: 21...40)
                let with = try history.executions(seeds: 21...40) { suggestion.apply(to: &$0) }
                let sums = SavingSums(
                    without: suggestion.amount(without),
                    with: suggestion.amount(with)
                )
                tallies[suggestion.kind, default: Tally()]
                    .add(suggestion, saved: sums.saved, of: number)
            }
        }
        for kind in Suggestion.Kind.allCases {
            let tally = tallies[kind, default: Tally()]
            print(
                "\(kind.rawValue): suggested in \(tally.suggested) of \(Self.histories) histories, "
                    + "kept in \(tally.kept), mean width of the interval \(tally.width)"
            )
            #expect(tally.share >= 0.9, "\(kind.rawValue): \(tally.broken)")
            // A promise that is never made, or of anything at all, is always kept.
            #expect(tally.suggested >= Self.histories / 10, "\(kind.rawValue)")
            #expect(tally.width <= 0.8, "\(kind.rawValue)")
        }
    }
}
