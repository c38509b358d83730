package import Benchmarks
internal import Statistics
internal import Workflows

/// How far the measurement of claims is, in one line; for terminals only.
package struct ClaimProgressLine: Sendable, Equatable {
    private let progress: ClaimProgress
    private let elapsed: Duration

    /// Describes how far it is after so much real time.
    package init(_ progress: ClaimProgress, elapsed: Duration) {
        self.progress = progress
        self.elapsed = elapsed
    }

    /// The line, visibly cut to `width` columns; without any control character.
    package func line(width: Int) -> String {
        var text = "\(progress.done)/\(progress.total) pairs"
        if let interval = progress.interval {
            let (low, high) = (number(interval.low), number(interval.high))
            text += ", ratio \(number(interval.ratio)) (\(low) to \(high))"
        }
        if progress.done > 0, progress.done < progress.total {
            let left = elapsed / progress.done * (progress.total - progress.done)
            text += ", \(SpanText.brief(left)) left"
        }
        text += ": \(PlainText.oneLine(progress.scenario)), \(PlainText.oneLine(progress.claim))"
        return TerminalWidth.cut(text, to: width)
    }

    private func number(_ value: Double) -> String { MeasuredText.fixed(value, places: 3) }
}
