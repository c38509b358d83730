internal import Workflows

/// Writes the steps of a run as the report's script aligns them with those of another one.
///
/// A step is `[phase, outcome, length, waited, output, cause, tokens, cost, visit, undo]`: words are places in a table of
/// words, times are microseconds, costs are millionths, and -1 is what nobody knows. What is usual at its end is left out:
/// no wait, -1, the first visit, no undoing. An attempt is counted among the steps of its phase, visit and role.
enum StepMarks {
    /// What is left out at the end of a step, from `waited` on.
    private static let usual = [0, -1, -1, -1, -1, 1, 0]

    /// The words of the steps are added to the table.
    static func encode(_ steps: RunSteps, words: inout WordTable) -> [UInt8] {
        var writer = JSONWriter()
        writer.list(steps.steps) { writer, step in
            let numbers = numbers(of: step, &words)
            writer.list(numbers) { $0.number($1) }
        }
        return writer.bytes
    }

    private static func numbers(of step: RunStep, _ words: inout WordTable) -> [Int] {
        let required = [
            words.place(of: step.key.phase.name), words.place(of: step.outcome.rawValue),
            step.duration?.microseconds ?? -1,
        ]
        var others = [
            step.waited.microseconds, step.digest.map { words.place(of: $0.short) } ?? -1,
            step.cause.map { words.place(of: $0) } ?? -1, step.tokens ?? -1,
            step.costMicros ?? -1, step.key.visit, step.key.role == .undo ? 1 : 0,
        ]
        while let last = others.last, last == usual[others.count - 1] { others.removeLast() }
        return required + others
    }
}
