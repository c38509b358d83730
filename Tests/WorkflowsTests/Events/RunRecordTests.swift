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
            .phaseEnded("a", status: "failed"), .runEnded(status: .failed, cause: "timeout"),
        ])
        #expect(record.status == .failed)
        #expect(record.cause == "timeout")
        #expect(record.failedPhase == "a")
        #expect(record.skipped == ["s"])
        #expect(record.degraded == ["d"])
        #expect(record.retries == 1)
        #expect(record.duration == .seconds(5))
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
