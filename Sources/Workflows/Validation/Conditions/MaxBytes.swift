package import Patterns

/// Output and files together take no more bytes than a limit.
package struct MaxBytes: OutputCondition {
    /// The most bytes.
    package let limit: Int

    /// Sets a limit.
    package init(_ limit: Int) {
        self.limit = limit
    }

    package var description: String { "max_bytes \(limit)" }

    package func mismatch(in output: PhaseOutput, within steps: PatternSteps) -> String? {
        let size = output.size
        return size > limit ? "expected at most \(limit) bytes, found \(size)" : nil
    }
}

extension Validator {
    /// Output and files together take no more bytes than this.
    package static func maxBytes(_ limit: Int) -> Validator { .condition(MaxBytes(limit)) }
}
