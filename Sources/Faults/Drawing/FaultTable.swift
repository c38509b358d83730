internal import Workflows

/// The faults that can act in the runs of one plan, by the phase's place and by whether it is done or undone.
final class FaultTable: Sendable {
    /// What is looked at forevery fault at every visit: numbers alone.
    struct Row: Sendable {
        let word: Chance.Word
        let threshold: Chance.Threshold
        let isCertain: Bool
        let counts: Bool
        let point: AgentCall.Point
        let attempts: ClosedRange<Int>
        let window: Range<Duration>?
        /// The place among the declared faults.
        let index: Int
    }

    /// Keeps the plan's identity its own.
    let plan: RunPlan
    /// By failpoint, phase and role: those that act before the agent's work first, then the others, each in the order of
    /// declaration.
    private let rows: [[Row]]

    init(_ faults: [Fault], for plan: RunPlan) {
        self.plan = plan
        // A row is made once for all phases: hashing a fault's name costs more than looking at it.
        let made = faults.indices.map { Row(faults[$0], index: $0) }
        var rows: [[Row]] = []
        for failpoint in Failpoint.allCases {
            for phase in plan.phases {
                for agent in [phase.agent, phase.configuration.compensation ?? phase.agent] {
                    let all = made.filter { row in
                        faults[row.index].failpoint == failpoint
                            && faults[row.index].selector.covers(
                                phase: phase.id.name,
                                agent: agent,
                                run: plan.run.name
                            )
                    }
                    rows.append(
                        all.filter { $0.point == .before } + all.filter { $0.point == .after }
                    )
                }
            }
        }
        self.rows = rows
    }

    func rows(at site: Site) -> [Row] {
        let phase = site.failpoint.place * plan.phases.count + site.place
        return rows[2 * phase + site.role.rawValue]
    }
}

extension FaultTable.Row {
    fileprivate init(_ fault: Fault, index: Int) {
        let selector = fault.selector
        self.init(
            word: Chance.Word(fault.id),
            threshold: Chance.Threshold(selector.probability ?? 1),
            isCertain: selector.probability == nil,
            counts: selector.counts,
            point: fault.injection.point,
            attempts: selector.attempt ?? 0...Int.max,
            window: selector.window,
            index: index
        )
    }
}
