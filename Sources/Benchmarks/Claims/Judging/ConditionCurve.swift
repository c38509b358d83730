internal import Scenarios
internal import Statistics
internal import Workflows

/// The verdict on a claim about time over where work begins again: after which phase results are still there, or in which
/// the failure is.
///
/// It is arithmetic on the phases' times of each measured baseline: what is executed again takes as long as it took there,
/// everything else takes no time.
struct ConditionCurve {
    /// More pairs than this draw no other curve, and take long.
    static let mostPairs = 400
    /// A run's phases must account for its time but for this share: on a virtual clock, where only they take time.
    static let slack = 0.001
    /// The same on a real clock, where starting a run and writing it down takes time too.
    static let realSlack = 0.1

    private let phases: [Workflow.Phase]
    private let needs: [[Int]]
    /// The time of each phase, by pair.
    private let times: [[Double]]
    /// The whole time, by pair.
    private let whole: [Double]
    /// The time that no phase accounts for, by pair: a run takes it whatever it executes again.
    private var rest: [Double] = []

    /// A curve from these pairs; `nil` where the phases' times don't account for the time of a whole run, which on a real
    /// clock they do not exactly.
    init?(_ samples: ClaimSamples, of workflow: Workflow, isExact: Bool = true) {
        guard let order = try? WorkflowGraph(workflow).order else { return nil }
        let measured = Set(samples.phaseTimes.flatMap(\.keys))
        let sorted = order.map { workflow.phases[$0] }.filter { measured.contains($0.id) }
        guard !sorted.isEmpty else { return nil }
        phases = sorted
        needs = sorted.map { phase in
            (phase.needs + phase.inputs).compactMap { need in
                sorted.firstIndex { $0.id == need }
            }
        }
        times = samples.phaseTimes.prefix(Self.mostPairs).map { pair in
            sorted.map { Double((pair[$0.id] ?? .zero).microseconds) }
        }
        whole = samples.wholeTimes.prefix(Self.mostPairs).map { Double($0.microseconds) }
        let everything = Set(phases.indices)
        let slack = isExact ? Self.slack : Self.realSlack
        for (pair, total) in whole.enumerated() {
            let other = total - time(of: everything, pair)
            guard other.magnitude <= slack * total else { return nil }
            rest.append(isExact ? 0 : max(0, other))
        }
    }

    /// The points of a claim whose candidate executes these phases: from the first phase on, from the second on, and so
    /// on, and last nothing.
    func points(
        of judge: ClaimJudge,
        confidence: Double,
        own: Set<PhaseID>
    ) -> [CurvePoint] {
        let sets = phases.indices.map { following($0) } + [[]]
        return sets.enumerated().map { place, again in
            let first = phases.indices.contains(place) ? phases[place].id : nil
            return point(again, from: first, judge, confidence, own)
        }
    }

    /// A phase with all that depends on it.
    private func following(_ place: Int) -> Set<Int> {
        phases.indices.reduce(into: [place]) { reached, later in
            if needs[later].contains(where: reached.contains) { reached.insert(later) }
        }
    }

    /// How long these phases take in a pair, each after what it needs.
    private func time(of again: Set<Int>, _ pair: Int) -> Double {
        var ends: [Double] = []
        for place in phases.indices {
            let start = needs[place].map { ends[$0] }.max() ?? 0
            ends.append(start + (again.contains(place) ? times[pair][place] : 0))
        }
        return ends.max() ?? 0
    }

    private func point(
        _ again: Set<Int>,
        from first: PhaseID?,
        _ judge: ClaimJudge,
        _ confidence: Double,
        _ own: Set<PhaseID>
    ) -> CurvePoint {
        let taken = whole.indices.map { time(of: again, $0) }
        let shares = zip(taken, whole).compactMap { $1 > 0 ? $0 / $1 : nil }
        let candidate = zip(taken, rest).map { $0 + $1 }
        let found = try? FoundRatio(
            judge.metric,
            baseline: whole,
            candidate: candidate,
            confidence: confidence
        )
        let terms = found.map(judge.inTerms)
        return CurvePoint(
            first: first?.name,
            phases: again.sorted().map { phases[$0].id.name },
            share: try? Sample(shares).median,
            estimate: terms?.estimate,
            low: terms?.low,
            high: terms?.high,
            verdict: found.map { judge.verdictAndReason($0).0 } ?? .inconclusive,
            isOwn: Set(again.map { phases[$0].id }) == own
        )
    }
}

extension ConditionCurve {
    /// The median share of the baseline's time that these phases take; `nil` where it takes none.
    func share(of own: Set<PhaseID>) -> Double? {
        let again = Set(phases.indices.filter { own.contains(phases[$0].id) })
        let shares = whole.indices.compactMap { pair in
            whole[pair] > 0 ? time(of: again, pair) / whole[pair] : nil
        }
        return try? Sample(shares).median
    }
}
