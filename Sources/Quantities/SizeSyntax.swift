/// The way sizes are written: whole bytes or binary units, such as `512B`, `8KiB` or `64MiB`.
package enum SizeSyntax {
    /// The sizes that are accepted, in bytes: up to one PiB, so that sums can't overflow.
    package static let range = 0...(1 << 50)

    /// The regular expression for JSON Schema; it admits everything that `parse` does.
    package static let pattern = "[0-9]+(B|KiB|MiB|GiB|TiB)"

    /// The number of bytes that a text denotes; nil where it is malformed or out of range.
    package static func parse(_ text: String) -> Int? {
        let digits = text.utf8.prefix(while: \.isDigit)
        guard !digits.isEmpty, let count = Int(String(decoding: digits, as: UTF8.self)),
            let unit = bytes(perUnit: Substring(text.utf8.dropFirst(digits.count)))
        else { return nil }
        let (total, overflow) = count.multipliedReportingOverflow(by: unit)
        return !overflow && range.contains(total) ? total : nil
    }

    /// A size as it is written, with the coarsest unit that is exact.
    package static func text(_ size: Int) -> String {
        for (unit, name) in [
            (1 << 40, "TiB"), (1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB"),
        ]
        where size >= unit && size % unit == 0 {
            return "\(size / unit)\(name)"
        }
        return "\(size)B"
    }

    private static func bytes(perUnit unit: Substring) -> Int? {
        switch unit {
        case "B": 1
        case "KiB": 1 << 10
        case "MiB": 1 << 20
        case "GiB": 1 << 30
        case "TiB": 1 << 40
        default: nil
        }
    }
}
