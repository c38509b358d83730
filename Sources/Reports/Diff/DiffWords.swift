internal import Workflows

/// Words for two runs side by side; nothing in them acts on a terminal.
enum DiffWords {
    private static let maxBytes = 200

    /// Such as `deploy/cold`.
    static func name(_ run: ComparedRun) -> String {
        "\(line(run.scenario))/\(line(run.run))"
    }

    /// What a run took in all: `1m13s, 5 attempts, 98765 tokens, cost 4.25`.
    static func totals(_ run: ComparedRun) -> String {
        let calls = run.steps.steps.count { $0.number > 0 && $0.key.role == .execute }
        let facts = [
            SpanText.text(run.duration), SpanText.counted(calls, "attempt", "attempts"),
            run.tokens.map { SpanText.counted($0, "token", "tokens") },
            run.costMicros.map { "cost \(CostText.text($0))" },
        ]
        return facts.compactMap(\.self).joined(separator: ", ")
    }

    /// Such as `undo migrate`.
    static func phase(_ key: RunStep.Key) -> String {
        (key.role == .undo ? "undo " : "") + line(key.phase.name)
    }

    /// The attempt, after the number of its visit where that is not the first: `2`, `2.1`.
    static func attempt(_ key: RunStep.Key) -> String {
        key.visit == 1 ? String(key.attempt) : "\(key.visit).\(key.attempt)"
    }

    /// Such as `37s`, `cached`, `2s failed (rate_limit), after 1s`; `–` where there is no such step.
    static func step(_ step: RunStep?) -> String {
        guard let step else { return "–" }
        var words: [String] = []
        if let duration = step.duration, step.number > 0 || duration > .zero {
            words.append(SpanText.text(duration))
        }
        // What just succeeded needs no word but its time.
        if step.outcome != .succeeded || words.isEmpty { words.append(step.outcome.rawValue) }
        if let cause = step.cause, step.outcome == .failed {
            words.append("(\(TimelineWords.kind(cause)))")
        }
        let after = step.waited > .zero ? ", after \(SpanText.text(step.waited))" : ""
        return words.joined(separator: " ") + after
    }

    /// Such as `+1.5s` or `−19s`; nothing where there is no difference to tell.
    static func difference(_ time: Duration?) -> String {
        guard let time, time != .zero else { return "" }
        return time < .zero ? "−\(SpanText.text(.zero - time))" : "+\(SpanText.text(time))"
    }

    /// Such as `+120` or `−3`.
    static func difference(_ number: Int?) -> String {
        guard let number, number != 0 else { return "" }
        return number < 0 ? "−\(number.magnitude)" : "+\(number)"
    }

    /// Such as `+0.25`, of millionths.
    static func difference(cost: Int?) -> String {
        guard let cost, cost != 0 else { return "" }
        let text = CostText.text(cost)
        return cost < 0 ? "−\(text.dropFirst())" : "+\(text)"
    }

    /// `same`, `differs`, or nothing where not both gave anything.
    static func output(_ isSame: Bool?) -> String {
        isSame.map { $0 ? "same" : "differs" } ?? ""
    }

    /// The difference of two amounts that both are known, held within the range of `Int`.
    static func subtract(_ first: Int?, from second: Int?) -> Int? {
        guard let first, let second else { return nil }
        let (difference, overflows) = second.subtractingReportingOverflow(first)
        return overflows ? (second > first ? .max : .min) : difference
    }

    /// What the outputs of a phase differ in: `2 lines removed, 3 added`.
    static func extent(_ output: OutputDifference) -> String {
        guard let patch = output.patch else { return "not both are recorded" }
        guard patch.removed + patch.added > 0 else { return "no line of text differs" }
        let removed = SpanText.counted(patch.removed, "line", "lines")
        return "\(removed) removed, \(patch.added) added"
    }

    static func line(_ text: String) -> String { PlainText.oneLine(text, limit: maxBytes) }
}
