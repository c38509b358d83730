/// The way bounds are written: `"<= 60s"`, `"1s..2s"` or exactly `12s`.
package struct BoundSyntax<Value: Comparable & Sendable>: Sendable, Equatable {
    private let range: ClosedRange<Value>
    private let excludesEnds: Bool

    /// Reads a bound; `nil` if the text is not one.
    ///
    /// - Parameter limits: Beyond both ends of any value, so that an excluded end excludes only the limit.
    package init?(
        _ text: String,
        limits: ClosedRange<Value>,
        range: (String) -> ClosedRange<Value>?,
        value: (String) -> Value?
    ) {
        let trimmed = text.trimmingSpaces
        if let range = range(trimmed) {
            self.range = range
            excludesEnds = false
            return
        }
        for sign in ["<=", ">=", "==", "<", ">"] where trimmed.hasPrefix(sign) {
            let rest = String(trimmed.dropFirst(sign.count)).trimmingSpaces
            guard let limit = value(rest) else { return nil }
            switch sign.first {
            case "<": self.range = limits.lowerBound...limit
            case ">": self.range = limit...limits.upperBound
            default: self.range = limit...limit
            }
            excludesEnds = sign.count == 1
            return
        }
        guard let exact = value(trimmed) else { return nil }
        self.range = exact...exact
        excludesEnds = false
    }

    /// Whether a value is within the bound.
    package func contains(_ value: Value) -> Bool {
        guard range.contains(value) else { return false }
        return !excludesEnds || (value != range.lowerBound && value != range.upperBound)
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        var text = self[...]
        while text.first == " " { text = text.dropFirst() }
        while text.last == " " { text = text.dropLast() }
        return String(text)
    }
}
