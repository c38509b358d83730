/// Durations as people write them.
package enum DurationText {
    /// The shortest exact form: `250ms`, `1.5s`, `2m`, `1h`; microseconds where nothing coarser is exact.
    package static func text(_ duration: Duration) -> String {
        let microseconds = whole(duration)
        if microseconds == 0 { return "0s" }
        if microseconds % 3_600_000_000 == 0 { return "\(microseconds / 3_600_000_000)h" }
        if microseconds % 60_000_000 == 0 { return "\(microseconds / 60_000_000)m" }
        if microseconds.magnitude >= 1_000_000 {
            return decimal(microseconds, per: 1_000_000) + "s"
        }
        if microseconds.magnitude >= 1000 { return decimal(microseconds, per: 1000) + "ms" }
        return "\(microseconds)us"
    }

    /// The exact form that people read: like `text` below a minute, from there on `1m13s`, `2h05m`, `1h00m07.5s`.
    package static func clock(_ duration: Duration) -> String {
        let microseconds = whole(duration)
        guard microseconds.magnitude >= 60_000_000 else { return text(duration) }
        let sign = microseconds < 0 ? "-" : ""
        let total = microseconds.magnitude
        let (hours, minutes) = (total / 3_600_000_000, total / 60_000_000 % 60)
        let seconds = Int(total % 60_000_000)
        var words = hours == 0 ? "\(sign)\(minutes)m" : "\(sign)\(hours)h"
        if hours > 0, minutes > 0 || seconds > 0 {
            words += "\(minutes < 10 ? "0" : "")\(minutes)m"
        }
        if seconds > 0 {
            words += "\(seconds < 10_000_000 ? "0" : "")\(decimal(seconds, per: 1_000_000))s"
        }
        return words
    }

    /// Seconds as a plain decimal with this many digits, 0...6, after the point; cut, never rounded up.
    package static func seconds(_ duration: Duration, places: Int) -> String {
        let places = min(max(0, places), 6)
        var divisor = 1
        for _ in places..<6 { divisor *= 10 }
        let scale = 1_000_000 / divisor
        return decimal(whole(duration) / divisor, per: scale, padded: true)
    }

    private static func decimal(_ value: Int, per unit: Int, padded: Bool = false) -> String {
        let whole = value / unit
        guard unit > 1 else { return String(value) }
        var (fraction, scale) = (value.magnitude % unit.magnitude, unit.magnitude)
        while !padded, scale > 1, fraction.isMultiple(of: 10) {
            fraction /= 10
            scale /= 10
        }
        let sign = value < 0 && whole == 0 ? "-" : ""
        guard scale > 1 else { return "\(sign)\(whole)" }
        // A digit before them keeps the zeros that the digits begin with.
        return "\(sign)\(whole).\(String(scale + fraction).dropFirst())"
    }

    /// Whole microseconds, cut towards zero, held within the range of `Int`.
    private static func whole(_ duration: Duration) -> Int {
        let (seconds, attoseconds) = duration.components
        let total = Int128(seconds) * 1_000_000 + Int128(attoseconds / 1_000_000_000_000)
        return Int(clamping: total)
    }
}
