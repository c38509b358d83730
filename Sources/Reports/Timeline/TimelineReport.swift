internal import Workflows

/// A stored run as its journal has it: when each phase did what, and what decided how long the run took.
package enum TimelineReport {
    private static let leastWidth = 60

    /// The run in `width` columns, 60 at least: how it ended, then for each execution a chart, what happened, and the
    /// critical path.
    ///
    /// No character that comes from a scenario or an agent acts on a terminal.
    package static func text(_ run: StoredTimeline, width: Int, style: ConsoleStyle) -> String {
        let width = max(leastWidth, width)
        let executions = TimelineExecution.all(of: run.restoration)
        var lines = TimelineHead.lines(run, executions, width: width, style: style)
        for (index, execution) in executions.enumerated() {
            lines.append("")
            if executions.count > 1 {
                let title = "execution \(index + 1) of \(executions.count): \(words(execution))"
                lines += TerminalWidth.wrapped(title, to: width)
            }
            lines += TimelineChart(execution, width: width, style: style).lines
            let notes = TimelineNote.lines(of: execution, width: width, style: style)
            if !notes.isEmpty { lines += [""] + notes }
            lines += [""] + path(execution, width)
        }
        let effects = EffectText.lines(of: run.effects, unread: run.unreadEffects)
        if !effects.isEmpty {
            lines += [""] + effects.flatMap { TerminalWidth.wrapped($0, to: width) }
        }
        if executions.isEmpty { lines += ["", "nothing is recorded of it"] }
        return lines.map { $0 + "\n" }.joined()
    }

    /// How an execution began and ended.
    private static func words(_ execution: TimelineExecution) -> String {
        var begun = "started"
        if case .runResumed(_, _, let restored, let cut) = execution.events.first?.kind {
            let results = SpanText.counted(restored, "restored result", "restored results")
            begun = "resumed with \(results)"
            if cut > 0 { begun += ", \(SpanText.size(cut)) of a torn tail cut off" }
        }
        let cause = execution.cause.map { " (\(TimelineWords.kind($0)))" } ?? ""
        let status = (execution.status ?? .interrupted).rawValue
        return "\(begun), \(status)\(cause) after \(SpanText.text(execution.duration))"
    }

    /// Lines of which all but the first are indented.
    private static func path(_ execution: TimelineExecution, _ width: Int) -> [String] {
        let pieces = TimelineWords.path(execution.criticalPath, in: execution.duration)
        return TerminalWidth.wrapped(pieces, to: width - 2).enumerated().map { index, line in
            index == 0 ? line : "  \(line)"
        }
    }
}
