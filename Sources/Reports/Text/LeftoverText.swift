internal import Suites
internal import Scenarios
internal import Workflows

/// Words for files that a program wrote itself and no result holds.
enum LeftoverText {
    /// How many phases of a scenario are listed, and how many names of each.
    private static let (maxPhases, maxNames) = (5, 3)
    private static let maxNameBytes = 100

    /// One line for each phase of a scenario that left some; the same of several runs once.
    static func lines(_ scenario: ScenarioResult) -> [String] {
        var reported: [RunTrace.Leftovers] = []
        // Most runs leave none: they are passed over before anything of them is copied.
        for place in scenario.runs.indices where scenario.runs[place].repetitions.hasLeftovers {
            for leftovers in scenario.runs[place].repetitions.last?.leftovers ?? []
            where !reported.contains(leftovers) {
                reported.append(leftovers)
            }
        }
        let lines = reported.prefix(maxPhases).map(line)
        let rest = reported.count - lines.count
        return rest > 0 ? lines + ["note: … \(rest) more phases left files"] : lines
    }

    /// What one phase left, and how its result would hold it.
    private static func line(_ leftovers: RunTrace.Leftovers) -> String {
        let phase = PlainText.oneLine(leftovers.phase.name)
        let names = leftovers.paths.prefix(maxNames)
            .map { PlainText.oneLine($0, limit: maxNameBytes) }
        let rest = leftovers.count - names.count
        let list = names.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
        return
            "note: \(phase) wrote \(list) itself: after a cache hit or a resume later phases miss "
            + "\(leftovers.count == 1 ? "it" : "them"), unless config.phases.\(phase).artifacts says so"
    }
}
