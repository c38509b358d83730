public import Foundation
public import Workflows

/// What came of one execution of a run.
public struct RunResult: Sendable {
    /// The failure that a run ended with: its first cause.
    public struct Failure: Sendable, Equatable, CustomStringConvertible {
        /// The phase that failed; `nil` where the whole run's timeout passed.
        public let phase: String?
        /// The first cause.
        public let cause: AgentFailure

        /// Describes a failure.
        public init(phase: String?, cause: AgentFailure) {
            self.phase = phase
            self.cause = cause
        }

        /// The failure in words for a person.
        public var description: String {
            phase.map { "phase \($0) failed: \(cause)" } ?? "the run failed: \(cause)"
        }
    }

    /// The run's id.
    public let id: String
    /// How it ended.
    public let status: RunStatus
    /// The outputs that count, by phase; the fallbacks of degraded phases are among them.
    public let outputs: [String: PhaseOutput]
    /// The first cause, where the run failed or paused.
    public let error: Failure?
    /// How often each phase's agent was called in this execution; phases that were not called are missing.
    public let attempts: [String: Int]
    /// The phases whose results were taken from the journal of an earlier execution.
    public let restored: Set<String>
    /// The phases whose results were taken from the cache.
    public let cached: Set<String>
    /// The phases that took their fallback.
    public let degraded: Set<String>
    /// The phases that were undone.
    public let compensated: Set<String>
    /// What agents said that they used up in this execution, by phase.
    public let usage: [String: Usage]
    /// What agents did to the outside world over all executions of the run, as they recorded it.
    public let effects: [RunEffect]
    /// How long this execution took, until the last call that it started was over.
    public let duration: Duration
    /// Everything that happened in this execution, in order.
    public let events: [RunEvent]
    /// Why the journal or the cache is incomplete, where the run went on nevertheless.
    public let storageFailure: AgentFailure?
    /// What was to happen, and all that did. A reference: what users compile need not know how it is laid out.
    package let evidence: Evidence

    /// What a result was made of.
    package final class Evidence: Sendable {
        /// What was to happen.
        package let plan: RunPlan
        /// All that did.
        package let trace: RunTrace

        init(plan: RunPlan, trace: RunTrace) {
            self.plan = plan
            self.trace = trace
        }
    }
}

extension RunResult {
    init(_ trace: RunTrace, of run: PlannedRun, took: Duration) {
        let record = trace.record
        let names = { (phases: Set<PhaseID>) in Set(phases.map(\.name)) }
        id = run.id
        status = trace.status
        let counting = trace.outputs.merging(trace.fallbacks) { output, _ in output }
        outputs = Dictionary(
            counting.map { ($0.key.name, $0.value) },
            uniquingKeysWith: { first, _ in first }
        )
        error = trace.error.map {
            Failure(phase: $0.phase?.name, cause: AgentFailure($0.failure))
        }
        attempts = Dictionary(
            record.attempts.map { ($0.key.name, $0.value) },
            uniquingKeysWith: { first, _ in first }
        )
        restored = names(record.restored)
        cached = names(record.cached)
        degraded = names(record.degraded)
        compensated = names(record.compensated)
        usage = run.watch.usage
        effects = trace.effects.map { RunEffect($0) }
        duration = took
        evidence = Evidence(plan: run.plan, trace: trace)
        events = trace.events.map { RunEvent($0) }
        storageFailure = trace.recordingFailure.map { AgentFailure($0) }
    }
}

/// A run as an engine's list shows it.
public struct RunSummary: Sendable, Equatable {
    /// The run's id.
    public let id: String
    /// The workflow's name.
    public let workflow: String
    /// Its status.
    public let status: RunStatus
    /// When it was started first.
    public let startedAt: Date
}
