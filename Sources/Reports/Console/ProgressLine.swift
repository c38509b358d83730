internal import Workflows

/// What a suite is doing right now, in one line; for terminals only.
package struct ProgressLine: Sendable, Equatable {
    /// The names of the scenarios that are running.
    package var running: [String]
    /// How many scenarios are over.
    package var finished: Int
    /// How many of those failed.
    package var failed: Int
    /// How many scenarios there are.
    package var total: Int
    /// The real time since the start of the suite.
    package var elapsed: Duration

    /// Describes how far a suite is.
    package init(running: [String], finished: Int, failed: Int, total: Int, elapsed: Duration) {
        self.running = running
        self.finished = finished
        self.failed = failed
        self.total = total
        self.elapsed = elapsed
    }

    /// The line, visibly cut to `width` columns; without any control character.
    package func line(width: Int) -> String {
        var text = "\(finished)/\(total)"
        if failed > 0 { text += ", \(failed) failed" }
        text += ", \(SpanText.brief(elapsed))"
        let names = running.map { PlainText.oneLine($0) }
        if !names.isEmpty { text += ": \(names.joined(separator: ", "))" }
        return TerminalWidth.cut(text, to: width)
    }
}
