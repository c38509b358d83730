/// What is known of one execution of a run when it is over: all that an expectation reads.
package struct RunEvidence: Sendable {
    /// What was planned.
    package let plan: RunPlan
    /// What happened: events, outputs and fallbacks, what processes wrote, and how often each fault fired.
    package let trace: RunTrace
    /// What the events amount to.
    package let record: RunRecord
    /// The digest of the first repetition of each earlier run, by name.
    package let earlier: [String: Digest]

    /// Gathers what is known; `record` is that of the trace, folded once for all who read it.
    package init(
        plan: RunPlan,
        trace: RunTrace,
        record: RunRecord,
        earlier: [String: Digest] = [:]
    ) {
        self.plan = plan
        self.trace = trace
        self.record = record
        self.earlier = earlier
    }

    /// How the run ended, with its cause; what a process wrote follows on lines of its own.
    package var ending: String {
        guard let error = trace.error else { return "status \(record.status?.rawValue ?? "none")" }
        let phase = error.phase.map { " in \($0)" } ?? ""
        return "status \(trace.status.rawValue)\(phase): \(error.failure.kind): "
            + error.failure.message
    }

    /// Phases as messages list them: in the plan's order.
    package func list(_ phases: Set<PhaseID>) -> String {
        let order = plan.phases.map(\.id)
        return "[" + order.filter(phases.contains).map(\.name).joined(separator: ", ") + "]"
    }
}

extension RunTrace {
    /// The output of the last phase, in the plan's order, that has a server's response.
    package func outputWithResponse(in plan: RunPlan) -> PhaseOutput? {
        plan.phases.reversed().lazy.compactMap { outputs[$0.id] }.first { $0.response != nil }
    }
}
