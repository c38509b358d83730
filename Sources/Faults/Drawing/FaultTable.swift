internal import Workflows

/// The faults that can act in the runs of one plan, by the phase's place and by whether it is done or undone.
final class FaultTable: Sendable {
    /// What is looked at for every fault at every visit: numbers alone.
    struct Row: Sendable {
        let word: Chance.Word
        let threshold: Chance.Threshold
        let isCertain: Bool
        /// Whether its own draw can choose a visit at all.
        let isPossible: Bool
        let counts: Bool
        let remembersCalls: Bool
        /// Whether a spot alone does not say whether it is met: it acts at one exact site, or something of it is drawn
        /// once in a run and repetition.
        let needsSite: Bool
        /// Whether the selectors for phase and agent choose the place; a fault that remembers calls sees others too.
        var isCovered = true
        let point: AgentCall.Point
        let attempts: ClosedRange<Int>
        let repetition: Int?
        let window: Range<Duration>?
        /// The place among the declared faults.
        let index: Int
    }

    /// Keeps the plan's identity its own.
    let plan: RunPlan
    /// The run that the plan's runs resume, first of the row, or their own name.
    let lineage: String
    /// Where any of them can act.
    let failpoints: FailpointSet
    /// By failpoint, phase and role; after the phases what concerns the whole run. Those that act before the agent's
    /// work come first, then the others, each in the order of declaration.
    private let rows: [Row]
    /// Where those of a place begin, and after the last one where they end.
    private let starts: [Int]
    private let phaseCount: Int

    init(_ faults: [Fault], for plan: RunPlan, as lineage: String) {
        self.plan = plan
        self.lineage = lineage
        phaseCount = plan.phases.count
        // A row is made once for all phases: hashing a fault's name costs more than looking at it.
        let made = faults.indices.filter {
            faults[$0].selector.covers(run: plan.run.name, resuming: lineage)
        }
        .map { Row(faults[$0], index: $0) }
        let ordered = made.filter { $0.point == .before } + made.filter { $0.point == .after }
        var rows: [Row] = []
        var starts: [Int] = []
        for failpoint in Failpoint.allCases {
            let here = ordered.filter { faults[$0.index].failpoint == failpoint }
            for phase in plan.phases {
                for agent in [phase.agent, phase.configuration.compensation ?? phase.agent] {
                    starts.append(rows.count)
                    rows.append(
                        contentsOf: here.compactMap { row in
                            let selector = faults[row.index].selector
                            var row = row
                            row.isCovered = selector.covers(phase: phase.id.name, agent: agent)
                            return row.isCovered || row.remembersCalls ? row : nil
                        }
                    )
                }
            }
            let ofRun = here.filter { faults[$0.index].selector.coversRun }
            for _ in Site.Role.allCases {
                starts.append(rows.count)
                rows += ofRun
            }
        }
        self.rows = rows
        self.starts = starts + [rows.count]
        failpoints = FailpointSet(made.map { faults[$0.index].failpoint })
    }

    /// The agent that is called at a site.
    func agent(at site: Site) -> String {
        guard plan.phases.indices.contains(site.place) else { return "" }
        let phase = plan.phases[site.place]
        return site.role == .execute
            ? phase.agent : phase.configuration.compensation ?? phase.agent
    }

    func rows(at spot: Spot) -> ArraySlice<Row> { rows[range(at: spot)] }

    @inline(__always)
    private func range(at spot: Spot) -> Range<Int> {
        let place = spot.place < 0 ? phaseCount : spot.place
        let phase = spot.failpoint.place * (phaseCount + 1) + place
        let index = 2 * phase + spot.role.rawValue
        return starts[index]..<starts[index + 1]
    }

    /// Whether no fault's selectors and draws choose a visit; then it is counted.
    func letsBy(_ spot: Spot, countedBy visits: inout [Int]) -> Bool {
        let range = range(at: spot)
        for place in range where rows[place].isCovered && rows[place].matches(spot) {
            if rows[place].needsSite || rows[place].draws(spot) {
                // Whoever asks again counts all of them.
                for row in rows[range.lowerBound..<place] where row.isCovered && row.matches(spot) {
                    visits[row.index] -= 1
                }
                return false
            }
            visits[rows[place].index] += 1
        }
        return true
    }
}

extension FaultTable.Row {
    /// Whether a visit is one that the selectors look for which don't count.
    @inline(__always)
    func matches(_ spot: Spot) -> Bool {
        attempts.contains(spot.attempt) && window?.contains(spot.time) ?? true
            && repetition.map { $0 == max(1, spot.repetition) } ?? true
    }

    /// Whether the fault's own draw chooses a visit.
    @inline(__always)
    func draws(_ spot: Spot) -> Bool {
        isCertain || isPossible && spot.chance.named(word).isBelow(threshold)
    }

    fileprivate init(_ fault: Fault, index: Int) {
        let selector = fault.selector
        self.init(
            word: Chance.Word(fault.id),
            threshold: Chance.Threshold(selector.probability ?? 1),
            isCertain: selector.probability == nil,
            isPossible: (selector.probability ?? 1) > 0,
            counts: selector.counts,
            remembersCalls: fault.injection.remembersCalls,
            needsSite: selector.site != nil || selector.drawnWindow != nil || fault.group != nil,
            point: fault.injection.point,
            attempts: selector.site.map { $0.attempt...$0.attempt } ?? selector.attempt
                ?? 0...Int.max,
            repetition: selector.repetition,
            window: selector.window,
            index: index
        )
    }
}
