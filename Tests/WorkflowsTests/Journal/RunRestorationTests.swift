import Testing

@testable import Workflows

@Suite("A journal folded to a state")
struct RunRestorationTests {
    private let old = PhaseOutput(text: "old")
    private let new = PhaseOutput(text: "new")
    private let failure = OperationFailure(kind: "auth", message: "no luck")

    private func fold(_ records: [JournalRecord]) -> RunRestoration { RunRestoration(records) }

    private func event(_ kind: Event.Kind) -> JournalRecord {
        .event(Event(sequence: 1, time: .zero, run: .init(name: "main"), kind: kind))
    }

    private func committed(_ phase: PhaseID, _ output: PhaseOutput) -> [JournalRecord] {
        let commit = CommittedPhase(phase: phase, identity: [], isCached: false, output: output)
        return [.committed(commit), event(.phaseCommitted(phase, digest: output.digest))]
    }

    @Test("what was committed counts, in the order of the commits")
    func commits() {
        let state = fold(committed("b", old) + committed("a", new))
        #expect(state.phases["a"]?.commit?.output == new)
        #expect(state.phases.sorted { $0.value.order < $1.value.order }.map(\.key) == ["b", "a"])
    }

    @Test("events are counted anew in each execution, whatever numbers they were recorded with")
    func numbers() {
        let start = event(.runStarted(workflow: "w", seed: 1))
        let resumed = event(.runResumed(workflow: "w", seed: 1, restored: 0, cutBytes: 0))
        let turn = event(.phaseStarted("a"))
        let state = fold([start, turn, turn, resumed, turn])
        #expect(state.events.map(\.sequence) == [1, 2, 3, 1, 2])
    }

    @Test("a content without the event that commits it does not count")
    func contentAlone() {
        #expect(fold(Array(committed("a", old).prefix(1))).phases.isEmpty)
    }

    @Test("a discarded result does not count; the next one does")
    func discarded() {
        let gone = committed("a", old) + [event(.phaseDiscarded("a", digest: old.digest))]
        #expect(fold(gone).phases.isEmpty)
        #expect(fold(gone + committed("a", new)).phases["a"]?.commit?.output == new)
    }

    @Test("a phase whose new commit does not count passes over the cache as before it")
    func passesOver() {
        let gone = committed("a", old) + [event(.phaseDiscarded("a", digest: old.digest))]
        let remade = gone + committed("a", new)
        #expect(fold(remade).decisions.discarded.isEmpty)
        let calledOff = remade + [event(.phaseEnded("a", status: .cancelled))]
        #expect(fold(calledOff).decisions.discarded == ["a"])
        let first = committed("a", old) + [event(.phaseEnded("a", status: .cancelled))]
        #expect(fold(first).decisions.discarded.isEmpty)
    }

    @Test(
        "a commit that was recorded while its phase was cancelled does not count",
        arguments: PhaseEnding.allCases.filter { !$0.counts }
    )
    func calledOff(status: PhaseEnding) {
        let state = fold(committed("a", old) + [event(.phaseEnded("a", status: status))])
        #expect(state.phases.isEmpty)
        let ended = fold(committed("a", old) + [event(.phaseEnded("a", status: .committed))])
        #expect(ended.phases.count == 1)
    }

    @Test("a phase whose commit does not count gets the feedback again that it had before")
    func answered() {
        let review = event(
            .revisionRequested("reviewer", revise: "a", revision: 1, review: "use tabs")
        )
        let records = [review] + committed("a", old)
        #expect(fold(records).feedback.isEmpty)
        let late = fold(records + [event(.phaseEnded("a", status: .failed))])
        #expect(late.feedback == ["a": "use tabs"])
    }

    @Test("a degraded phase counts without content")
    func degraded() {
        let state = fold([event(.phaseDegraded("a", digest: old.digest, cause: "auth"))])
        #expect(state.phases["a"]?.isDegraded == true)
        #expect(state.phases["a"]?.commit == nil)
        let discarded = event(.phaseDiscarded("a", digest: old.digest))
        #expect(
            fold([event(.phaseDegraded("a", digest: old.digest, cause: "")), discarded]).phases
                .isEmpty
        )
    }

    @Test("attempts count on from the highest number of each phase")
    func attempts() {
        let state = fold(
            [("a", 1), ("b", 1), ("a", 2), ("b", 2), ("b", 3)].map { phase, attempt in
                event(.attemptStarted(PhaseID(phase), attempt: attempt, truncatedBytes: 0))
            }
        )
        #expect(state.attempts == ["a": 2, "b": 3])
    }

    @Test(
        "revisions are counted, and the phase that is to be revised keeps the review until it is committed"
    )
    func revisions() {
        let revision = event(
            .revisionRequested("reviewer", revise: "coder", revision: 1, review: "use tabs")
        )
        let records =
            committed("coder", old) + [
                revision, event(.phaseDiscarded("coder", digest: old.digest)),
            ]
        #expect(fold(records).revisions == ["reviewer": 1])
        #expect(fold(records).feedback == ["coder": "use tabs"])
        #expect(fold(records).phases.isEmpty)
        #expect(fold(records + committed("coder", new)).feedback.isEmpty)
    }

    @Test("a rollback is counted, and tells the phase that it goes back to why")
    func rollbacks() {
        let toPhase = event(.rolledBack("c", policy: "to_phase", to: "a", failure: failure))
        #expect(fold([toPhase]).rollbacks == 1)
        #expect(fold([toPhase]).feedback == ["a": "auth: no luck"])
        #expect(fold([toPhase]).compensating == nil)
        let lastGood = event(.rolledBack("c", policy: "last_good", to: "c", failure: failure))
        #expect(fold([lastGood]).feedback.isEmpty)
        #expect(fold([lastGood, toPhase]).rollbacks == 2)
    }

    @Test("a run that was resumed after its end counts its rollbacks anew")
    func rollbacksAnew() {
        let rollback = event(.rolledBack("c", policy: "last_good", to: "c", failure: failure))
        let resumed = event(.runResumed(workflow: "w", seed: 1, restored: 0, cutBytes: 0))
        let ended = event(
            .runEnded(
                status: .failed,
                error: .init(phase: nil, failure: .init(kind: "auth", message: ""))
            )
        )
        #expect(fold([rollback, rollback, ended, resumed, rollback]).rollbacks == 1)
        #expect(fold([rollback, rollback, resumed, rollback]).rollbacks == 3)
    }

    @Test("a run that is being undone continues with that, until it has ended")
    func compensating() {
        let records =
            committed("a", old) + [
                event(.rolledBack("c", policy: "compensate", to: nil, failure: failure))
            ]
        #expect(fold(records).compensating == RunError(phase: "c", failure: failure))
        let resumed = event(.runResumed(workflow: "w", seed: 1, restored: 0, cutBytes: 0))
        #expect(fold(records + [resumed]).compensating != nil)
        let ended = event(
            .runEnded(status: .failed, error: .init(phase: "c", failure: failure))
        )
        #expect(fold(records + [ended]).compensating == nil)
        #expect(fold(records + [ended]).status == .failed)
    }

    @Test(
        "undoing is over with its own error alone, and with it what was given up",
        arguments: [
            (RunError(phase: "c", failure: .init(kind: "auth", message: "no luck")), true),
            (RunError(phase: nil, failure: .init(kind: "auth", message: "no luck")), false),
            // As 0.1.0 recorded it.
            (RunError(phase: nil, failure: .init(kind: "auth", message: "")), true),
            (RunError(phase: nil, failure: .init(kind: "timeout", message: "")), false),
            (RunError(phase: "c", failure: .init(kind: "auth", message: "disk full")), false),
            (nil, false),
        ]
    )
    func undoingOver(error: RunError?, isOver: Bool) {
        let records: [JournalRecord] =
            committed("a", old) + [
                event(.rolledBack("c", policy: "compensate", to: nil, failure: failure)),
                .decided(.abandoned("a")),
                event(.runEnded(status: error == nil ? .cancelled : .failed, error: error)),
            ]
        let state = fold(records)
        #expect((state.compensating == nil) == isOver)
        #expect(state.decisions.abandoned.isEmpty == isOver)
    }

    @Test("phases without attempts keep their order, and their turn forgets none of them")
    func exhausted() {
        func decided(_ phase: PhaseID) -> JournalRecord {
            .decided(
                .exhausted(
                    .init(phase: phase, failure: failure, awaitsHook: false, isLate: false)
                )
            )
        }
        let turns = [event(.phaseStarted("a")), event(.phaseStarted("b"))]
        let state = fold([decided("a"), decided("b")] + turns + [decided("a")])
        #expect(state.decisions.exhausted.map(\.phase) == ["a", "b"])
    }

    @Test("the status is the last one, and none for a run that was resumed")
    func status() {
        let ended = event(
            .runEnded(
                status: .paused,
                error: .init(phase: nil, failure: .init(kind: "auth", message: ""))
            )
        )
        let resumed = event(.runResumed(workflow: "w", seed: 1, restored: 0, cutBytes: 0))
        #expect(fold([]).status == nil)
        #expect(fold([ended]).status == .paused)
        #expect(fold([ended, resumed]).status == nil)
        #expect(fold([ended, resumed, ended]).status == .paused)
    }

    @Test("the bytes that were cut, and all events, are handed on")
    func rest() {
        let state = RunRestoration(committed("a", old), cutBytes: 17)
        #expect(state.cutBytes == 17)
        #expect(state.events.count == 1)
        #expect(state.header == nil)
        #expect(RunRestoration().phases.isEmpty)
    }
}
