internal import Quantities
internal import Workflows

/// Spans of time and numbers as people compare them; cut, never rounded up.
enum SpanText {
    /// At most seven characters up to a year: `250us`, `12.5ms`, `1.234s`, `12.3s`, `1m15s`, `2h05m`, `3d04h`.
    static func text(_ duration: Duration) -> String {
        let time = max(0, duration.microseconds)
        let seconds = time / 1_000_000
        switch time {
        case 0..<1000: return DurationText.text(.microseconds(time))
        case ..<1_000_000: return DurationText.text(.microseconds(cut(time, 100)))
        case ..<10_000_000: return DurationText.text(.microseconds(cut(time, 1000)))
        case ..<60_000_000: return DurationText.text(.microseconds(cut(time, 100_000)))
        case ..<3_600_000_000: return pair(seconds / 60, "m", seconds % 60, "s")
        case ..<86_400_000_000: return pair(seconds / 3600, "h", seconds / 60 % 60, "m")
        default: return pair(seconds / 86_400, "d", seconds / 3600 % 24, "h")
        }
    }

    /// A span of real time, of which tenths of a second are enough: `6.1s`, `1m13s`.
    static func brief(_ duration: Duration) -> String {
        let isShort = duration < .seconds(60)
        return isShort
            ? DurationText.seconds(max(duration, .zero), places: 1) + "s" : text(duration)
    }

    /// A span's share of a whole: `80 %`, `<1 %`.
    static func share(_ part: Duration, of whole: Duration) -> String {
        guard whole > .zero else { return "0 %" }
        let percent = part.seconds / whole.seconds * 100
        if percent > 0, percent < 1 { return "<1 %" }
        return MeasuredText.fixed(percent, places: 0) + " %"
    }

    /// How long ago a moment was; what lies ahead by another clock is now.
    static func age(of moment: Duration, at now: Duration) -> String {
        let seconds = max(0, now.microseconds / 1_000_000 - moment.microseconds / 1_000_000)
        switch seconds {
        case 0: return "now"
        case ..<60: return "\(seconds) s ago"
        case ..<3600: return "\(seconds / 60) min ago"
        case ..<86_400: return "\(seconds / 3600) h ago"
        default: return seconds < 172_800 ? "1 day ago" : "\(seconds / 86_400) days ago"
        }
    }

    /// A number with its noun.
    static func counted(_ count: Int, _ one: String, _ many: String) -> String {
        "\(count) \(count == 1 ? one : many)"
    }

    /// A number of bytes: `512 B`, `1.5 KiB`, `12 MiB`.
    static func size(_ bytes: Int) -> String {
        var value = Double(max(0, bytes))
        var unit = "B"
        for next in ["KiB", "MiB", "GiB", "TiB"] where value >= 1024 {
            value /= 1024
            unit = next
        }
        let hasPlace = unit != "B" && value < 10
        let shown = hasPlace ? (value * 10).rounded(.down) / 10 : value.rounded(.down)
        return "\(MeasuredText.fixed(shown, places: hasPlace ? 1 : 0)) \(unit)"
    }

    private static func cut(_ time: Int, _ unit: Int) -> Int { time - time % unit }

    private static func pair(_ large: Int, _ unit: String, _ small: Int, _ below: String) -> String
    {
        small == 0 ? "\(large)\(unit)" : "\(large)\(unit)\(small < 10 ? "0" : "")\(small)\(below)"
    }
}
