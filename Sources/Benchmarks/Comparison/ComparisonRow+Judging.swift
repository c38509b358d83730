extension ComparisonRow {
    /// A row of which nothing is known yet.
    init(of series: Series) {
        self.init(
            name: series.name,
            scenario: series.scenario,
            file: series.file,
            run: series.run,
            metric: series.metric.rawValue,
            unit: series.metric.unit,
            pairs: 0,
            isPaired: false,
            verdict: .inconclusive
        )
    }

    /// The limits that decide the verdict: of a change, and of none.
    package var limits: (change: ClosedRange<Double>, equivalence: ClosedRange<Double>) {
        let (low, high) = (1 / (1 + threshold), 1 + threshold)
        let margin = Comparison.margin
        return (low...high, min(low, margin.lowerBound)...max(high, margin.upperBound))
    }

    /// Takes up what was estimated, and gives the verdict that it has by itself.
    mutating func judge(_ found: EstimatedRatio) {
        (ratio, low, high, p, reason) = (found.ratio, found.low, found.high, found.p, found.note)
        method = found.method
        let (change, equivalence) = limits
        if found.low > change.upperBound + Self.tolerance {
            verdict = .regressed
        } else if found.high < change.lowerBound - Self.tolerance {
            verdict = .improved
        } else if found.low >= equivalence.lowerBound - Self.tolerance,
            found.high <= equivalence.upperBound + Self.tolerance
        {
            verdict = .unchanged
        } else {
            verdict = .inconclusive
            note(beyond(found, change, equivalence))
        }
    }

    /// Which limit an interval lies across.
    private func beyond(
        _ found: EstimatedRatio,
        _ change: ClosedRange<Double>,
        _ equivalence: ClosedRange<Double>
    ) -> String {
        let isDecided =
            found.low > 1 + Self.tolerance || found.high < 1 - Self.tolerance
        if isDecided, threshold > 0 {
            return "the interval lies across the threshold: more pairs needed"
        }
        let width = Comparison.percent(equivalence.upperBound - 1)
        return "the interval holds 1 and reaches beyond ±\(width): more pairs needed"
    }

    /// Takes the verdict back where the measurements don't bear it.
    mutating func doubt(
        _ base: Series,
        _ candidate: Series,
        _ differences: [String],
        _ options: ComparisonOptions
    ) {
        if base.isSimulated != candidate.isSimulated {
            note("one was measured on a virtual clock, one on a real one", leaves: .inconclusive)
        }
        if let failures = Self.failures(base, candidate) {
            note(failures, leaves: options.allowFailures ? nil : .inconclusive)
        }
        if !isPaired, hasChange {
            note(
                "the sides share no seed and drew other tasks; bench --seed \(base.seed) measures those of base",
                leaves: .suspect
            )
        }
        let isReal = !base.isSimulated || !candidate.isSimulated
        guard isReal, base.metric.isOfMachine else { return }
        if !differences.isEmpty {
            note(
                "measured in different environments: " + differences.joined(separator: ", "),
                leaves: options.allowDifferentMachine ? nil : .inconclusive
            )
        }
        let isOneCall = base.call != nil && base.call == candidate.call
        guard !isOneCall, hasChange else { return }
        note(
            "measured by two calls of bench, between which the machine may have changed; "
                + "bench --against measures both in turn",
            leaves: .suspect
        )
    }

    private var hasChange: Bool { verdict == .regressed || verdict == .improved }

    /// How many executions failed; `nil` where none did.
    static func failures(_ base: Series, _ candidate: Series) -> String? {
        guard !base.failed.isEmpty || !candidate.failed.isEmpty else { return nil }
        return
            "failed executions, left out: \(base.failed.count) of \(base.samples.count) in base, "
            + "\(candidate.failed.count) of \(candidate.samples.count) in candidate"
    }

    /// Adds to the reason; a doubt leaves another verdict.
    mutating func note(_ text: String, leaves verdict: Verdict? = nil) {
        reason = [reason, text].compactMap { $0 }.joined(separator: "; ")
        if let verdict { self.verdict = verdict }
    }
}

extension Comparison {
    /// A share as `5 %` or `7.5 %`.
    static func percent(_ share: Double) -> String {
        let tenths = Int((share * 1000).rounded())
        return tenths.isMultiple(of: 10) ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
    }
}
