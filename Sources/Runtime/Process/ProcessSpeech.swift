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

    /// The last lines of standard error, or of the output where there are none, on lines of their own.
    var ending: String {
        let source = errors.contains { !$0.isWhitespace } ? errors : output
        let lines = source.split(separator: "\n").suffix(8)
        return lines.isEmpty ? "" : "; it said:\n" + lines.joined(separator: "\n")
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
