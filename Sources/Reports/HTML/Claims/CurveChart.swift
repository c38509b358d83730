internal import Benchmarks
internal import Charts
internal import Scenarios

/// The condition curve of a claim: what would be measured if another part of the work were executed again.
enum CurveChart {
    /// The curve with its intervals on the claim's band; `nil` where there is none.
    static func chart(_ verdict: ClaimVerdict) -> Chart? {
        let points = verdict.curve.filter { $0.share != nil && $0.estimate?.isFinite == true }
        guard points.count > 1 else { return nil }
        let band = verdict.estimand.claimed
        let core = points.compactMap(\.estimate) + [band.low, band.high].compactMap(\.self)
        let up = ValueAxis(
            core,
            loose: points.flatMap { [$0.low, $0.high] }.compactMap(\.self),
            text: verdict.text(of:)
        )
        var marks = [
            ChartMark(
                .band(.up, from: band.low, to: band.high),
                .band,
                label: VerdictReport.statement(verdict)
            )
        ]
        let places = points.map {
            ChartMark.Point(across: $0.share ?? 0, up: $0.estimate ?? 0)
        }
        marks.append(ChartMark(.line(places.sorted { $0.across < $1.across }), .muted))
        for point in points { marks += self.marks(of: point, verdict) }
        if !points.contains(where: \.isOwn), let own = verdict.condition?.share {
            marks.append(ChartMark(.rule(.across, at: own), .path, label: "its own condition"))
        }
        let isRecovery = verdict.metric == .recoveryTime
        return Chart(
            title: "\(verdict.claim): under which condition it holds",
            summary: summary(verdict, points),
            across: .init(
                .values(.linear, 0...1),
                title: isRecovery
                    ? "share of time after the failure" : "share of time executed again",
                ticks: [0, 0.25, 0.5, 0.75, 1].map { Chart.Tick($0, MeasuredText.percent($0)) }
            ),
            up: up.axis(title: VerdictReport.name(verdict), about: 4),
            marks: marks,
            table: ConditionTable.table(verdict)
        )
    }

    private static func marks(of point: CurvePoint, _ verdict: ClaimVerdict) -> [ChartMark] {
        guard let share = point.share, let estimate = point.estimate else { return [] }
        let label =
            "\(point.first ?? "nothing"): \(verdict.text(of: estimate)), "
            + "\(verdict.text(of: point.low)) to \(verdict.text(of: point.high)), "
            + point.verdict.rawValue
        let colour = point.verdict.colour
        return [
            ChartMark(
                .interval(
                    .up,
                    at: share,
                    low: point.low ?? estimate,
                    high: point.high ?? estimate
                ),
                colour,
                label: label
            ),
            ChartMark(
                .point(across: share, up: estimate, isHollow: !point.isOwn),
                colour,
                label: label
            ),
        ]
    }

    private static func summary(_ verdict: ClaimVerdict, _ points: [CurvePoint]) -> String {
        let held = points.count { $0.verdict == .holds }
        let own = points.first { $0.isOwn }.map { point in
            " The filled dot is what the claim's own candidate executes again: "
                + "\(MeasuredText.percent(point.share)) of the time."
        }
        return "It holds at \(held) of \(points.count) points.\(own ?? "")"
    }
}
