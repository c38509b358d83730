package import Exploration
internal import Workflows

/// How far exploring is, in one line; for terminals only.
package struct ExploreProgressLine: Sendable {
    private let scenario: String
    private let progress: ExplorationProgress?
    private let seeds: Int
    private let elapsed: Duration
    private let left: Duration?

    /// Describes how far a scenario is of which so many seeds are executed, after so much real time; `left` is what a
    /// limit leaves.
    package init(
        scenario: String,
        progress: ExplorationProgress?,
        seeds: Int,
        elapsed: Duration,
        left: Duration? = nil
    ) {
        self.scenario = scenario
        self.progress = progress
        self.seeds = seeds
        self.elapsed = elapsed
        self.left = left
    }

    /// The line, visibly cut to `width` columns; without any control character.
    package func line(width: Int) -> String {
        var text = "\(PlainText.oneLine(scenario)): "
        guard let progress else {
            return TerminalWidth.cut(text + "every single and double fault", to: width)
        }
        text += "\(progress.seeds)/\(seeds) seeds"
        let (seconds, attoseconds) = elapsed.components
        let time = Double(seconds) + Double(attoseconds) / 1e18
        let rate = time > 0 ? Double(progress.seeds) / time : 0
        if rate >= 1 { text += ", \(MeasuredText.fixed(rate, places: 0)) a second" }
        text += ", \(progress.reached) places reached, \(progress.violations) violations"
        var remaining = rate >= 1 ? Duration.seconds(Double(seeds - progress.seeds) / rate) : nil
        if let left { remaining = remaining.map { min($0, left) } ?? left }
        if let remaining, remaining > .zero { text += ", \(SpanText.brief(remaining)) left" }
        return TerminalWidth.cut(text, to: width)
    }
}
