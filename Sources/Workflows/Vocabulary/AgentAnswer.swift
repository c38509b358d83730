/// What an agent answered, and its usage. A string literal is an answer of text alone.
public struct AgentAnswer: Sendable, Equatable, ExpressibleByStringInterpolation {
    /// The output.
    public var output: PhaseOutput
    /// Its usage, if the agent reports it.
    package var usage: Usage

    /// Makes an answer.
    package init(
        output: PhaseOutput,
        tokens: Int? = nil,
        costMicros: Int? = nil,
        calls: Int = 1
    ) {
        self.output = output
        usage = Usage(
            tokens: tokens,
            costMicros: costMicros,
            calls: calls == 1 ? nil : calls
        )
    }

    /// Makes an answer of which it is written down what it uses up.
    package init(output: PhaseOutput, usage: Usage) {
        self.output = output
        self.usage = usage
    }

    /// Makes an answer of text and files.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - files: The files.
    ///   - tokens: Tokens used.
    ///   - costMicros: Cost in millionths of your currency unit.
    ///   - calls: How many calls the agent itself made, at least 1.
    public init(
        _ text: String,
        files: [PhaseOutput.File] = [],
        tokens: Int? = nil,
        costMicros: Int? = nil,
        calls: Int = 1
    ) {
        self.init(
            output: PhaseOutput(text: text, files: files),
            tokens: tokens,
            costMicros: costMicros,
            calls: max(1, calls)
        )
    }

    /// Makes an answer of text alone.
    public init(stringLiteral text: String) {
        self.init(text)
    }

    /// Tokens used, where the agent says.
    public var tokens: Int? {
        get { usage.tokens }
        set { usage = Usage(tokens: newValue, costMicros: costMicros, calls: usage.calls) }
    }

    /// Cost in millionths of the user's currency unit, if the agent reports it.
    public var costMicros: Int? {
        get { usage.costMicros }
        set { usage = Usage(tokens: tokens, costMicros: newValue, calls: usage.calls) }
    }

    /// How many calls the agent itself made, at least 1; each counts as an attempt.
    public var calls: Int {
        get { usage.calls ?? 1 }
        set {
            let calls = newValue > 1 ? newValue : nil
            usage = Usage(tokens: tokens, costMicros: costMicros, calls: calls)
        }
    }
}
