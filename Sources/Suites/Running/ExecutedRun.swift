internal import Agents
internal import Scenarios
internal import Runtime
package import Simulation
package import Workflows

/// One execution of a run: what was planned, and what happened.
package struct ExecutedRun: Sendable {
    /// What was planned.
    package let plan: RunPlan
    /// What happened.
    package var trace: RunTrace
    /// Its journal, from the first execution on; empty where nothing was recorded in memory.
    package var recorded = VirtualJournal()
    /// How the run that it resumes had ended, where that left nothing to do.
    package var nothingLeft: RunStatus?

    /// What its journal has.
    package var journal: [[UInt8]] { recorded.bytes }

    /// How it ended otherwise than another execution: in status, in a committed output, or in how often an effect was
    /// applied and not undone; `nil` where they ended alike.
    func difference(from other: ExecutedRun) -> RunDifference? {
        guard trace.status == other.trace.status,
            trace.outputs.count == other.trace.outputs.count,
            trace.outputs.allSatisfy({ other.trace.outputs[$0.key]?.digest == $0.value.digest })
        else { return .ending }
        return trace.effects.difference(from: other.trace.effects).map { .effect($0) }
    }
}

/// How an execution with a fault ended otherwise than it would have without it.
enum RunDifference: Equatable {
    /// In status or outputs.
    case ending
    /// In what was done to the world, in words.
    case effect(String)
}

/// Repetitions of one run that were executed at the same time.
package struct ExecutedBatch: Sendable {
    /// The run's place in the scenario.
    package let run: Int
    /// What happened in each repetition.
    package var runs: [ExecutedRun]
    /// Whether no other repetition of the run follows.
    package let isLast: Bool

    /// Whether a fault fired in any of them.
    var hasFirings: Bool { runs.indices.contains { !runs[$0].trace.firings.isEmpty } }
}

extension ExecutedRun {
    /// How a run on a real clock, which cannot be run again without a fault, ended badly after it; `nil` where it did not.
    func spoiling(by fault: String) -> RunDifference? {
        guard trace.firings[fault] != nil else { return nil }
        if trace.status != .succeeded { return .ending }
        guard !trace.effects.isEmpty else { return nil }
        var hit: Set<PhaseID> = []
        for case .faultInjected(let phase?, _, fault, _) in trace.events.map(\.kind) {
            hit.insert(phase)
        }
        return trace.effects.breach(of: hit).map { .effect($0.message) }
    }
}

extension Scenario {
    /// Whether an execution is another repetition of its run than the one that is asked for, if one is.
    func leavesOut(_ execution: ExecutedRun, _ repetition: Int?) -> Bool {
        let number = execution.plan.run.repetition
        guard let repetition, number > 0, number != repetition else { return false }
        return runs.contains { $0.name == execution.plan.run.name && $0.hasRepetition(repetition) }
    }
}

extension RunTrace {
    /// A run that could not be resumed, and did nothing.
    static func refused(
        _ plan: RunPlan,
        phase: PhaseID?,
        _ failure: OperationFailure,
        after acted: [FiredFault] = []
    ) -> RunTrace {
        var trace = RunTrace(run: plan.run)
        let error = RunError(phase: phase, failure: failure)
        let injected = acted.map { fault in
            Event.Kind.faultInjected(nil, attempt: nil, fault: fault.id, effect: fault.type)
        }
        let kinds: [Event.Kind] =
            [.runResumed(workflow: plan.workflow, seed: plan.seed, restored: 0, cutBytes: 0)]
            + injected + [.runEnded(status: .failed, error: error)]
        for fault in acted { trace.firings[fault.id, default: 0] += 1 }
        trace.events = kinds.enumerated().map { number, kind in
            Event(sequence: number + 1, time: .zero, run: plan.run, kind: kind)
        }
        trace.end(.failed, error, fallbacks: [:])
        return trace
    }
}
