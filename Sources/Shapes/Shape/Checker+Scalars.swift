internal import Quantities
extension Shape {
    /// What is wrong with a node that ought to be this kind of scalar; nil where it fits.
    func scalarMistake(in node: SourceNode) -> String? {
        switch self {
        case .text:
            if node.string != nil { return nil }
            let hint = node.text == nil ? "" : "; put it in quotes"
            return "expected text, found \(node.found)\(hint)"
        case .duration(let allowZero):
            return durationMistake(in: node, allowZero: allowZero)
        case .choice(let choices):
            let values = choices.map(\.value)
            if let string = node.string, values.contains(string) { return nil }
            let hint = NearestName.suggestion(node.text ?? "", among: values)
            return "expected \(expectation); found \(node.found)\(hint)"
        default:
            return fits(node) ? nil : "expected \(expectation), found \(node.found)"
        }
    }

    private func fits(_ node: SourceNode) -> Bool {
        switch self {
        case .scalar: node.text != nil
        case .boolean: node.boolean != nil
        case .integer(let range): node.integer.map(range.contains) ?? false
        case .number(let range): node.number.map(range.contains) ?? false
        case .size: node.size != nil
        case .probability: node.probability != nil
        case .integerRange(let bounds):
            node.integerRange.map {
                bounds.contains($0.lowerBound) && bounds.contains($0.upperBound)
            }
                ?? false
        case .durationRange: node.durationRange != nil
        case .percentRange: node.percentRange != nil
        default: false
        }
    }

    private func durationMistake(in node: SourceNode, allowZero: Bool) -> String? {
        guard let text = node.string else {
            return "expected \(expectation), found \(node.found)"
        }
        do throws(DurationSyntax.Mistake) {
            let duration = try DurationSyntax.read(text)
            guard duration == .zero, !allowZero else { return nil }
            return "expected \(expectation), found \(node.found)"
        } catch {
            switch error {
            case .malformed:
                // Whoever wrote a number only has to know how its unit is called.
                let units = text.first?.isNumber == true ? "; units are us, ms, s, m and h" : ""
                return "expected \(expectation), found \(node.found)\(units)"
            case .finerThanMicrosecond:
                return "expected a duration in whole microseconds, found \(node.found)"
            case .tooLong:
                let seconds = DurationSyntax.longest.components.seconds
                return "expected a duration of at most \(seconds)s, found \(node.found)"
            }
        }
    }
}
