internal import Shapes
package import Benchmarks
internal import Scenarios

/// The verdicts on claims as text and as JSON.
package enum VerdictReport {
    /// A paragraph for each claim, the table over climates where a claim was measured in several, and the counts of the
    /// verdicts.
    package static func text(_ verdicts: [ClaimVerdict]) -> String {
        text(verdicts, withClimates: true)
    }

    static func text(_ verdicts: [ClaimVerdict], withClimates: Bool) -> String {
        var lines = verdicts.flatMap { paragraph($0) }
        if withClimates { lines += ClimateTable.lines(verdicts) }
        let counts = ClaimVerdict.Verdict.allCases.compactMap { verdict -> String? in
            let count = verdicts.count { $0.verdict == verdict }
            return count == 0 && verdict == .skipped ? nil : "\(count) \(verdict.word)"
        }
        lines.append("claims: " + counts.joined(separator: ", "))
        return lines.joined(separator: "\n") + "\n"
    }

    /// What is to be said of one claim, in lines.
    static func paragraph(_ verdict: ClaimVerdict, withCurve: Bool = true) -> [String] {
        var lines = [
            "\(verdict.verdict.mark) \(verdict.verdict.rawValue): "
                + PlainText.oneLine(verdict.claim),
            "\(verdict.location): \(sides(verdict)), \(statement(verdict)), first seed \(verdict.seed)",
        ]
        if let climate = verdict.climate { lines.append("under the climate \(climate)") }
        if verdict.estimate != nil { lines.append(finding(verdict)) }
        lines += verdict.parts.map { part in
            "\(part.scenario) (\(part.file)): \(name(verdict)) \(verdict.text(of: part.estimate))"
        }
        if let condition = verdict.condition { lines.append(conditionText(condition)) }
        if let reason = verdict.reason { lines.append("because \(reason)") }
        if verdict.verdict == .inconclusive { lines += wanting(verdict) }
        lines += verdict.notes
        lines += verdict.warnings.map { "warning: \($0)" }
        if withCurve { lines += ConditionTable.lines(verdict) }
        return lines.enumerated().map { $0 == 0 ? $1 : "    " + PlainText.oneLine($1) } + [""]
    }

    private static func sides(_ verdict: ClaimVerdict) -> String {
        if case .proportion = verdict.estimand { return verdict.baseline }
        return "\(verdict.baseline) → \(verdict.candidate)"
    }

    static func statement(_ verdict: ClaimVerdict) -> String {
        switch verdict.estimand {
        case .reduction(let range):
            "claimed: \(MeasuredText.percent(range.lowerBound)) to "
                + "\(MeasuredText.percent(range.upperBound)) \(verdict.metric.savedWord)"
        case .speedup(let factor): "claimed: at least \(factor) times \(verdict.metric.comparison)"
        case .noChange(let margin):
            "claimed: the \(verdict.metric.name) within \(MeasuredText.percent(margin))"
        case .proportion(let least, 1):
            "claimed: at least \(MeasuredText.percent(least)) of the executions succeed"
        case .proportion(let least, let count):
            "claimed: \(count) of \(count) executions succeed with at least "
                + MeasuredText.percent(least)
        case .noDifference: "control: a run against itself"
        }
    }

    static func finding(_ verdict: ClaimVerdict) -> String {
        let interval = "\(MeasuredText.percent(verdict.confidence)) interval "
        let between = "\(verdict.text(of: verdict.low)) to \(verdict.text(of: verdict.high))"
        let dropped = verdict.dropped == 0 ? "" : " (\(verdict.dropped) of two zeros left out)"
        let pairs =
            verdict.successes.map { "\($0) of \(verdict.pairs) executions" }
            ?? "\(verdict.pairs) pairs\(dropped)"
        let of = verdict.parts.isEmpty ? "" : ", geometric mean of \(verdict.parts.count) scenarios"
        return "\(name(verdict)) \(verdict.text(of: verdict.estimate)), \(interval)\(between), "
            + pairs + of
    }

    static func name(_ verdict: ClaimVerdict) -> String {
        switch verdict.estimand {
        case .reduction: "saves"
        case .speedup: "speed-up"
        case .noChange, .noDifference: "ratio"
        case .proportion: "share"
        }
    }

    static func conditionText(_ condition: ClaimVerdict.Condition) -> String {
        guard !condition.phases.isEmpty else { return "condition: no phase is executed again" }
        let names = condition.phases.joined(separator: ", ")
        guard let share = condition.share else { return "condition: executed again: \(names)" }
        return "condition: executed again: \(names); they make up "
            + "\(MeasuredText.percent(share)) of the baseline's time (median)"
    }

    private static func wanting(_ verdict: ClaimVerdict) -> [String] {
        var lines: [String] = []
        if verdict.detectable != nil {
            lines.append(
                "\(verdict.pairs) pairs detect an effect of "
                    + "\(verdict.text(of: verdict.detectable)) with 80 % power"
            )
        }
        if let needed = verdict.pairsNeeded {
            let what = verdict.successes == nil ? "pairs" : "executions"
            lines.append("about \(needed) \(what) would probably decide")
        } else if verdict.estimate != nil, !verdict.metric.isMean {
            lines.append(
                verdict.successes == nil
                    ? "no reasonable number of pairs would decide"
                    : "no reasonable number of executions would decide"
            )
        }
        return lines
    }
}

extension ClaimVerdict.Verdict {
    /// The sign before a claim.
    var mark: String {
        switch self {
        case .holds: "✓"
        case .refuted: "✗"
        case .inconclusive: "?"
        case .skipped: "-"
        }
    }

    /// The word that follows a number of claims.
    var word: String { self == .holds ? "hold" : rawValue }
}
