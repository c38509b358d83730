import Testing

@testable import Charts

@Suite("Charts as values")
struct ChartLayoutTests {
    private static let chart = Chart(
        title: "Saved <time>",
        summary: "It \"holds\".",
        across: .init(
            .values(.linear, 0...1),
            title: "saves",
            ticks: [.init(0.5, "50 %"), .init(2, "no")]
        ),
        up: .init(.rows(["all", "pairs"])),
        marks: [
            ChartMark(.interval(.across, at: 0, low: 0.6, high: 1.5), .good, label: "60 to 150 %"),
            ChartMark(.band(.across, from: 0.5, to: nil), .band),
            ChartMark(.strip(.across, at: 1, values: [0.25, 0.75]), .work),
        ],
        table: .init(heads: ["figure", "value"], rows: [["low", "60 %"]])
    )

    private let layout = ChartLayout(chart)
    /// The frame's left and right ends, as marks at 0 and 1 have them.
    private let left = 46.0, right = 346.0

    private func items(_ name: String) -> [ChartLayout.Item] {
        layout.items.filter { $0.classes.split(separator: " ").contains(Substring(name)) }
    }

    @Test("a band with an open end goes on to the frame's edge, and only its own end is a line")
    func band() throws {
        let band = try #require(items("band").first)
        guard case .rectangle(let x, _, let width, _) = band.shape else {
            Issue.record("expected a rectangle")
            return
        }
        #expect(x == 196 && width == 150)
        #expect(items("edge").count == 1)
        #expect(layout.items.first == band)
    }

    @Test("an interval ends at the frame where its end lies outside, without a cap there")
    func interval() {
        let parts = items("interval")
        #expect(parts.count == 2)
        #expect(parts[0].shape == .path([.init(x: 226, y: 23), .init(x: right, y: 23)]))
        #expect(parts[0].label == "60 to 150 %")
    }

    @Test("rows lie below each other in their order, each value a stroke")
    func rows() {
        #expect(layout.height == 100)
        #expect(
            items("strip").map(\.shape)
                == [121.0, 271.0].map { x in
                    .path([.init(x: x, y: 44), .init(x: x, y: 54)])
                }
        )
    }

    @Test("a tick outside of the axis is none")
    func ticks() {
        let words = layout.items.compactMap { item in
            if case .text(_, let text, _) = item.shape { text } else { nil }
        }
        #expect(words == ["50 %", "all", "pairs", "saves"])
    }

    @Test("the picture has title and description, and no text becomes markup")
    func svg() {
        let svg = ChartSVG.text(Self.chart, id: "c1")
        #expect(
            svg.contains("role=\"img\"") && svg.contains("aria-labelledby=\"c1-title c1-desc\"")
        )
        #expect(svg.contains("<title id=\"c1-title\">Saved &lt;time&gt;</title>"))
        #expect(svg.contains("<desc id=\"c1-desc\">It &quot;holds&quot;.</desc>"))
        #expect(!svg.contains("style=") && !svg.contains("<time>"))
        #expect(
            svg.matches(of: /<(svg|title|desc|rect|path|circle|text)\b/).count
                == svg.matches(of: /<\/(svg|title|desc|rect|path|circle|text)>/).count
        )
    }

    @Test(
        "every class that is drawn has a rule",
        arguments: [
            "axis", "grid", "band", "edge", "interval", "line", "strip", "rule",
        ]
    )
    func style(name: String) {
        #expect(ChartStyle.css.contains(".chart .\(name)"))
    }

    @Test(
        "coordinates are short decimals",
        arguments: [
            (0.0, "0"), (12.34, "12.3"), (12.96, "13"), (-0.26, "-0.3"), (-3.5, "-3.5"),
            (.nan, "0"),
            (.infinity, "0"),
        ]
    )
    func number(value: Double, text: String) {
        #expect(ChartSVG.number(value) == text)
    }
}
