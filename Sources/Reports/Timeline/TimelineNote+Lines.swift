internal import Workflows

extension TimelineNote {
    private static let gap = "  "
    private static let maxNotes = 200
    /// How many lines one note may take.
    private static let maxLines = 4

    /// What is worth telling of an execution, in lines of `width` columns: times, phases, texts below each other.
    static func lines(
        of execution: TimelineExecution,
        width: Int,
        style: ConsoleStyle
    ) -> [String] {
        let notes = all(in: execution)
        let shown = notes.prefix(maxNotes)
        let times = shown.map { SpanText.text($0.time) }
        let names = shown.map { $0.phase.map { PlainText.oneLine($0.name) } ?? "run" }
        let timeWidth = times.map(\.count).max() ?? 0
        let longestName = names.map { TerminalWidth.columns(of: $0) }.max() ?? 0
        let nameWidth = min(longestName, TimelineChart.mostNameColumns(width))
        let margin = timeWidth + nameWidth + 2 * gap.count
        var lines: [String] = []
        for (note, (time, name)) in zip(shown, zip(times, names)) {
            let start =
                style.painted(TerminalWidth.padded(time, to: timeWidth, isRight: true), .grey)
                + gap + TerminalWidth.padded(name, to: nameWidth) + gap
            let blank = String(repeating: " ", count: margin)
            let texts = TerminalWidth.wrapped(note.text, to: width - margin, limit: maxLines)
            for (number, text) in texts.enumerated() {
                let text = style.painted(text, note.isFailure ? .red : .yellow)
                lines.append((number == 0 ? start : blank) + text)
            }
        }
        let rest = notes.count - shown.count
        return rest > 0 ? lines + ["… \(rest) more"] : lines
    }
}
