import Testing
import Workflows

@testable import Reports

@Suite("Steps of a run")
struct RunStepsTests {
    /// A step in one line: phase, role, visit, attempt, outcome, seconds, waited.
    private func text(_ step: RunStep) -> String {
        let key = step.key
        let seconds = step.duration.map { "\($0.seconds)s" } ?? "?"
        let waited = step.waited > .zero ? " after \(step.waited.seconds)s" : ""
        return "\(key.phase) \(key.role.name) \(key.visit).\(key.attempt) "
            + "\(step.outcome.rawValue) \(seconds)\(waited)"
    }

    private func steps(_ run: StoredTimeline) -> [String] {
        RunSteps(run.restoration.events).steps.map(text)
    }

    @Test("retries are attempts of one visit, with the delays before them")
    func retries() {
        #expect(
            steps(TimelineSamples.straight) == [
                "notify execute 1.1 skipped 0.0s", "planner execute 1.1 cached 0.0s",
                "designer execute 1.1 succeeded 3.0s", "docs execute 1.1 failed 4.5s",
                "coder execute 1.1 failed 0.0s", "coder execute 1.2 failed 0.0s after 1.0s",
                "docs execute 1.2 degraded 0.0s", "coder execute 1.3 failed 5.0s after 2.0s",
                "coder execute 1.4 succeeded 22.25s after 4.0s",
                "reviewer execute 1.1 succeeded 6.75s", "executor execute 1.1 succeeded 0.2s",
            ]
        )
    }

    @Test("a resume continues the run, and a rollback begins other visits")
    func resumed() {
        #expect(
            steps(TimelineSamples.resumed) == [
                "planner execute 1.1 succeeded 19.0s", "designer execute 1.1 succeeded 3.0s",
                "coder execute 1.1 succeeded 37.0s", "reviewer execute 1.1 failed 43.0s",
                "coder execute 2.1 succeeded 30.0s", "reviewer execute 2.1 succeeded 50.0s",
                "executor execute 1.1 succeeded 1.0s",
            ]
        )
    }

    @Test("a review that sends work back begins other visits; what pauses without a call is a step")
    func revised() {
        #expect(
            steps(TimelineSamples.revised) == [
                "planner execute 1.1 succeeded 1.0s", "designer execute 1.1 succeeded 1.0s",
                "coder execute 1.1 succeeded 3.0s", "reviewer execute 1.1 rejected 2.0s",
                "coder execute 2.1 succeeded 2.0s", "reviewer execute 2.1 succeeded 1.0s",
                "executor execute 1.1 paused 2.0s",
            ]
        )
    }

    @Test("what is undone has steps of its own, and its result no longer counts")
    func compensated() {
        let steps = RunSteps(TimelineSamples.compensated.restoration.events)
        #expect(
            steps.steps.map(text) == [
                "fetch execute 1.1 succeeded 0.25s", "migrate execute 1.1 succeeded 0.5s",
                "warm execute 1.1 cancelled 1.25s", "publish execute 1.1 failed 0.75s",
                "migrate undo 1.1 failed 0.25s", "migrate undo 1.2 succeeded 0.25s",
                "fetch undo 1.1 failed 0.25s",
            ]
        )
        #expect(steps.results.keys.map(\.name) == ["fetch"])
    }

    @Test(
        "an attempt in which the process died stays unfinished; the resume's is the next of its visit"
    )
    func interrupted() {
        var script = EventScript([("a", [])])
        script.at(0, .started, .phaseStarted("a"), .attempt("a", 1))
        script.at(0, .runResumed(workflow: "own", seed: 42, restored: 0, cutBytes: 0))
        script.commit("a", from: 0, to: 2)
        #expect(
            script.steps.map(text) == [
                "a execute 1.1 unfinished ?", "a execute 1.2 succeeded 2.0s",
            ]
        )
    }

    @Test("a result that was restored is a step only where its own steps are not recorded")
    func restored() {
        let digest = Event.Kind.digest
        var script = EventScript([("a", []), ("b", [])])
        script.at(0, .started)
        script.commit("a", from: 0, to: 1)
        script.at(0, .runResumed(workflow: "own", seed: 42, restored: 2, cutBytes: 0))
        script.at(0, .phaseRestored("a", digest: digest, isFallback: false))
        script.at(0, .phaseRestored("b", digest: digest, isFallback: true))
        #expect(
            script.steps.map(text) == [
                "a execute 1.1 succeeded 1.0s", "b execute 1.1 degraded 0.0s",
            ]
        )
    }

    @Test("a cached result that a validator refused is no step; the calls that follow are")
    func refusedHit() {
        var script = EventScript([("a", [])])
        script.at(0, .started, .phaseStarted("a"), .cacheHit("a", digest: Event.Kind.digest))
        let finding = ValidationFinding(named: "contains", message: "no")
        script.at(0, .validationFailed("a", attempt: 0, finding: finding), .attempt("a", 1))
        script.at(1, .succeeded("a", 1), .committed("a"), .over("a", .committed))
        #expect(script.steps.map(text) == ["a execute 1.1 succeeded 1.0s"])
    }

    @Test("what was committed with files of a program's own has the digest of the commit")
    func commitDigest() {
        var script = EventScript([("a", [])])
        let whole = Digest(of: "with files")
        script.at(0, .started, .phaseStarted("a"), .attempt("a", 1), .succeeded("a", 1))
        script.at(0, .phaseCommitted("a", digest: whole), .over("a", .committed))
        #expect(script.steps.map(\.digest) == [whole])
    }
}
