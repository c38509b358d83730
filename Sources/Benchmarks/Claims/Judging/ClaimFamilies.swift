internal import Scenarios
internal import Statistics
internal import Workflows

/// Judges claims of one name together that speak of all scenarios that make them.
package enum ClaimFamilies {
    /// The verdicts, those of claims that say `across` judged together.
    ///
    /// With `each` every scenario keeps its verdict, corrected for their number by Holm; with `geomean` one verdict stands in
    /// the place of the first.
    package static func judged(_ verdicts: [ClaimVerdict]) -> [ClaimVerdict] {
        var judged: [ClaimVerdict?] = verdicts
        for members in families(verdicts) where members.count > 1 {
            switch verdicts[members[0]].scope {
            case .each:
                let corrected = holm(members.map { verdicts[$0] })
                for (place, verdict) in zip(members, corrected) { judged[place] = verdict }
            case .geomean:
                let whole = geometricMean(members.map { verdicts[$0] })
                for place in members { judged[place] = nil }
                judged[members[0]] = whole
            case nil: break
            }
        }
        return judged.compactMap(\.self)
    }

    /// The places of the verdicts that are judged together, in their order.
    private static func families(_ verdicts: [ClaimVerdict]) -> [[Int]] {
        var families: [[Int]] = []
        for (place, verdict) in verdicts.enumerated() where verdict.scope != nil {
            let known = families.firstIndex { members in
                let first = verdicts[members[0]]
                return first.claim == verdict.claim && first.scope == verdict.scope
                    && first.estimand == verdict.estimand && first.metric == verdict.metric
                    && first.climate == verdict.climate
            }
            if let known {
                families[known].append(place)
            } else {
                families.append([place])
            }
        }
        return families
    }

    // MARK: - Of each

    /// Holm's correction, step by step: as many as are undecided share what error is allowed; each that is decided so leaves
    /// its part to the others.
    private static func holm(_ verdicts: [ClaimVerdict]) -> [ClaimVerdict] {
        var corrected = verdicts
        var open = verdicts.indices.filter { verdicts[$0].isMeasured }
        while !open.isEmpty {
            let tried = open.map { verdicts[$0].judged(sharing: open.count) }
            var left: [Int] = []
            for (place, verdict) in zip(open, tried) {
                corrected[place] = verdict
                if verdict.verdict == .inconclusive { left.append(place) }
            }
            guard left.count < open.count else { break }
            open = left
        }
        return corrected
    }

    // MARK: - Of the mean

    private static func geometricMean(_ verdicts: [ClaimVerdict]) -> ClaimVerdict {
        var whole = verdicts[0]
        whole.parts = verdicts.map {
            ClaimVerdict.Part(scenario: $0.scenario, file: $0.file, estimate: $0.estimate)
        }
        (whole.condition, whole.curve, whole.samples) = (nil, [], [])
        (whole.estimate, whole.low, whole.high) = (nil, nil, nil)
        whole.verdict = .inconclusive
        whole.warnings = verdicts.flatMap(\.warnings)
        if let missing = verdicts.first(where: { !$0.isMeasured || $0.hasDeviated }) {
            whole.reason =
                "\(missing.scenario) has no verdict: " + (missing.reason ?? "it was not measured")
            return whole
        }
        if case .proportion = whole.estimand {
            whole.reason = "expected a ratio of two runs, of which there is a geometric mean"
            return whole
        }
        let count = verdicts.map(\.samples.count).min() ?? 0
        let judge = ClaimJudge(estimand: whole.estimand, metric: whole.metric)
        judge.judge(
            means(verdicts.map { $0.samples.prefix(count).map(\.baseline.value) }),
            means(verdicts.map { $0.samples.prefix(count).map(\.candidate.value) }),
            into: &whole
        )
        return whole
    }

    /// For each pair the geometric mean over the scenarios: 0 where one of them has a zero.
    private static func means(_ scenarios: [[Double]]) -> [Double] {
        guard let first = scenarios.first else { return [] }
        return first.indices.map { pair in
            let values = scenarios.map { $0[pair] }
            guard values.allSatisfy({ $0 > 0 }) else { return 0 }
            let sum = values.reduce(0) { $0 + PortableMath.log($1) }
            return PortableMath.exp(sum / Double(values.count))
        }
    }
}

extension ClaimVerdict {
    /// Whether there is something to judge.
    fileprivate var isMeasured: Bool { !samples.isEmpty && estimate != nil }

    /// Whether too many of its pairs ended otherwise than expected for a verdict.
    fileprivate var hasDeviated: Bool { reason.map(warnings.contains) ?? false }

    /// Judged anew, where so many share the error that is allowed.
    fileprivate func judged(sharing count: Int) -> ClaimVerdict {
        guard !hasDeviated else { return self }
        var verdict = self
        verdict.confidence = 1 - (1 - confidence) / Double(count)
        ClaimJudge(estimand: estimand, metric: metric).judge(
            samples.map(\.baseline.value),
            samples.map(\.candidate.value),
            into: &verdict
        )
        return verdict
    }
}
