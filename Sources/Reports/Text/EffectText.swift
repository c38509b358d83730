internal import Suites
internal import Scenarios
internal import Workflows

/// Words for what agents did to the world.
enum EffectText {
    /// How many effects of a run, and of a scenario, are listed.
    private static let maxEntries = 20
    private static let (maxKeyBytes, maxUnreadBytes) = (200, 500)

    /// One line for each effect of a run, then what could not be read; none where nothing was done.
    static func lines(of repetition: RepetitionResult) -> [String] {
        lines(of: repetition.effects, unread: repetition.unreadEffects)
    }

    /// One line for each effect: `charge of pay: applied 1, repeated 2, undone 1 (key …)`; then what could not be read.
    static func lines(of entries: [EffectEntry], unread: [String] = []) -> [String] {
        listed(entries.map(line))
            + listed(unread.map { "not counted: \(PlainText.oneLine($0, limit: maxUnreadBytes))" })
    }

    /// The effects of a scenario's runs, each run's last repetition.
    static func lines(_ scenario: ScenarioResult) -> [String] {
        listed(
            scenario.runs.indices.flatMap { place -> [String] in
                // Most runs have none: they are passed over before anything of them is copied.
                guard scenario.runs[place].repetitions.hasEffects else { return [] }
                let run = scenario.runs[place]
                return (run.repetitions.last.map(lines) ?? []).map {
                    "run \(PlainText.oneLine(run.name)): \($0)"
                }
            }
        )
    }

    private static func line(_ entry: EffectEntry) -> String {
        var counts = ["applied \(entry.applied)"]
        if entry.repeated > 0 { counts.append("repeated \(entry.repeated)") }
        if entry.undone > 0 { counts.append("undone \(entry.undone)") }
        if entry.leftOver > 0 { counts.append("left over \(entry.leftOver)") }
        let key = entry.key.map { "key \(PlainText.oneLine($0, limit: maxKeyBytes))" } ?? "no key"
        return "\(PlainText.oneLine(entry.name, limit: maxKeyBytes)) of "
            + "\(PlainText.oneLine(entry.phase.name)): \(counts.joined(separator: ", ")) (\(key))"
    }

    private static func listed(_ lines: [String]) -> [String] {
        let rest = lines.count - maxEntries
        return rest > 0 ? lines.prefix(maxEntries) + ["… \(rest) more effects"] : lines
    }
}
