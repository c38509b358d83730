internal import Workflows

/// What a phase gave.
public struct PhaseOutput: Sendable, Equatable {
    /// A file that an agent produced.
    public struct File: Sendable, Equatable {
        /// A relative path with `/` between its parts, none of which is empty, `.` or `..`.
        public let path: String
        /// The content.
        public let bytes: [UInt8]

        /// Makes a file from bytes.
        public init(path: String, bytes: [UInt8]) {
            self.path = path
            self.bytes = bytes
        }

        /// Makes a file from text, as UTF-8.
        public init(path: String, text: String) {
            self.init(path: path, bytes: Array(text.utf8))
        }

        /// The content as UTF-8.
        public var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    /// The text.
    public let text: String
    /// The files, sorted by path.
    public let files: [File]

    /// Makes an output.
    public init(text: String, files: [File] = []) {
        self.text = text
        self.files = files.sorted { $0.path < $1.path }
    }
}

/// What an agent gave, and what it used up. A string literal is an answer of text alone.
public struct AgentAnswer: Sendable, Equatable, ExpressibleByStringInterpolation {
    /// The output.
    public var output: PhaseOutput
    /// Tokens used.
    public var tokens: Int?
    /// Cost in millionths of the user's currency unit.
    public var costMicros: Int?
    /// How many calls of its own the agent made; each counts against ``RetryPolicy/maxAttempts``.
    public var calls: Int

    /// Makes an answer.
    public init(
        _ text: String,
        files: [PhaseOutput.File] = [],
        tokens: Int? = nil,
        costMicros: Int? = nil,
        calls: Int = 1
    ) {
        output = PhaseOutput(text: text, files: files)
        self.tokens = tokens
        self.costMicros = costMicros
        self.calls = calls
    }

    /// Makes an answer of text alone.
    public init(stringLiteral text: String) {
        self.init(text)
    }
}

extension PhaseOutput {
    init(_ output: Workflows.PhaseOutput) {
        text = output.text
        files = output.files.map { File(path: $0.path, bytes: $0.bytes) }
    }
}

extension AgentAnswer {
    var planned: Workflows.AgentAnswer {
        Workflows.AgentAnswer(
            output: Workflows.PhaseOutput(
                text: output.text,
                files: output.files.map { .init(path: $0.path, bytes: $0.bytes) }
            ),
            tokens: tokens,
            costMicros: costMicros,
            calls: max(1, calls)
        )
    }
}
