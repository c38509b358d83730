internal import Scenarios
internal import Statistics
internal import Workflows

/// The pairs of measurements that a claim is judged by.
struct MeasuredPairs {
    private(set) var baseline: [Double] = []
    private(set) var candidate: [Double] = []
    /// Pairs in which a run ended otherwise than its scenario expects.
    private(set) var deviating = 0
    /// Which, for the first of them.
    private(set) var firstDeviation: String?
    private var executed: Set<PhaseID> = []
    private var shares: [Double] = []
    private let metric: ClaimMetric
    private let expected: [(run: String, status: RunStatus?)]

    init(of metric: ClaimMetric, _ baseline: ScenarioRun, _ candidate: ScenarioRun) {
        self.metric = metric
        expected = [baseline, candidate].map { ($0.name, $0.expectedStatus) }
    }

    mutating func add(
        _ base: RunSampler.Sample,
        _ other: RunSampler.Sample
    ) throws(RunSampler.Failure) {
        guard let first = metric.measure(base.record), let second = metric.measure(other.record)
        else { throw .init(reason: "a run does not say its \(metric.name)") }
        baseline.append(first)
        candidate.append(second)
        let again = other.record.executed
        executed.formUnion(again)
        if let share = base.trace.flatMap({ PhaseTime.share(of: again, in: $0) }) {
            shares.append(share)
        }
        let deviations = zip(expected, [base, other]).compactMap { side, sample -> String? in
            guard let status = side.status, sample.status != status else { return nil }
            return "\(side.run): expected \(status.rawValue), found \(sample.status.rawValue)"
        }
        guard let first = deviations.first else { return }
        deviating += 1
        firstDeviation = firstDeviation ?? first
    }

    /// Pairs of two zeros.
    var zeros: Int { zip(baseline, candidate).filter { $0 == 0 && $1 == 0 }.count }

    func condition(in workflow: Workflow) -> ClaimVerdict.Condition {
        ClaimVerdict.Condition(
            phases: workflow.phases.map(\.id).filter(executed.contains).map(\.name),
            share: try? Sample(shares).median
        )
    }
}

extension ScenarioRun {
    /// The status that it is expected to end with.
    fileprivate var expectedStatus: RunStatus? {
        let endings = expectations.lazy.compactMap(\.condition.endings).first { $0.count == 1 }
        return endings?.first
    }
}
