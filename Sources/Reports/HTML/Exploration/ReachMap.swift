internal import Exploration
internal import Scenarios
internal import Workflows

/// Which types were reached at which failpoint and phase, and what became of them, as tables.
enum ReachMap {
    /// The tables of a scenario, one for each failpoint that something passed.
    static func html(_ exploration: Exploration, id: String) -> String {
        let cells = exploration.reach.cells
        let failpoints = Failpoint.allCases.filter { failpoint in
            cells.keys.contains { $0.failpoint == failpoint }
        }
        let tables = failpoints.map { table(at: $0, cells) }
        let never = exploration.never.map { "<li>\(HTMLText.line($0))</li>\n" }
        let scenario = exploration.scenario
        return """
            <article class="claim" id="\(id)">
            <h3>\(HTMLText.line(scenario.name))</h3>
            <p class="facts">\(HTMLText.line(scenario.file)) · \(amounts(exploration))</p>
            \(tables.joined())\
            <details><summary>\(never.count) that were never reached</summary>
            <ul>
            \(never.joined())</ul></details>
            </article>

            """
    }

    private static func amounts(_ exploration: Exploration) -> String {
        let (singles, pairs) = (exploration.singles, exploration.pairs)
        if exploration.isExhaustive, exploration.findings.isEmpty {
            return "all \(singles.total) single and \(pairs.total) double faults survive"
        }
        return "\(singles.executed) of \(singles.total) single and \(pairs.executed) of "
            + "\(pairs.total) double faults executed"
    }

    private static func table(
        at failpoint: Failpoint,
        _ cells: [Reach.Cell: Reach.Count]
    ) -> String {
        let here = cells.filter { $0.key.failpoint == failpoint }
        let phases = Set(here.keys.map(\.phase)).sorted()
        let types = Set(here.keys.map(\.type)).sorted()
        let titles = phases.map {
            "<th scope=\"col\">\($0.isEmpty ? "the run" : HTMLText.line($0))</th>"
        }
        let rows = types.map { type in
            let values = phases.map { phase in
                cell(here[Reach.Cell(failpoint: failpoint, type: type, phase: phase)])
            }
            return "<tr><th scope=\"row\">\(HTMLText.line(type))</th>\(values.joined())</tr>\n"
        }
        return
            "<div class=\"wide\"><table class=\"figures\"><caption>\(failpoint.rawValue)</caption>"
            + "<thead><tr><th scope=\"col\">type</th>\(titles.joined())</tr></thead><tbody>\n"
            + "\(rows.joined())</tbody></table></div>\n"
    }

    /// Absorbed and surfaced singles, else how often it fired.
    private static func cell(_ count: Reach.Count?) -> String {
        guard let count, count.fired > 0 else { return "<td class=\"muted\">never</td>" }
        var words: [String] = []
        if count.absorbed > 0 {
            words.append("<span class=\"good\">\(count.absorbed) absorbed</span>")
        }
        if count.surfaced > 0 {
            words.append("<span class=\"bad\">\(count.surfaced) surfaced</span>")
        }
        if words.isEmpty { words.append("fired \(count.fired)") }
        return "<td>\(words.joined(separator: ", "))</td>"
    }
}
