internal import Locks
internal import Workflows

/// What a child wrote, secrets blanked, within bounds.
struct ProcessSpeech {
    let output: String
    let errors: String
    /// Whether the output was more than an answer may be; then only its end is here.
    let isTooLong: Bool

    /// Decodes two streams; those of a child that was killed may end in the midst of a secret.
    init(output: StreamRecord, errors: StreamRecord, wasKilled: Bool, secrets: SecretFilter) {
        self.output = Self.text(output, wasKilled, secrets)
        self.errors = Self.text(errors, wasKilled, secrets)
        isTooLong = output.leftOut > 0
    }

    private static func text(
        _ record: StreamRecord,
        _ wasKilled: Bool,
        _ secrets: SecretFilter
    ) -> String {
        // Before anything is cut, parsed or decoded: half a secret is found by no filter but at an end, and half a
        // character would be another one.
        let blanked = secrets.blanked(
            record.bytes,
            isCutAtStart: record.leftOut > 0,
            isCutAtEnd: wasKilled
        )
        let text = String(decoding: blanked, as: UTF8.self)
        return record.leftOut == 0 ? text : "[cut: \(record.leftOut) bytes left out]\n\(text)"
    }

    /// The most bytes of both streams that a report shows.
    private static let transcriptLimit = 64 << 10

    /// Both streams, for a report; visibly cut where they are long.
    var transcript: String {
        let whole = errors.isEmpty ? output : output.isEmpty ? errors : "\(output)\n\(errors)"
        return BoundedMessage.bounded(whole, to: Self.transcriptLimit)
    }

    /// The last line of standard error that says something, or of the output if there is none; then, on separate
    /// lines, the last few lines if there are more.
    var ending: String {
        let source = errors.contains { !$0.isWhitespace } ? errors : output
        let lines = Self.lastLines(Self.searchedLines, of: source)
        guard let headline = Self.headline(of: lines) else { return "" }
        guard lines.count > 1 else { return ": \(headline)" }
        let last = lines.suffix(Self.reportedLines).joined(separator: "\n")
        return ": \(headline)\n" + BoundedMessage.bounded(last, to: 7 << 10)
    }

    private static let reportedLines = 8
    private static let searchedLines = 100
    private static let longestHeadline = 300

    /// A program that breaks off says why on the last line that isn't indented: stack traces are. Node adds its version.
    private static func headline(of lines: [Substring]) -> String? {
        let speaking = lines.filter { line in
            line.contains { $0.isLetter || $0.isNumber } && !line.hasPrefix("Node.js v")
        }
        let plain = speaking.last { $0.first?.isWhitespace == false }
        guard let line = plain ?? speaking.last ?? lines.last else { return nil }
        let text = String(line.drop { $0.isWhitespace })
        let start = BoundedMessage.start(of: text, longestHeadline)
        return start.utf8.count < text.utf8.count ? "\(start)…" : text
    }

    /// The last lines that have anything in them, without a copy of what is before them.
    private static func lastLines(_ count: Int, of text: String) -> [Substring] {
        var lines: [Substring.UTF8View] = []
        var rest = text.utf8[...]
        while lines.count < count, !rest.isEmpty {
            let line = rest.suffix(while: { $0 != UInt8(ascii: "\n") })
            rest = rest.dropLast(line.count + 1)
            let text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            if !text.isEmpty { lines.append(text) }
        }
        return lines.reversed().map { Substring($0) }
    }
}

extension BidirectionalCollection where SubSequence == Self {
    /// The elements at the end that all meet a condition.
    fileprivate func suffix(while meets: (Element) -> Bool) -> Self {
        var start = endIndex
        while start > startIndex {
            let before = index(before: start)
            guard meets(self[before]) else { break }
            start = before
        }
        return self[start...]
    }
}
