/// The rules by which a page shows charts.
package enum ChartStyle {
    /// Every class that `ChartSVG` writes has its rule here.
    package static let css = """
        svg.chart{display:block;width:100%;max-width:30rem;height:auto;overflow:visible}
        .chart text{font:11px system-ui,sans-serif;fill:var(--muted)}
        .chart .axis{stroke:var(--muted);stroke-width:1;fill:none}
        .chart .grid{stroke:var(--border);stroke-width:1;fill:none}
        .chart .band{fill:var(--band)}
        .chart .edge{stroke:var(--edge);stroke-width:1.2;fill:none;stroke-dasharray:5 2}
        .chart .rule{stroke-width:1.2;fill:none;stroke-dasharray:2 3}
        .chart .interval{stroke-width:2.2;fill:none}
        .chart .line{stroke-width:1.4;fill:none}
        .chart .strip{stroke-width:1.2;fill:none}
        .chart circle.hollow{fill:var(--background)!important;stroke-width:1.8}
        \(paints)

        """

    private static var paints: String {
        ColourToken.allCases.filter { $0.use == .mark || $0.use == .text }.map { token in
            let value = "var(\(token.property))"
            return ".chart path.\(token.rawValue),.chart circle.\(token.rawValue){stroke:\(value)}"
                + ".chart rect.\(token.rawValue),.chart circle.\(token.rawValue){fill:\(value)}"
        }
        .joined(separator: "\n")
    }
}
