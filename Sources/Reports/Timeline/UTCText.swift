internal import Workflows

/// Moments as people read them.
enum UTCText {
    /// The time since 1970 as `2026-01-02 03:04:05 UTC`; what lies before is taken for its beginning.
    static func text(_ sinceEpoch: Duration) -> String {
        let seconds = max(0, sinceEpoch.microseconds / 1_000_000)
        let (year, month, day) = date(seconds / 86_400)
        let time = [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60].map(padded)
        return "\(year)-\(padded(month))-\(padded(day)) \(time.joined(separator: ":")) UTC"
    }

    /// The date of a day since 1970, by the days of the Gregorian calendar's 400 years (Hinnant, `civil_from_days`).
    private static func date(_ day: Int) -> (year: Int, month: Int, day: Int) {
        // Counted from 1 March of year 0, so that a leap day is the last of its year.
        let days = day + 719_468
        let era = days / 146_097
        let dayOfEra = days % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    private static func padded(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
