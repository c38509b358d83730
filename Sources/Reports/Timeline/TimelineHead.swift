internal import Workflows

/// The lines above a timeline: which run it is, how it ended, and what it took.
enum TimelineHead {
    private static let gap = "  "
    private static let maxBytes = 200

    /// The lines in `width` columns.
    static func lines(
        _ run: StoredTimeline,
        _ executions: [TimelineExecution],
        width: Int,
        style: ConsoleStyle
    ) -> [String] {
        let record = RunRecord(
            run: run.restoration.events.first?.run ?? .init(name: run.run),
            events: run.restoration.events
        )
        let title = "\(line(run.scenario))/\(line(run.run))\(gap)\(line(run.id))"
        let ending = ending(run, record)
        let counts = counts(record, executions)
        let painted = style.painted(ending, colour(run.status))
        return joined([(title, title), (ending, painted), (counts, counts)], width)
            + TerminalWidth.wrapped(origin(run), to: width).map { style.painted($0, .grey) }
    }

    /// The status, and by what a run that did not go straight through still succeeded.
    private static func ending(_ run: StoredTimeline, _ record: RunRecord) -> String {
        let status = PlainText.oneLine(run.status)
        // Where the last execution never ended, the record still has the status of the one before.
        guard record.status?.rawValue == run.status, !record.recovery.isEmpty else { return status }
        return "\(status), recovered by \(record.recovery.joined(separator: " and "))"
    }

    private static func counts(_ record: RunRecord, _ executions: [TimelineExecution]) -> String {
        let parts =
            [
                SpanText.text(executions.reduce(.zero) { $0 + $1.duration }),
                SpanText.counted(record.attempts.values.reduce(0, +), "attempt", "attempts"),
                SpanText.counted(record.retries, "retry", "retries"),
                SpanText.counted(record.hits, "hit", "hits"),
            ] + UsageText.facts(of: record)
        return parts.joined(separator: ", ")
    }

    private static func origin(_ run: StoredTimeline) -> [String] {
        let started = "started \(UTCText.text(run.startedAt))"
        let cutBytes = run.restoration.cutBytes
        guard cutBytes > 0 else {
            return ["\(line(run.file)),", "seed \(run.seed),", started]
        }
        let tail = "a torn tail of \(SpanText.size(cutBytes)) left out"
        return ["\(line(run.file)),", "seed \(run.seed),", "\(started),", tail]
    }

    /// The parts on one line, or on as many as they need; each is measured without its colours.
    private static func joined(_ parts: [(plain: String, painted: String)], _ width: Int)
        -> [String]
    {
        var lines: [String] = []
        var room = 0
        for part in parts {
            let columns = TerminalWidth.columns(of: part.plain) + gap.count
            if let last = lines.indices.last, columns <= room {
                lines[last] += gap + part.painted
                room -= columns
            } else {
                lines.append(part.painted)
                room = width - columns + gap.count
            }
        }
        return lines
    }

    private static func line(_ text: String) -> String {
        PlainText.oneLine(text, limit: maxBytes)
    }

    private static func colour(_ status: String) -> ConsoleStyle.Colour {
        switch status {
        case RunStatus.succeeded.rawValue: .green
        case RunStatus.failed.rawValue: .red
        default: .yellow
        }
    }
}
