internal import Charts

/// The style of every page: colours by token, one column, and the same on paper.
enum PageStyle {
    /// The parts, in the order in which later ones count.
    static let css =
        ColourToken.css + base + layout + tables + waterfall + comparison + past + ChartStyle.css
        + paper
}
