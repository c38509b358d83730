internal import Shapes
package import Benchmarks
internal import Scenarios
internal import Suites

// The verdicts as JSON.
extension VerdictReport {
    /// One object on one line, ended by a line feed: the skeleton of `--format json`, with the
    /// claims by scenario and once more in one list, and those that were measured in several climates by climate.
    ///
    /// Claims that hold count as passed, refuted ones as failed; those without a verdict as failed
    /// or skipped, as the policy says. A bound that is infinite or unknown is `null`.
    package static func json(_ verdicts: [ClaimVerdict], inconclusive: InconclusivePolicy)
        -> [UInt8]
    {
        var writer = JSONWriter()
        writer.object { members(&$0, of: verdicts, inconclusive: inconclusive) }
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    /// The object's members.
    static func members(
        _ writer: inout JSONWriter,
        of verdicts: [ClaimVerdict],
        inconclusive: InconclusivePolicy
    ) {
        let held = verdicts.count { $0.verdict == .holds }
        let undecided = verdicts.count { $0.verdict == .inconclusive }
        let skipped =
            verdicts.count { $0.verdict == .skipped } + (inconclusive == .skip ? undecided : 0)
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
        ClimateTable.write(verdicts, to: &writer)
    }

    static func byScenario(_ verdicts: [ClaimVerdict]) -> [[ClaimVerdict]] {
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
            verdicts.allSatisfy { $0.verdict == .skipped }
            ? "skipped"
            : InconclusivePolicy.fail.exitCode(of: verdicts) == 0
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
            writer.member("baseline", verdict.baseline)
            writer.member("candidate", verdict.candidate)
            writer.member("metric", verdict.metric.name)
            writer.member("estimand", verdict.estimand.word)
            writer.member("claimed", verdict.estimand)
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
            if let successes = verdict.successes { writer.member("successes", successes) }
            if verdict.warmUp > 0 { writer.member("warm_up", verdict.warmUp) }
            if let condition = verdict.condition {
                writer.member("re_executed", condition.phases) { $0.text($1) }
                writer.member("re_executed_share", number: condition.share)
                writer.member("condition", conditionText(condition))
            }
            if let reason = verdict.reason { writer.member("reason", reason) }
            if let climate = verdict.climate { writer.member("climate", climate) }
            if let scope = verdict.scope { writer.member("across", scope.rawValue) }
            if !verdict.parts.isEmpty { writer.member("parts", verdict.parts) { part(&$0, $1) } }
            if !verdict.notes.isEmpty { writer.member("notes", verdict.notes) { $0.text($1) } }
            writer.member("warnings", verdict.warnings) { $0.text($1) }
            if !verdict.curve.isEmpty { writer.member("curve", verdict.curve) { point(&$0, $1) } }
            writer.member("pairing", verdict.drawsInCommon ? "common" : "independent")
            writer.member("samples", verdict.samples) { sample(&$0, $1, of: verdict) }
        }
    }
}

extension VerdictReport {
    private static func part(_ writer: inout JSONWriter, _ part: ClaimVerdict.Part) {
        writer.object { writer in
            writer.member("scenario", part.scenario)
            writer.member("file", part.file)
            writer.member("estimate", number: part.estimate)
        }
    }

    private static func point(_ writer: inout JSONWriter, _ point: CurvePoint) {
        writer.object { writer in
            writer.key("first")
            if let first = point.first { writer.text(first) } else { writer.literal("null") }
            writer.member("phases", point.phases) { $0.text($1) }
            writer.member("share", number: point.share)
            writer.member("estimate", number: point.estimate)
            writer.member("low", number: point.low)
            writer.member("high", number: point.high)
            writer.member("verdict", point.verdict.rawValue)
            writer.key("own")
            writer.literal(point.isOwn ? "true" : "false")
        }
    }

    /// A pair's values, with the command that shows or measures it again.
    private static func sample(
        _ writer: inout JSONWriter,
        _ pair: SamplePair,
        of verdict: ClaimVerdict
    ) {
        writer.object { writer in
            writer.member("pair", pair.number)
            writer.member("seed", pair.baseline.seed)
            if pair.candidate.seed != pair.baseline.seed {
                writer.member("candidate_seed", pair.candidate.seed)
            }
            writer.member("baseline", number: pair.baseline.value)
            if verdict.successes == nil { writer.member("candidate", number: pair.candidate.value) }
            writer.member("again", again(pair, of: verdict))
        }
    }

    /// How to see a pair again: what was stored is shown, anything else is run with its seed.
    private static func again(_ pair: SamplePair, of verdict: ClaimVerdict) -> String {
        let stored = [pair.baseline.storedID, pair.candidate.storedID].compactMap(\.self)
        if !stored.isEmpty {
            return Set(stored).sorted().map { "moonlight show \($0)" }.joined(separator: "; ")
        }
        let seeds = Set([pair.baseline.seed, pair.candidate.seed]).sorted()
        let chosen = verdict.isClimateChosen ? verdict.climate : nil
        let climate = chosen.map { " --climate \(ShellText.quoted($0))" } ?? ""
        let pairing = verdict.drawsInCommon ? " --common-draws" : ""
        let variant = verdict.variant.map { " --filter \(ShellText.quoted($0))" } ?? ""
        return seeds.map { seed in
            "moonlight run \(ShellText.quoted(verdict.file)) --seed \(seed)\(variant)\(pairing)\(climate)"
        }
        .joined(separator: "; ")
    }
}

extension JSONWriter {
    /// What an estimate is claimed to lie between; an end that nothing is said of is `null`.
    fileprivate mutating func member(_ name: String, _ estimand: ClaimVerdict.Estimand) {
        let (low, high) = estimand.claimed
        key(name)
        object { writer in
            writer.member("low", number: low)
            writer.member("high", number: high)
        }
    }
}

extension ClaimVerdict.Estimand {
    /// The ends of what is claimed of an estimate; one that nothing is said of is open.
    var claimed: (low: Double?, high: Double?) {
        switch self {
        case .reduction(let range): (range.lowerBound, range.upperBound)
        case .speedup(let least), .proportion(let least, _): (least, nil)
        case .noChange(let margin): (1 - margin, 1 + margin)
        case .noDifference: (1, 1)
        }
    }

    /// The word for it in JSON.
    fileprivate var word: String {
        switch self {
        case .reduction: "reduction"
        case .speedup: "speedup"
        case .noChange: "no_change"
        case .proportion(_, let count): count == 1 ? "proportion" : "pass_all"
        case .noDifference: "ratio"
        }
    }
}
