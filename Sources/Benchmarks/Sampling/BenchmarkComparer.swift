/// Compares two subjects that were measured in one call.
struct BenchmarkComparer {
    let allowsFailures: Bool
    private let environment = MeasurementEnvironment.current()

    init(allowsFailures: Bool) {
        self.allowsFailures = allowsFailures
    }

    /// A row for each metric that both sides have, of runs of the same name, or of the only ones.
    func rows(_ baseline: [Series], _ candidate: [Series], isControl: Bool) -> [ComparisonRow] {
        let isLone = Set(baseline.map(\.run)).count == 1 && Set(candidate.map(\.run)).count == 1
        return baseline.compactMap { first in
            let second = candidate.first {
                $0.metric == first.metric && (isLone || $0.run == first.run)
            }
            return second.flatMap { row(first, $0, isControl) }
        }
    }

    private func row(_ first: Series, _ second: Series, _ isControl: Bool) -> ComparisonRow? {
        let name =
            if isControl {
                "\(first.name) (against itself)"
            } else if first.name == second.name {
                first.name
            } else {
                "\(first.name) → \(second.name)"
            }
        // The pairs are the rounds, whatever the two sides are and draw: they get one name, one
        // digest, one seed and one call.
        func renamed(_ series: Series) -> Series {
            var series = series
            (series.scenario, series.run, series.file) = (name, "", "bench")
            (series.scenarioDigest, series.seed) = (first.scenarioDigest, first.seed)
            (series.command, series.call) = (MeasuredCommand(name), name)
            return series
        }
        func side(_ series: Series) -> Baseline {
            Baseline(
                name: name,
                toolVersion: "",
                createdAt: "",
                environment: environment,
                series: [renamed(series)]
            )
        }
        let rows = Comparison.compare(
            base: side(first),
            candidate: side(second),
            confidence: BenchmarkPrecision.confidence,
            allowFailures: allowsFailures
        )
        return rows.first
    }
}
