public import Foundation
internal import Invariants
internal import Locks
public import MoonlightEngine

/// An engine whose runs are held against every invariant of the harness, for tests of your workflows.
///
/// ```swift
/// @Test func survivesARateLimit() async throws {
///     let bench = TestBench(faults: [.rateLimit("summarise", attempts: 1...2, retryAfter: .seconds(5))])
///     let result = try await bench.run(digest, requirements: "the news")
///     #expect(result.status == .succeeded)
///     #expect(result.duration == .seconds(10))
///     #expect(bench.violations.isEmpty)
///     #expect(bench.unusedFaults.isEmpty)
/// }
/// ```
///
/// Runs may be in progress together. Once one of these took a result from the cache, `cache_honesty` and
/// `discarded_work_unused` are no longer judged: they need to know what came first. All other invariants are, but for those
/// that execute a run again; `deadline` and `liveness` as on a real clock.
///
/// Nothing here knows a testing library: expect what you like of what it says.
public final class TestBench: Sendable {
    fileprivate struct Judgement: Sendable {
        var observers: InvariantObservers
        /// How many runs are in progress.
        var inProgress = 0
        /// The executions that are over of those that were in progress at the same time.
        var batch: [RunResult.Evidence] = []
        /// Whether runs took results from the cache while others were in progress: their events do not say which came
        /// first, so nothing can be said about where a result came from.
        var hasUnorderedHits = false

        var violations: [(invariant: Invariant, violation: InvariantViolation)] {
            observers.violations.filter {
                !hasUnorderedHits
                    || ($0.invariant != .cacheHonesty && $0.invariant != .discardedWorkUnused)
            }
        }
    }

    /// The engine.
    public let engine: Engine
    private let judgement: Guarded<Judgement>

    /// A bench with an engine on a virtual clock: waits of hours take no time.
    public convenience init(
        cache: Engine.CacheLimits = Engine.CacheLimits(),
        start: Date = Date(timeIntervalSince1970: 946_684_800),
        seed: UInt64 = 0,
        faults: [Fault] = []
    ) {
        self.init(.virtual(cache: cache, start: start, seed: seed, faults: faults))
    }

    /// A bench with an engine of your own, in which nothing else runs.
    public init(_ engine: Engine) {
        self.engine = engine
        // Whoever brings an engine may have one on a real clock.
        let observers = InvariantObservers(isVirtual: false, lowering: engine.loweredLimits)
        judgement = Guarded(Judgement(observers: observers))
    }

    /// Executes a new run to its end, and judges it; see `Engine.run(_:requirements:id:observer:)`.
    public func run(
        _ workflow: Workflow,
        requirements: String = "",
        id: String? = nil,
        observer: (@Sendable (RunEvent) -> Void)? = nil
    ) async throws(EngineError) -> RunResult {
        try await judging { () async throws(EngineError) in
            try await engine.run(workflow, requirements: requirements, id: id, observer: observer)
        }
    }

    /// Resumes a run, and judges what happens; see
    /// `Engine.resume(_:of:requirements:observer:)`.
    public func resume(
        _ id: String,
        of workflow: Workflow,
        requirements: String = "",
        observer: (@Sendable (RunEvent) -> Void)? = nil
    ) async throws(EngineError) -> RunResult {
        try await judging { () async throws(EngineError) in
            try await engine.resume(
                id,
                of: workflow,
                requirements: requirements,
                observer: observer
            )
        }
    }

    /// Resumes the run of this id or executes a new one, and judges what happens; see
    /// `Engine.runOrResume(_:requirements:id:observer:)`.
    public func runOrResume(
        _ workflow: Workflow,
        requirements: String = "",
        id: String,
        observer: (@Sendable (RunEvent) -> Void)? = nil
    ) async throws(EngineError) -> RunResult {
        try await judging { () async throws(EngineError) in
            try await engine.runOrResume(
                workflow,
                requirements: requirements,
                id: id,
                observer: observer
            )
        }
    }

    /// What invariants did not hold in the runs so far, the first violation of each.
    public var violations: [Violation] {
        judgement.withLock { $0.violations }
            .map { invariant, violation in
                Violation(
                    invariant: invariant.rawValue,
                    run: violation.run,
                    sequence: violation.sequence,
                    message: violation.message
                )
            }
    }

    /// The faults that acted on nothing so far: their phase or their attempt is a mistake, or they test nothing.
    public var unusedFaults: [String] {
        engine.faultReports.filter { $0.firings == 0 }.map(\.fault)
    }

    private func judging(
        _ body: () async throws(EngineError) -> RunResult
    ) async throws(EngineError) -> RunResult {
        judgement.withLock { $0.inProgress += 1 }
        do throws(EngineError) {
            let result = try await body()
            judgement.withLock { $0.end(with: result.evidence) }
            return result
        } catch {
            judgement.withLock { $0.end(with: nil) }
            throw error
        }
    }
}

extension TestBench {
    /// Judges what an execution left.
    package func judge(_ evidence: RunResult.Evidence) {
        judgement.withLock { judgement in
            judgement.inProgress += 1
            judgement.end(with: evidence)
        }
    }
}

extension TestBench.Judgement {
    /// An execution is over, or never began.
    fileprivate mutating func end(with evidence: RunResult.Evidence?) {
        inProgress -= 1
        if let evidence { batch.append(evidence) }
        guard inProgress == 0, !batch.isEmpty else { return }
        // What was found before stays found.
        if batch.count > 1,
            !observers.violations.contains(where: { $0.invariant == .cacheHonesty }),
            batch.contains(where: { $0.trace.events.contains { $0.tag == .cacheHit } })
        {
            hasUnorderedHits = true
        }
        for (slot, evidence) in batch.enumerated() {
            let trace = evidence.trace
            observers.begin(slot, evidence.plan, hasEffects: !trace.effects.isEmpty)
            observers.note(slot, trace.events[...])
            if !trace.effects.isEmpty { observers.note(slot, trace.effects) }
            observers.end(slot, isInterrupted: trace.hasDied, trace: trace)
        }
        observers.endBatch()
        batch = []
    }
}

/// Something that holds in every run, whatever its faults, and did not hold.
public struct Violation: Sendable, Equatable, CustomStringConvertible {
    /// The invariant's name, such as `committed_once`.
    public let invariant: String
    /// The run's id.
    public let run: String
    /// The number of the event at which it shows; 0 where it is the run as a whole.
    public let sequence: Int
    /// What was found instead of what holds.
    public let message: String

    /// Describes a violation.
    public init(invariant: String, run: String, sequence: Int, message: String) {
        self.invariant = invariant
        self.run = run
        self.sequence = sequence
        self.message = message
    }

    /// `committed_once: run r, event 7: …`.
    public var description: String { "\(invariant): run \(run), event \(sequence): \(message)" }
}
