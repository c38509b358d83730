internal import Scenarios
internal import Statistics
internal import Workflows

/// One pair of measurements that a claim is judged by.
package struct SamplePair: Sendable, Equatable {
    /// One side of it.
    package struct Side: Sendable, Equatable {
        /// The seed that it was measured with.
        package let seed: UInt64
        /// What was measured, in the metric's unit.
        package let value: Double
        /// The id under which the run is stored, where it is.
        package let storedID: String?
    }

    /// The number of the pair, from 0.
    package let number: Int
    /// The side that is the measure.
    package let baseline: Side
    /// The side that is compared with it; of a claim about a share the same.
    package let candidate: Side
}

/// What was measured for one claim.
struct ClaimSamples {
    /// The pairs, in the order of their measurement.
    private(set) var pairs: [SamplePair] = []
    /// Pairs in which a run ended otherwise than its scenario expects.
    private(set) var deviating = 0
    /// Which, for the first of them.
    private(set) var firstDeviation: String?
    /// How long each phase ran in the baseline, by pair; empty where one doesn't say.
    private(set) var phaseTimes: [[PhaseID: Duration]] = []
    /// The baseline's whole time, by pair.
    private(set) var wholeTimes: [Duration] = []
    /// The phases that the candidate executed in some pair.
    private(set) var executed: Set<PhaseID> = []
    /// How often which phases were executed by the candidate.
    private var executions: [Set<PhaseID>: Int] = [:]
    private let claim: Claim
    private let expected: [(run: String, status: RunStatus?)]

    init(_ claim: Claim, _ baseline: ScenarioRun, _ candidate: ScenarioRun) {
        self.claim = claim
        // A claim about a share counts what ends otherwise.
        expected =
            claim.isProportion
            ? [] : [baseline, candidate].map { ($0.name, $0.expectedStatus) }
    }

    mutating func add(
        _ base: RunSample,
        _ other: RunSample,
        pair: Int
    ) throws(MeasuringFailure) {
        let first = try value(of: base)
        let second = try value(of: other)
        pairs.append(
            SamplePair(
                number: pair,
                baseline: .init(seed: base.seed, value: first, storedID: base.storedID),
                candidate: .init(seed: other.seed, value: second, storedID: other.storedID)
            )
        )
        executed.formUnion(other.executed)
        executions[other.executed, default: 0] += 1
        phaseTimes.append(base.phaseTimes)
        wholeTimes.append(base.measured.record.duration)
        let deviations = zip(expected, [base, other]).compactMap { side, sample -> String? in
            guard let status = side.status, sample.status != status else { return nil }
            return "\(side.run): expected \(status.rawValue), found \(sample.status.rawValue)"
        }
        guard let first = deviations.first else { return }
        deviating += 1
        firstDeviation = firstDeviation ?? first
    }

    private func value(of sample: RunSample) throws(MeasuringFailure) -> Double {
        if let value = claim.metric.measure(sample.measured) { return value }
        let why = claim.metric == .memory ? sample.measured.whyNoMemory.map { ": \($0)" } : nil
        throw MeasuringFailure(reason: "a run does not say its \(claim.metric.name)\(why ?? "")")
    }

    /// The phases that the candidate executed in most pairs.
    var mostlyExecuted: Set<PhaseID> {
        let most = executions.values.max()
        return executions.filter { $0.value == most }.keys.max { $0.count < $1.count } ?? []
    }

    var baseline: [Double] { pairs.map(\.baseline.value) }
    var candidate: [Double] { pairs.map(\.candidate.value) }

    /// The samples without the first few pairs.
    mutating func drop(first count: Int) {
        pairs.removeFirst(min(count, pairs.count))
        phaseTimes.removeFirst(min(count, phaseTimes.count))
        wholeTimes.removeFirst(min(count, wholeTimes.count))
    }
}

extension MeasuredRun {
    /// Why it is not known how much memory its programs had; `nil` where that is not known either.
    fileprivate var whyNoMemory: String? {
        guard let programs else { return nil }
        return programs.concerns(record) ? programs.unknownMemory : "it executed no program"
    }
}

extension ScenarioRun {
    /// The status that it is expected to end with, where there is one.
    fileprivate var expectedStatus: RunStatus? {
        let endings = expectations.lazy.compactMap(\.condition.endings).first { $0.count == 1 }
        return endings?.first
    }
}

extension ClaimSamples {
    /// Whether what was measured of each baseline is the time of a whole run.
    var areWhole: Bool {
        zip(pairs, wholeTimes).allSatisfy { $0.baseline.value == Double($1.microseconds) }
    }

    /// The median over the pairs of the share of the baseline's time that these phases ran; `nil` where that
    /// isn't known, and where no baseline takes time.
    func share(of phases: Set<PhaseID>) -> Double? {
        let shares = zip(phaseTimes, wholeTimes).compactMap { times, whole -> Double? in
            guard !times.isEmpty, whole > .zero else { return nil }
            let again = phases.reduce(0.0) { $0 + (times[$1] ?? .zero).seconds }
            return min(1, again / whole.seconds)
        }
        return try? Sample(shares).median
    }
}
