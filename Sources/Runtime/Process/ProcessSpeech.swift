internal import Locks

/// What a child wrote.
struct ProcessSpeech {
    let output: String
    let errors: String

    init(output: [UInt8], errors: [UInt8]) {
        self.output = String(decoding: output, as: UTF8.self)
        self.errors = String(decoding: errors, as: UTF8.self)
    }

    private init(output: String, errors: String) {
        self.output = output
        self.errors = errors
    }

    /// The same with both texts changed.
    func map(_ change: (String) -> String) -> ProcessSpeech {
        ProcessSpeech(output: change(output), errors: change(errors))
    }

    /// Both streams, for a report.
    var transcript: String {
        errors.isEmpty ? output : output.isEmpty ? errors : "\(output)\n\(errors)"
    }

    /// The last line of standard error that says something, or of the output where there is none; then, on lines of
    /// their own, the last few lines where they are more.
    var ending: String {
        let source = errors.contains { !$0.isWhitespace } ? errors : output
        let lines = source.split { $0.isNewline }.suffix(Self.searchedLines)
        guard let headline = Self.headline(of: lines) else { return "" }
        let told = lines.suffix(Self.toldLines)
        return ": \(headline)" + (told.count > 1 ? "\n" + told.joined(separator: "\n") : "")
    }

    private static let toldLines = 8
    private static let searchedLines = 100
    private static let longestHeadline = 300

    /// A program that breaks off says why on the last line that isn't indented: stack traces are. Node adds its version.
    private static func headline(of lines: ArraySlice<Substring>) -> String? {
        let speaking = lines.filter { line in
            line.contains { $0.isLetter || $0.isNumber } && !line.hasPrefix("Node.js v")
        }
        let plain = speaking.last { $0.first?.isWhitespace == false }
        guard let line = plain ?? speaking.last ?? lines.last else { return nil }
        let text = String(line.drop { $0.isWhitespace })
        return text.count > longestHeadline ? "\(text.prefix(longestHeadline))…" : text
    }
}

/// Takes what a child wrote from the task that read it.
final class ChildStreams: Sendable {
    private let written = Guarded<(output: [UInt8], errors: [UInt8])>(([], []))

    func keep(output: [UInt8], errors: [UInt8]) {
        written.withLock { $0 = (output, errors) }
    }

    var speech: ProcessSpeech {
        written.withLock { ProcessSpeech(output: $0.output, errors: $0.errors) }
    }
}
