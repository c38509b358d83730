/// A date as HTTP writes it: `Sun, 06 Nov 1994 08:49:37 GMT` and the two older forms (RFC 9110, 5.6.7).
struct HTTPDate {
    /// The time since 1970.
    let sinceEpoch: Duration

    /// Nil where a text is no such date, or names a day or a time that does not exist.
    ///
    /// The weekday has to be one, but not the right one. A year of two digits from 70 on is of the 20th century, as in
    /// POSIX: dates of retries are near, so that no present date is needed to tell.
    init?(_ text: String) {
        guard text.utf8.count <= 40 else { return nil }
        let words = text.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
        guard let first = words.first else { return nil }
        let day: (year: Int, month: Int, day: Int)?
        let time: String
        switch words.count {
        case 6 where Self.weekdays.contains { "\($0.prefix(3))," == first } && words[5] == "GMT":
            day = Self.day(words[1], words[2], year: words[3], digits: 4)
            time = words[4]
        case 4 where Self.weekdays.contains { "\($0)," == first } && words[3] == "GMT":
            let parts = words[1].split(separator: "-", omittingEmptySubsequences: false)
            guard parts.count == 3 else { return nil }
            day = Self.day(String(parts[0]), String(parts[1]), year: String(parts[2]), digits: 2)
            time = words[2]
        case 5 where Self.weekdays.contains { $0.prefix(3) == first }:
            let padded = words[2].utf8.count == 1 ? "0\(words[2])" : words[2]
            day = Self.day(padded, words[1], year: words[4], digits: 4)
            time = words[3]
        default: return nil
        }
        guard let day, let seconds = Self.seconds(time) else { return nil }
        let days = Self.days(toYear: day.year, month: day.month, day: day.day)
        sinceEpoch = .seconds(days * 86_400 + seconds)
    }

    private static let weekdays = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func day(
        _ day: String,
        _ month: String,
        year: String,
        digits: Int
    ) -> (year: Int, month: Int, day: Int)? {
        guard let day = number(day, digits: 2), let index = months.firstIndex(of: month),
            var year = number(year, digits: digits)
        else { return nil }
        if digits == 2 { year += year < 70 ? 2000 : 1900 }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...lengths[index]).contains(day) else { return nil }
        return (year, index + 1, day)
    }

    /// The seconds of `08:49:37`; a 60th second is the leap second, which clocks since 1970 do not know.
    private static func seconds(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, let hour = number(String(parts[0]), digits: 2), hour < 24,
            let minute = number(String(parts[1]), digits: 2), minute < 60,
            let second = number(String(parts[2]), digits: 2), second <= 60
        else { return nil }
        return (hour * 60 + minute) * 60 + second
    }

    private static func number(_ text: String, digits: Int) -> Int? {
        guard text.utf8.count == digits,
            text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return Int(text)
    }

    /// The days from 1970 to a day of the Gregorian calendar, for years of at most four digits.
    ///
    /// Counts years from March on, in eras of 400 years (Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2013).
    private static func days(toYear year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
