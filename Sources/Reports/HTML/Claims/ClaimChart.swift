internal import Benchmarks
internal import Charts

/// What a claim says, and what was measured, on one axis.
enum ClaimChart {
    /// No more pairs than these are drawn one by one.
    private static let mostPairs = 400

    /// The interval on the claim's band, and below it each pair; `nil` where nothing was measured.
    static func interval(_ verdict: ClaimVerdict) -> Chart? {
        guard let estimate = verdict.estimate, estimate.isFinite else { return nil }
        let band = verdict.estimand.claimed
        let (low, high) = (verdict.low ?? estimate, verdict.high ?? estimate)
        let pairs = Self.pairs(of: verdict)
        let axis = ValueAxis(
            [estimate, low, high, band.low, band.high].compactMap(\.self),
            loose: pairs,
            text: verdict.text(of:)
        )
        var marks: [ChartMark] = [
            ChartMark(
                .band(.across, from: band.low, to: band.high),
                .band,
                label: VerdictReport.statement(verdict)
            ),
            ChartMark(
                .interval(.across, at: 0, low: low, high: high),
                verdict.verdict.colour,
                label: VerdictReport.finding(verdict)
            ),
            ChartMark(.point(across: estimate, up: 0, isHollow: false), verdict.verdict.colour),
        ]
        let shown = pairs.filter { axis.domain.contains($0) }
        if !shown.isEmpty { marks.append(ChartMark(.strip(.across, at: 1, values: shown), .work)) }
        let outside = pairs.count - shown.count
        let rest = outside == 0 ? "" : "; \(outside) of them lie outside of the picture"
        return Chart(
            title: "\(verdict.claim): what is claimed and what was measured",
            summary: "\(VerdictReport.statement(verdict)); measured: "
                + "\(VerdictReport.finding(verdict)): \(verdict.verdict.rawValue)."
                + (pairs.isEmpty
                    ? "" : " Each stroke below is one of \(pairs.count) pairs\(rest)."),
            across: axis.axis(title: VerdictReport.name(verdict)),
            up: .init(.rows(pairs.isEmpty ? ["all"] : ["all", "pairs"])),
            marks: marks,
            table: table(verdict, band)
        )
    }

    private static func table(
        _ verdict: ClaimVerdict,
        _ band: (low: Double?, high: Double?)
    ) -> Chart.Table {
        func row(_ name: String, _ value: Double?) -> [String] { [name, verdict.text(of: value)] }
        let claimed = [("claimed from", band.low), ("claimed to", band.high)]
            .filter { $0.1 != nil }.map { row($0.0, $0.1) }
        return Chart.Table(
            heads: ["figure", "value"],
            rows: claimed + [
                row("estimate", verdict.estimate), row("interval from", verdict.low),
                row("interval to", verdict.high), ["pairs", "\(verdict.pairs)"],
            ]
        )
    }

    /// What each pair says in the estimand's terms; none where there are too many, or it is about single executions.
    private static func pairs(of verdict: ClaimVerdict) -> [Double] {
        guard verdict.samples.count <= mostPairs, verdict.successes == nil else { return [] }
        return verdict.samples.compactMap { pair in
            let (baseline, candidate) = (pair.baseline.value, pair.candidate.value)
            let value: Double? =
                switch verdict.estimand {
                case .reduction: baseline > 0 ? 1 - candidate / baseline : nil
                case .speedup: candidate > 0 ? baseline / candidate : nil
                case .noChange, .noDifference: baseline > 0 ? candidate / baseline : nil
                case .proportion: nil
                }
            return value.flatMap { $0.isFinite ? $0 : nil }
        }
    }
}

extension ClaimVerdict.Verdict {
    /// The colour of its interval.
    var colour: ColourToken {
        switch self {
        case .holds: .good
        case .refuted: .bad
        case .inconclusive: .doubtful
        case .skipped: .muted
        }
    }
}
