internal import Shapes
package import Benchmarks
internal import Scenarios

/// The verdicts on claims as text and as JSON.
package enum VerdictReport {
    /// A paragraph for each claim, and the counts of the verdicts.
    package static func text(_ verdicts: [ClaimVerdict]) -> String {
        var lines = verdicts.flatMap(paragraph)
        let counts = ClaimVerdict.Verdict.allCases.map { verdict in
            "\(verdicts.count { $0.verdict == verdict }) \(verdict.word)"
        }
        lines.append("claims: " + counts.joined(separator: ", "))
        return lines.joined(separator: "\n") + "\n"
    }

    /// What is to be said of one claim, in lines.
    static func paragraph(_ verdict: ClaimVerdict) -> [String] {
        var lines = [
            "\(verdict.verdict.mark) \(verdict.verdict.rawValue): "
                + PlainText.oneLine(verdict.claim),
            "\(verdict.location): \(verdict.baseline) → \(verdict.candidate), "
                + "\(statement(verdict)), first seed \(verdict.seed)",
        ]
        if verdict.estimate != nil { lines.append(finding(verdict)) }
        if let condition = verdict.condition { lines.append(text(condition)) }
        if let reason = verdict.reason { lines.append("because \(reason)") }
        if verdict.verdict == .inconclusive { lines += wanting(verdict) }
        lines += verdict.warnings.map { "warning: \($0)" }
        return lines.enumerated().map { $0 == 0 ? $1 : "    " + PlainText.oneLine($1) } + [""]
    }

    private static func statement(_ verdict: ClaimVerdict) -> String {
        switch verdict.estimand {
        case .reduction(let range):
            "claimed: \(MeasuredText.percent(range.lowerBound)) to "
                + "\(MeasuredText.percent(range.upperBound)) \(verdict.metric.savedWord)"
        case .speedup(let factor): "claimed: at least \(factor) times \(verdict.metric.comparison)"
        case .noDifference: "control: a run against itself"
        }
    }

    private static func finding(_ verdict: ClaimVerdict) -> String {
        let interval = "\(MeasuredText.percent(verdict.confidence)) interval "
        let between = "\(value(verdict.low, verdict)) to \(value(verdict.high, verdict))"
        let dropped = verdict.dropped == 0 ? "" : " (\(verdict.dropped) of two zeros left out)"
        let name =
            switch verdict.estimand {
            case .reduction: "saves"
            case .speedup: "speed-up"
            case .noDifference: "ratio"
            }
        return "\(name) \(value(verdict.estimate, verdict)), \(interval)\(between), "
            + "\(verdict.pairs) pairs\(dropped)"
    }

    private static func value(_ number: Double?, _ verdict: ClaimVerdict) -> String {
        if case .reduction = verdict.estimand { return MeasuredText.percent(number) }
        return MeasuredText.fixed(number, places: 3)
    }

    private static func text(_ condition: ClaimVerdict.Condition) -> String {
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
                    + "\(value(verdict.detectable, verdict)) with 80 % power"
            )
        }
        if let needed = verdict.pairsNeeded {
            lines.append("about \(needed) pairs would probably decide")
        } else if verdict.estimate != nil {
            lines.append("no reasonable number of pairs would decide")
        }
        return lines
    }
}

extension VerdictReport {
    /// One object on one line, ended by a line feed: the skeleton of `--format json`, with the
    /// claims by scenario and once more in one list.
    ///
    /// Claims that hold count as passed, refuted ones as failed; those without a verdict as failed
    /// or skipped, as the policy says. A bound that is infinite or unknown is `null`.
    package static func json(_ verdicts: [ClaimVerdict], inconclusive: InconclusivePolicy)
        -> [UInt8]
    {
        let held = verdicts.count { $0.verdict == .holds }
        let undecided = verdicts.count { $0.verdict == .inconclusive }
        let skipped = inconclusive == .skip ? undecided : 0
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("schema", 1)
            writer.member("passed", held)
            writer.member("failed", verdicts.count - held - skipped)
            writer.member("flaky", 0)
            writer.member("skipped", skipped)
            writer.member("cases", verdicts.count)
            writer.member("scenarios", byScenario(verdicts)) { writer, group in
                scenario(&writer, group, inconclusive)
            }
            writer.member("claims", verdicts) { claim(&$0, $1) }
        }
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    private static func byScenario(_ verdicts: [ClaimVerdict]) -> [[ClaimVerdict]] {
        var groups: [[ClaimVerdict]] = []
        var places: [[String]: Int] = [:]
        for verdict in verdicts {
            let key = [verdict.file, verdict.scenario]
            if let place = places[key] {
                groups[place].append(verdict)
            } else {
                places[key] = groups.count
                groups.append([verdict])
            }
        }
        return groups
    }

    private static func scenario(
        _ writer: inout JSONWriter,
        _ verdicts: [ClaimVerdict],
        _ policy: InconclusivePolicy
    ) {
        guard let first = verdicts.first else { return }
        let isUndecided = verdicts.contains { $0.verdict == .inconclusive }
        let isSkipped = isUndecided && policy == .skip
        let status =
            InconclusivePolicy.fail.exitCode(of: verdicts) == 0
            ? "passed" : policy.exitCode(of: verdicts) == 0 && isSkipped ? "skipped" : "failed"
        writer.object { writer in
            writer.member("name", first.scenario)
            writer.member("file", first.file)
            writer.member("status", status)
            writer.member("seed", first.seed)
            writer.member("runs", EmptyCollection<Never>()) { _, _ in }
            writer.member("faults", EmptyCollection<Never>()) { _, _ in }
            writer.member("claims", verdicts) { claim(&$0, $1) }
        }
    }

    private static func claim(_ writer: inout JSONWriter, _ verdict: ClaimVerdict) {
        writer.object { writer in
            writer.member("name", verdict.claim)
            writer.member("scenario", verdict.scenario)
            writer.member("file", verdict.file)
            writer.member("location", "\(verdict.location.file):\(verdict.location.line)")
            writer.member("estimand", verdict.estimand.word)
            writer.member("verdict", verdict.verdict.rawValue)
            writer.member("low", number: verdict.low)
            writer.member("high", number: verdict.high)
            writer.member("estimate", number: verdict.estimate)
            writer.member("confidence", number: verdict.confidence)
            writer.member("pairs", verdict.pairs)
            writer.member("dropped", verdict.dropped)
            writer.member("detectable", number: verdict.detectable)
            writer.key("pairs_needed")
            writer.literal(verdict.pairsNeeded.map(String.init) ?? "null")
            if let condition = verdict.condition {
                writer.member("re_executed", condition.phases) { $0.text($1) }
                writer.member("re_executed_share", number: condition.share)
            }
            if let reason = verdict.reason { writer.member("reason", reason) }
            writer.member("warnings", verdict.warnings) { $0.text($1) }
        }
    }
}

extension ClaimVerdict.Verdict {
    /// The sign before a claim.
    fileprivate var mark: String {
        switch self {
        case .holds: "✓"
        case .refuted: "✗"
        case .inconclusive: "?"
        }
    }

    /// The word that follows a number of claims.
    fileprivate var word: String { self == .holds ? "hold" : rawValue }
}

extension ClaimVerdict.Estimand {
    /// The word for it in JSON.
    fileprivate var word: String {
        switch self {
        case .reduction: "reduction"
        case .speedup: "speedup"
        case .noDifference: "ratio"
        }
    }
}
