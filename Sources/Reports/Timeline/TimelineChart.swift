internal import Workflows

/// An execution as a chart: a row for each phase, with a bar over the time.
struct TimelineChart {
    private static let gap = "  "
    private static let leastBar = 10
    private static let mostBar = 60

    private struct Row {
        let phase: PhaseTimeline
        let name: String
        let start: String
        let took: String
        let words: [String]
    }

    private let execution: TimelineExecution
    private let style: ConsoleStyle
    private let rows: [Row]
    private let nameWidth: Int
    private let startWidth: Int
    private let tookWidth: Int
    private let barWidth: Int
    private let wordsWidth: Int

    /// Lays out an execution in `width` columns.
    init(_ execution: TimelineExecution, width: Int, style: ConsoleStyle) {
        self.execution = execution
        self.style = style
        let end = execution.duration
        rows = execution.phases.map { phase in
            Row(
                phase: phase,
                name: PlainText.oneLine(phase.id.name),
                start: phase.turns.first.map { SpanText.text($0.start) } ?? "",
                took: phase.turns.isEmpty ? "" : SpanText.text(phase.took(until: end)),
                words: TimelineWords.phase(phase, in: execution)
            )
        }
        let longestName = rows.map { TerminalWidth.columns(of: $0.name) }.max() ?? 0
        nameWidth = min(max("phase".count, longestName), Self.mostNameColumns(width))
        startWidth = max("start".count, rows.map(\.start.count).max() ?? 0)
        tookWidth = max("took".count, rows.map(\.took.count).max() ?? 0)
        let words =
            rows.map { TerminalWidth.columns(of: $0.words.joined(separator: ", ")) }.max() ?? 0
        let gaps = (words > 0 ? 4 : 3) * Self.gap.count
        let room = max(0, width - nameWidth - startWidth - tookWidth - gaps)
        // Where no time passed there is nothing to draw to scale: a mark for each phase is enough.
        let least = execution.duration > .zero ? Self.leastBar : 1
        let most = execution.duration > .zero ? Self.mostBar : 1
        wordsWidth = min(words, max(Self.leastBar, min(max(24, room / 2), room - least)))
        barWidth = min(max(least, room - wordsWidth), most)
    }

    /// How many columns names of phases may take.
    static func mostNameColumns(_ width: Int) -> Int { max(12, width / 5) }

    /// The lines, without line feeds.
    var lines: [String] { [head] + rows.flatMap(lines) }

    private var head: String {
        let end = SpanText.text(execution.duration)
        let scale =
            barWidth > end.count + 2
            ? "0s" + TerminalWidth.padded(end, to: barWidth - 2, isRight: true)
            : String(repeating: " ", count: barWidth)
        let cells = [
            TerminalWidth.padded("phase", to: nameWidth),
            scale,
            TerminalWidth.padded("start", to: startWidth, isRight: true),
            TerminalWidth.padded("took", to: tookWidth, isRight: true),
        ]
        return style.painted(cells.joined(separator: Self.gap), .grey)
    }

    private func lines(of row: Row) -> [String] {
        let bar = TimelineBar(row.phase, duration: execution.duration, width: barWidth)
        let cells = [
            TerminalWidth.padded(row.name, to: nameWidth),
            bar.text(style),
            TerminalWidth.padded(row.start, to: startWidth, isRight: true),
            TerminalWidth.padded(row.took, to: tookWidth, isRight: true),
        ]
        let pieces = row.words.dropLast().map { "\($0)," } + row.words.suffix(1)
        let words = TerminalWidth.wrapped(pieces, to: wordsWidth)
        let margin = nameWidth + barWidth + startWidth + tookWidth + 4 * Self.gap.count
        let colour = row.phase.status.colour
        let painted = words.map { words in colour.map { style.painted(words, $0) } ?? words }
        let first = cells.joined(separator: Self.gap)
        return [first + (painted.first.map { Self.gap + $0 } ?? "")]
            + painted.dropFirst().map { String(repeating: " ", count: margin) + $0 }
    }
}

extension PhaseTimeline.Status {
    fileprivate var colour: ConsoleStyle.Colour? {
        switch self {
        case .committed: nil
        case .cached: .green
        case .failed, .notUndone: .red
        case .degraded, .cancelled, .paused, .discarded, .undone, .unfinished: .yellow
        case .pending, .skipped, .restored: .grey
        }
    }
}
