internal import Workflows

extension TimelineReport {
    private static let listHead = ["id", "scenario/run", "status", "age", "size"]

    /// A table of stored runs in `width` columns, the newest first.
    ///
    /// Ids are never cut, so that they can be copied; names of scenarios and runs are where there is no room.
    ///
    /// - Parameter now: The wall time, since 1970.
    package static func list(_ runs: [ListedRun], now: Duration, width: Int) -> String {
        guard !runs.isEmpty else { return "no stored runs\n" }
        let rows = [listHead] + newestFirst(runs).map { cells(of: $0, now: now) }
        var widths = listHead.indices.map { column in
            rows.map { TerminalWidth.columns(of: $0[column]) }.max() ?? 0
        }
        let others = widths[0] + widths[2...].reduce(0, +) + 2 * (widths.count - 1)
        widths[1] = min(widths[1], max(12, width - others))
        return rows.map { cells in
            let padded = cells.enumerated().map { column, cell in
                // Ages and sizes are compared by their last digits.
                TerminalWidth.padded(cell, to: widths[column], isRight: column > 2)
            }
            return padded.joined(separator: "  ") + "\n"
        }
        .joined()
    }

    /// Of runs that started together the one that was given first is listed first.
    private static func newestFirst(_ runs: [ListedRun]) -> [ListedRun] {
        runs.enumerated()
            .sorted { ($1.element.startedAt, $0.offset) < ($0.element.startedAt, $1.offset) }
            .map(\.element)
    }

    private static func cells(of run: ListedRun, now: Duration) -> [String] {
        [
            PlainText.oneLine(run.id),
            "\(PlainText.oneLine(run.scenario))/\(PlainText.oneLine(run.run))",
            PlainText.oneLine(run.status ?? "interrupted"),
            SpanText.age(of: run.startedAt, at: now),
            SpanText.size(run.bytes),
        ]
    }
}
