/// A chart as SVG, in elements and attributes alone: its colours are those of the page's style.
package enum ChartSVG {
    /// The picture, with title and description for those who don't see it. The id tells it from others of its page.
    package static func text(_ chart: Chart, id: String, width: Double = 360, height: Double = 180)
        -> String
    {
        let layout = ChartLayout(chart, width: width, height: height)
        let size = "\(number(layout.width)) \(number(layout.height))"
        var text = "<svg class=\"chart\" role=\"img\" viewBox=\"0 0 \(size)\" "
        text += "aria-labelledby=\"\(id)-title \(id)-desc\">"
        text += "<title id=\"\(id)-title\">\(escaped(chart.title))</title>"
        text += "<desc id=\"\(id)-desc\">\(escaped(chart.summary))</desc>"
        for item in layout.items { text += element(item) }
        return text + "</svg>"
    }

    private static func element(_ item: ChartLayout.Item) -> String {
        let title = item.label.isEmpty ? "" : "<title>\(escaped(item.label))</title>"
        let classes = "class=\"\(escaped(item.classes))\""
        switch item.shape {
        case .rectangle(let x, let y, let width, let height):
            return "<rect \(classes) x=\"\(number(x))\" y=\"\(number(y))\" "
                + "width=\"\(number(width))\" height=\"\(number(height))\">\(title)</rect>"
        case .path(let points):
            let steps = points.map { "\(number($0.x)) \(number($0.y))" }
            return "<path \(classes) d=\"M\(steps.joined(separator: "L"))\">\(title)</path>"
        case .circle(let centre, let radius, let isHollow):
            let hollow = isHollow ? " hollow" : ""
            return "<circle class=\"\(escaped(item.classes))\(hollow)\" cx=\"\(number(centre.x))\" "
                + "cy=\"\(number(centre.y))\" r=\"\(number(radius))\">\(title)</circle>"
        case .text(let place, let words, let anchor):
            return "<text \(classes) x=\"\(number(place.x))\" y=\"\(number(place.y))\" "
                + "text-anchor=\"\(anchor.rawValue)\">\(escaped(words))</text>"
        }
    }

    /// A coordinate with at most one place, which is less than a pixel of any screen.
    package static func number(_ value: Double) -> String {
        guard value.isFinite, value.magnitude < 1e9 else { return "0" }
        let tenths = Int((value * 10).rounded())
        let (whole, rest) = (tenths / 10, (tenths % 10).magnitude)
        if rest == 0 { return String(whole) }
        return tenths < 0 && whole == 0 ? "-0.\(rest)" : "\(whole).\(rest)"
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
