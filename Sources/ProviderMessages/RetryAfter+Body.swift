internal import JSON
internal import Quantities

extension RetryAfter {
    /// How long a provider's error says to wait; `nil` where it does not say.
    ///
    /// Fields of JSON come first, wherever they are: `retry_after`, `retryAfter` (seconds, or a duration such as
    /// `20s`), `retry_after_ms` (milliseconds) and `retryDelay` (a duration). Of several the longest counts. Without a
    /// field, a sentence counts that asks to try again, with a number and its unit. These are the forms in public
    /// errors of OpenAI ("Please try again in 6m0s.", "in 250ms"), Azure OpenAI ("Please retry after 20 seconds.",
    /// "Try again in 2 seconds.") and Google Gemini ("Please retry in 58.934310785s." next to `google.rpc.RetryInfo`
    /// with `"retryDelay": "58s"`). Anthropic says it in the header alone.
    package static func inBody(_ text: String) -> Duration? {
        longestField(in: text, embeddings: 3) ?? RetrySentence.firstDelay(in: text)
    }

    /// The longest wait among the fields of a JSON text, which may be surrounded by other words or be quoted in JSON.
    private static func longestField(in text: String, embeddings: Int) -> Duration? {
        guard embeddings > 0, let value = JSONValue(parsing: text) ?? embedded(in: text) else {
            return nil
        }
        var longest: Duration?
        var waiting = [value]
        while let value = waiting.popLast() {
            switch value {
            case .object(let members):
                for (name, member) in members {
                    waiting.append(member)
                    guard let found = duration(of: name, member) else { continue }
                    longest = max(found, longest ?? found)
                }
            case .list(let items): waiting += items
            case .text(let inner):
                guard let found = longestField(in: inner, embeddings: embeddings - 1) else { break }
                longest = max(found, longest ?? found)
            default: break
            }
        }
        return longest
    }

    private static func embedded(in text: String) -> JSONValue? {
        guard let start = text.utf8.firstIndex(of: UInt8(ascii: "{")),
            let end = text.utf8.lastIndex(of: UInt8(ascii: "}")), start < end
        else { return nil }
        return JSONValue(parsing: String(text[start...end]))
    }

    private static func duration(of name: String, _ value: JSONValue) -> Duration? {
        let unit: Int
        switch name.lowercased().filter({ $0 != "_" && $0 != "-" }) {
        case "retryafter", "retryafterseconds", "retrydelay": unit = 1_000_000
        case "retryafterms", "retrydelayms": unit = 1000
        default: return nil
        }
        switch value {
        case .number(let written):
            let number = written.double
            // Later than anyone waits: a date in disguise.
            guard number >= 0, number * Double(unit) <= Double(DecimalDigits.mostMicroseconds)
            else {
                return nil
            }
            let microseconds = (number * Double(unit)).rounded(.up)
            return .microseconds(Int64(microseconds))
        case .text(let text):
            if let delay = RetrySentence.delay(in: text) { return delay }
            guard let number = DecimalDigits(leading: text), number.length == text.utf8.count
            else { return nil }
            return number.microseconds(per: unit)
        default: return nil
        }
    }
}
