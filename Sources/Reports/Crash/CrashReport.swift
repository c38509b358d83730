package import Exploration
internal import Suites
internal import Workflows

/// What came of killing every run at every boundary.
package enum CrashReport {
    /// How many rows of one scenario are listed in which something differs.
    private static let maxRows = 10

    /// A line for each scenario, below it what differs and what was not tried, at the end the counts.
    ///
    /// No character that comes from a scenario acts on a terminal.
    package static func text(
        _ results: [CrashResult],
        style: ConsoleStyle,
        elapsed: Duration
    ) -> String {
        var lines: [String] = []
        for result in results where !style.isQuiet || !result.differences.isEmpty {
            lines += reported(result, style)
        }
        if !lines.isEmpty { lines.append("") }
        lines.append(summary(results, style, elapsed))
        return lines.map { $0 + "\n" }.joined()
    }

    private static func reported(_ result: CrashResult, _ style: ConsoleStyle) -> [String] {
        let differences = result.differences
        let name = PlainText.oneLine(result.scenario)
        var head: String
        if result.rows.isEmpty {
            head = "\(style.painted("-", .yellow)) \(name)  no boundary"
        } else {
            let mark =
                differences.isEmpty ? style.painted("✓", .green) : style.painted("✗", .red)
            head = "\(mark) \(name)  \(counts(result)), \(SpanText.brief(result.wallTime))"
        }
        if let stopped = result.stopped { head += ", \(words(stopped))" }
        let listed = telling(differences)
        var below = listed.prefix(maxRows).flatMap { row in
            [differing(row), "  to see it again: \(again(row, of: result))"]
        }
        if listed.count > maxRows {
            below.append("and \(listed.count - maxRows) boundaries more that differ")
        }
        if listed.count < differences.count {
            let rest = counted(differences.count - listed.count, "boundary", "boundaries")
            below.append("the same after \(rest) where the resume is killed, too")
        }
        below += skips(result)
        return [head] + below.map { "    " + $0 }
    }

    /// The rows worth a line: where one death shows what is wrong, those that show the same by a second one are not.
    private static func telling(_ rows: [CrashRow]) -> [CrashRow] {
        func telling(_ row: CrashRow) -> [String?] {
            [row.run, row.difference?.run, row.difference?.disparity.message]
        }
        let single = Set(rows.filter { $0.difference?.resumeEvent == nil }.map(telling))
        return rows.filter { row in
            row.difference?.resumeEvent == nil || !single.contains(telling(row))
        }
    }

    /// In one line what differs at a boundary.
    static func differing(_ row: CrashRow) -> String {
        guard let difference = row.difference else { return place(row) }
        var text = place(row)
        if let event = difference.resumeEvent {
            text += ", its resume killed after its event \(event)"
        }
        let run = difference.run == row.run ? "" : "then \(PlainText.oneLine(difference.run)): "
        return text + ": " + run + PlainText.oneLine(difference.disparity.message)
    }

    private static func place(_ row: CrashRow) -> String {
        let phase = row.phase.map { " of \(PlainText.oneLine($0.name))" } ?? ""
        return
            "\(PlainText.oneLine(row.run)) killed after event \(row.event) (\(row.kind.name)\(phase))"
    }

    /// What a scenario has to say so that `run` executes the same.
    static func again(_ row: CrashRow, of result: CrashResult) -> String {
        let run = PlainText.oneLine(row.run)
        let first = "{name: \(run), kill: {event: \(row.event)}}"
        guard let event = row.difference?.resumeEvent else {
            return "runs: [\(first), {name: resumed, resume: \(run)}]"
        }
        return "runs: [\(first), {name: resumed, resume: \(run), kill: {event: \(event)}}, "
            + "{name: again, resume: resumed}]"
    }

    /// What was not tried, or has no verdict, each with its reason.
    static func skips(_ result: CrashResult) -> [String] {
        result.skipped.map { skip, boundaries in
            let run = skip.run.map { "\(PlainText.oneLine($0)) " } ?? ""
            let count =
                boundaries == 0 ? "" : "at \(counted(boundaries, "boundary", "boundaries")) "
            return "\(run)\(count)not judged: \(PlainText.oneLine(skip.reason))"
        }
    }

    private static func counts(_ result: CrashResult) -> String {
        var text = counted(result.rows.count, "boundary", "boundaries")
        if result.killedResumes > 0 {
            text += ", \(counted(result.killedResumes, "resume", "resumes")) killed"
        }
        let differing = result.differences.count
        return text + (differing == 0 ? "" : ", \(differing) differ")
    }

    private static func summary(
        _ results: [CrashResult],
        _ style: ConsoleStyle,
        _ elapsed: Duration
    ) -> String {
        let rows = results.reduce(0) { $0 + $1.rows.count }
        let resumes = results.reduce(0) { $0 + $1.killedResumes }
        let differences = results.reduce(0) { $0 + $1.differences.count }
        let unjudged = results.reduce(0) { sum, result in
            sum + result.skipped.reduce(0) { $0 + $1.boundaries }
        }
        var text =
            "\(counted(rows, "boundary", "boundaries")), \(counted(resumes, "resume", "resumes")) killed, "
            + counted(differences, "difference", "differences")
        if unjudged > 0 { text += ", \(unjudged) not judged" }
        text += " in \(SpanText.brief(elapsed))"
        if let stopped = results.lazy.compactMap(\.stopped).first { text += ", \(words(stopped))" }
        return style.painted(text, differences > 0 ? .red : rows == 0 ? .yellow : .green)
    }

    private static func words(_ stopped: CrashResult.Stop) -> String {
        switch stopped {
        case .time: "stopped before the end because its time was up"
        case .cancelled: "cancelled before the end"
        }
    }

    private static func counted(_ count: Int, _ one: String, _ many: String) -> String {
        "\(count) \(count == 1 ? one : many)"
    }
}
