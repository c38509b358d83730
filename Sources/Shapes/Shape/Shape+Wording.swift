extension Shape {
    /// What is expected, as messages say it: `a duration such as "250ms"`.
    package var expectation: String {
        switch self {
        case .text: "text"
        case .scalar: "text, a number or a boolean"
        case .boolean: "true or false"
        case .integer(let range): Self.bounded("an integer", range, .min, .max)
        case .number(let range): Self.bounded("a number", range, -.infinity, .infinity)
        case .duration(let allowZero):
            (allowZero ? "a duration" : "a duration above zero") + " such as \"250ms\""
        case .size: "a size such as \"64MiB\""
        case .probability: "a probability such as \"30%\" or 0.3"
        case .integerRange(let range):
            Self.bounded("an integer", range, 0, .max) + " or a range such as 1..2"
        case .durationRange: "a range of durations such as 1s..2s"
        case .percentRange: "a range of percentages such as 50%..80%"
        case .choice(let choices): "one of \(choices.map(\.value).listed)"
        case .tagged(let fields): "one of \(fields.map(\.key).listed)"
        case .list(_, let minimum):
            switch minimum {
            case ...0: "a list"
            case 1: "a list with at least one item"
            default: "a list with at least \(minimum) items"
            }
        case .singleOrList(let item): "\(item.expectation) or a list"
        case .map: "a mapping"
        case .object(let fields, _):
            // Whoever wrote something shorter sees what the mapping is for.
            fields.first { $0.isRequired }.map { "a mapping such as {\($0.key): …}" } ?? "a mapping"
        case .anyOf(let description, _): description
        case .any: "a value"
        case .named(_, let shape): shape().expectation
        }
    }

    private static func bounded<Bound: Numeric & Comparable>(
        _ noun: String,
        _ range: ClosedRange<Bound>,
        _ lowest: Bound,
        _ highest: Bound
    ) -> String {
        switch (range.lowerBound > lowest, range.upperBound < highest) {
        case (true, true): "\(noun) from \(plain(range.lowerBound)) to \(plain(range.upperBound))"
        case (true, false): "\(noun) of at least \(plain(range.lowerBound))"
        case (false, true): "\(noun) of at most \(plain(range.upperBound))"
        case (false, false): noun
        }
    }

    /// A bound without the `.0` of a whole number.
    private static func plain(_ bound: some Numeric) -> String {
        let text = "\(bound)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
