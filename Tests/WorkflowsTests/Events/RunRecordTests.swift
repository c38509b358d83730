import Testing
import Workflows

@Suite("A run's events folded")
struct RunRecordTests {
    private let run = Event.Run(name: "main")
    private let old = Digest(of: "old")
    private let new = Digest(of: "new")

    private func record(_ kinds: [Event.Kind]) -> RunRecord {
        let events = kinds.enumerated().map { offset, kind in
            Event(sequence: offset + 1, time: .seconds(offset), run: run, kind: kind)
        }
        return RunRecord(run: run, events: events)
    }

    @Test("the last commit counts, and a discarded one does not")
    func commits() {
        let discarded = record([
            .phaseCommitted("a", digest: old), .phaseDiscarded("a", digest: old),
        ])
        #expect(discarded.committed == [:])
        let replaced = record([
            .phaseCommitted("a", digest: old), .phaseDiscarded("a", digest: old),
            .phaseCommitted("a", digest: new),
        ])
        #expect(replaced.committed == ["a": new])
    }

    @Test(
        "a commit that was on its way to the journal when the phase was cancelled does not count",
        arguments: PhaseEnding.allCases
    )
    func calledOff(ending: PhaseEnding) {
        let record = record([
            .phaseCommitted("a", digest: old), .phaseEnded("a", status: ending),
        ])
        #expect(record.committed.isEmpty == !ending.counts)
    }

    @Test("a phase is executed from its first attempt on, and then no longer cached")
    func executed() {
        let record = record([
            .cacheHit("a", digest: old), .cacheHit("b", digest: old),
            .attemptStarted("b", attempt: 1, truncatedBytes: 0),
            .attemptStarted("b", attempt: 2, truncatedBytes: 0),
        ])
        #expect(record.cached == ["a"])
        #expect(record.executed == ["b"])
        #expect(record.attempts == ["b": 2])
    }

    @Test("status, cause, failed phase, retries and duration are kept")
    func ending() {
        let record = record([
            .runStarted(workflow: "w", seed: 1), .phaseSkipped("s"),
            .retryScheduled("a", attempt: 2, delay: .zero, cause: "c"),
            .phaseDegraded("d", digest: old, cause: "c"),
            .phaseEnded("a", status: .failed),
            .runEnded(
                status: .failed,
                error: .init(phase: nil, failure: .init(kind: "timeout", message: ""))
            ),
        ])
        #expect(record.status == .failed)
        #expect(record.cause == "timeout")
        #expect(record.failedPhase == "a")
        #expect(record.skipped == ["s"])
        #expect(record.degraded == ["d"])
        #expect(record.retries == 1)
        #expect(record.duration == .seconds(5))
    }

    @Test("the error has phase and failure, and usage is the sum over all calls that say")
    func usage() {
        let error = RunError(phase: "a", failure: OperationFailure(kind: "k", message: "m"))
        let used = OperationFailure(kind: "k", message: "m", usage: Usage(tokens: 2, costMicros: 5))
        let kinds: [Event.Kind] = [
            .attemptFailed("a", attempt: 1, failure: used),
            .attemptSucceeded("a", attempt: 2, digest: old, response: nil),
            .attemptSucceeded("b", attempt: 1, digest: old, response: nil, usage: .init(tokens: 3)),
            .cacheEvicted("a", count: 1), .cacheEvicted("b", count: 2),
            .runEnded(status: .failed, error: error),
        ]
        let record = record(kinds)
        #expect(record.error == error)
        #expect(record.tokens == 5)
        #expect(record.costMicros == 5)
        #expect(record.evicted == 3)
        let silent = self.record([kinds[1]])
        #expect(silent.tokens == nil)
        #expect(silent.costMicros == nil)
    }

    @Test("a sum that is too large for a number stays the largest")
    func overflow() {
        let kinds = [Event.Kind](
            repeating: .attemptSucceeded(
                "a",
                attempt: 1,
                digest: old,
                response: nil,
                usage: Usage(tokens: .max)
            ),
            count: 2
        )
        #expect(record(kinds).tokens == .max)
    }

    @Test("a trace of events alone has status, error and firings")
    func trace() {
        let error = RunError(phase: "a", failure: OperationFailure(kind: "k", message: "m"))
        let kinds: [Event.Kind] = [
            .faultInjected("a", attempt: 1, fault: "f", effect: "crash"),
            .cacheEvicted("a", count: 1), .runEnded(status: .paused, error: error),
        ]
        let events = kinds.map { Event(sequence: 1, time: .zero, run: run, kind: $0) }
        let trace = RunTrace(run: run, events: events)
        #expect(trace.status == .paused)
        #expect(trace.error == error)
        #expect(trace.evicted == 1)
        #expect(trace.firings == ["f": 1])
        #expect(RunTrace(run: run, events: []).status == .interrupted)
    }

    @Test("a run that has not ended has no status")
    func unfinished() {
        #expect(record([.runStarted(workflow: "w", seed: 1)]).status == nil)
        #expect(record([]).duration == .zero)
    }

    @Test("the run's digest covers phases and outputs, whatever the order of their commits")
    func digest() {
        let ab: [Event.Kind] = [
            .phaseCommitted("a", digest: old), .phaseCommitted("b", digest: new),
        ]
        #expect(record(ab).digest == record(ab.reversed()).digest)
        let swapped = record([
            .phaseCommitted("a", digest: new), .phaseCommitted("b", digest: old),
        ])
        #expect(record(ab).digest != swapped.digest)
        #expect(record(ab).digest != record([]).digest)
    }
}
