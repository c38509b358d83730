internal import Quantities
internal import Workflows

/// Measured numbers for people and for JSON.
enum MeasuredText {
    /// A plain decimal with so many places, rounded; `∞` and `n/a` where there is no number.
    static func fixed(_ value: Double?, places: Int) -> String {
        guard let value, !value.isNaN else { return "n/a" }
        guard value.isFinite else { return value < 0 ? "-∞" : "∞" }
        let unit = (0..<places).reduce(1) { scale, _ in scale * 10 }
        let scaled = (value.magnitude * Double(unit)).rounded()
        guard scaled < 1e18 else { return "\(value)" }
        let whole = Int(scaled)
        let sign = value < 0 && whole > 0 ? "-" : ""
        guard places > 0 else { return "\(sign)\(whole)" }
        let digits = String(whole % unit)
        let zeros = String(repeating: "0", count: max(0, places - digits.count))
        return "\(sign)\(whole / unit).\(zeros)\(digits)"
    }

    /// A share as a percentage with at most one decimal.
    static func percent(_ share: Double?) -> String {
        guard let share, share.isFinite else { return fixed(share, places: 0) }
        let text = fixed(share * 100, places: 1)
        return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + " %"
    }

    /// Microseconds as seconds, as milliseconds below one second, and with minutes from one on.
    static func microseconds(_ value: Double?) -> String {
        guard let value else { return "-" }
        if value == 0 { return "0s" }
        if value >= 60_000_000, value < 1e15 {
            return DurationText.clock(.milliseconds(Int((value / 1000).rounded())))
        }
        return value < 1_000_000
            ? fixed(value / 1000, places: 3) + "ms" : fixed(value / 1_000_000, places: 3) + "s"
    }

    /// A number with its unit, as people read it.
    static func amount(_ value: Double?, unit: String) -> String {
        switch unit {
        case "us": return microseconds(value)
        case "bytes":
            guard let value else { return "-" }
            return fixed(value / 1_048_576, places: 1) + " MiB"
        default:
            guard let value else { return "-" }
            return value == value.rounded() ? fixed(value, places: 0) : fixed(value, places: 1)
        }
    }

    /// A number as JSON writes it; JSON knows neither infinity nor NaN, so these are `null`.
    static func json(_ value: Double?) -> String {
        guard let value, value.isFinite else { return "null" }
        return "\(value)"
    }
}

extension JSONWriter {
    mutating func member(_ name: String, number value: Double?) {
        key(name)
        literal(MeasuredText.json(value))
    }
}
