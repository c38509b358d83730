internal import Quantities

/// Sentences of errors that say when to come back: "Please try again in 6m0s."
///
/// A number counts only behind such words, with a unit, and where the sentence asks for it: "failed on retry after
/// 20 seconds" tells what was, "error 429 after 3 attempts" no time at all.
enum RetrySentence {
    private static let phrases = [
        ["try", "again", "in"], ["try", "again", "after"], ["retry", "in"], ["retry", "after"],
    ]

    /// What may come before a request; the start of a sentence may, too.
    private static let openings: Set<String> = [
        "please", "and", "or", "then", "can", "may", "should", "must",
    ]

    /// The wait that the first such sentence asks for.
    static func firstDelay(in text: String) -> Duration? {
        guard mayHaveOne(text) else { return nil }
        // Within JSON, line feeds are still escaped.
        let plain = text.lowercased().split(separator: "\\n").joined(separator: " ")
        let words = plain.split { $0.isWhitespace }.map(String.init)
        for index in words.indices {
            for phrase in phrases where matches(phrase, words, at: index) {
                let rest = words.dropFirst(index + phrase.count).prefix(12)
                let time = rest.joined(separator: " ").drop { frames.contains($0) }
                if let delay = delay(in: String(time)) { return delay }
            }
        }
        return nil
    }

    /// Whether a text has a digit and the letters `try`, as every such sentence does. Most errors have none, and to split
    /// one into words costs as much as everything else that a failure leads to.
    private static func mayHaveOne(_ text: String) -> Bool {
        var hasNumber = false
        var hasWord = false
        var matched = 0
        for byte in text.utf8 {
            if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { hasNumber = true }
            switch (byte | 0x20, matched) {
            case (UInt8(ascii: "t"), _): matched = 1
            case (UInt8(ascii: "r"), 1): matched = 2
            case (UInt8(ascii: "y"), 2):
                hasWord = true
                matched = 0
            default: matched = 0
            }
            if hasNumber, hasWord { return true }
        }
        return false
    }

    /// The wait at the start of a text, such as `1.5s`, `6m0s`, `20 seconds` or `1 minute and 5 seconds`.
    static func delay(in text: String) -> Duration? {
        var rest = Substring(text)
        var total: Duration?
        var smallest = Int.max
        while let number = DecimalDigits(leading: String(rest.prefix(40))) {
            var tail = Substring(rest.utf8.dropFirst(number.length))
            if tail.first == " " { tail.removeFirst() }
            let word = tail.prefix { $0.isLetter || $0 == "µ" || $0 == "_" }
            // Units get smaller, as in 1h2m3s; a second number without a unit makes the whole doubtful.
            guard let unit = units[String(word)], unit < smallest,
                let part = number.microseconds(per: unit)
            else { return nil }
            smallest = unit
            total = (total ?? .zero) + part
            rest = tail.dropFirst(word.count)
            for joint in [", ", " and ", " "] where rest.hasPrefix(joint) {
                let next = rest.dropFirst(joint.count)
                guard next.first?.isWholeNumber == true, isUnitNext(next) else { continue }
                rest = next
                break
            }
        }
        guard let total, total <= DurationSyntax.longest else { return nil }
        return total
    }

    /// Whether a number is followed by a unit, and so belongs to the wait before it.
    private static func isUnitNext(_ text: Substring) -> Bool {
        guard let number = DecimalDigits(leading: String(text.prefix(40))) else { return false }
        let tail = Substring(text.utf8.dropFirst(number.length)).drop { $0 == " " }
        return units[String(tail.prefix { $0.isLetter })] != nil
    }

    private static func matches(_ phrase: [String], _ words: [String], at index: Int) -> Bool {
        guard index + phrase.count < words.count else { return false }
        guard words[(index + 1)..<(index + phrase.count)].elementsEqual(phrase.dropFirst()) else {
            return false
        }
        let first = unframed(words[index])
        guard first == phrase[0] else { return false }
        guard index > 0, words[index] == first else { return true }
        return openings.contains(unframed(words[index - 1]))
            || words[index - 1].last?.isLetter == false
    }

    /// A word without what may precede it: quotation marks, brackets, the name of a field or of an error.
    private static func unframed(_ word: String) -> String {
        word.split { frames.contains($0) || $0 == ":" }.last.map(String.init) ?? ""
    }

    /// What may stand before a word or a number as if it were not there.
    private static let frames: Set<Character> = [
        "\"", "'", "`", "(", "[", "{", "<", ">", "\\", "\u{201C}", "\u{2018}", "\u{AB}",
    ]

    /// Microseconds per unit.
    private static let units: [String: Int] = {
        var units: [String: Int] = [:]
        let names: [(Int, [String])] = [
            (1000, ["ms", "millisecond", "milliseconds"]),
            (1_000_000, ["s", "sec", "secs", "second", "seconds"]),
            (60_000_000, ["m", "min", "mins", "minute", "minutes"]),
            (3_600_000_000, ["h", "hr", "hrs", "hour", "hours"]),
            (86_400_000_000, ["d", "day", "days"]),
        ]
        for (unit, words) in names {
            for word in words { units[word] = unit }
        }
        return units
    }()
}
