import Workflows

@testable import Reports

/// The events of a run, written by hand.
struct EventScript {
    var records: [JournalRecord] = []
    private let run = Event.Run(name: "cold")
    private var sequence = 0

    /// A script for a plan: each phase with those that it needs.
    init(_ plan: [(name: PhaseID, needs: [Int])] = []) {
        guard !plan.isEmpty else { return }
        let header = RunHeader(
            workflow: "own",
            run: run,
            seed: 42,
            startedAt: .zero,
            phases: plan.map { .init(id: $0.name, needs: $0.needs) }
        )
        records.append(.opened(header))
    }

    /// Adds what happened at a time, in seconds.
    mutating func at(_ seconds: Double, _ kinds: Event.Kind...) {
        for kind in kinds {
            sequence += 1
            let time = Duration.microseconds(Int64(seconds * 1e6))
            records.append(
                .event(Event(sequence: sequence, time: time, run: run, kind: kind))
            )
        }
    }

    /// Adds a phase that is executed once and committed.
    mutating func commit(_ phase: PhaseID, from start: Double, to end: Double, attempt: Int = 1) {
        at(start, .phaseStarted(phase), .attempt(phase, attempt))
        at(end, .succeeded(phase, attempt), .committed(phase), .over(phase, .committed))
    }

    /// The run under a name.
    func timeline(_ run: String, status: String, cutBytes: Int = 0) -> StoredTimeline {
        StoredTimeline(
            id: "9f3c1a7e24",
            scenario: "deploy",
            run: run,
            file: "Scenarios/deploy.yaml",
            seed: 42,
            startedAt: .seconds(1_767_323_045),
            status: status,
            restoration: RunRestoration(records, cutBytes: cutBytes)
        )
    }
}

// What happens to phases, in few words.
extension Event.Kind {
    static let digest = Digest(of: "output")
    static let started = Event.Kind.runStarted(workflow: "own", seed: 42)

    static func attempt(_ phase: PhaseID, _ number: Int) -> Event.Kind {
        .attemptStarted(phase, attempt: number, truncatedBytes: 0)
    }

    static func succeeded(_ phase: PhaseID, _ number: Int) -> Event.Kind {
        .attemptSucceeded(phase, attempt: number, digest: digest, response: nil)
    }

    static func failed(_ phase: PhaseID, _ number: Int, _ kind: String, _ text: String = "")
        -> Event.Kind
    {
        .attemptFailed(phase, attempt: number, failure: OperationFailure(kind: kind, message: text))
    }

    static func retry(_ phase: PhaseID, _ number: Int, after seconds: Int) -> Event.Kind {
        .retryScheduled(phase, attempt: number, delay: .seconds(seconds), cause: "rate_limit")
    }

    static func committed(_ phase: PhaseID) -> Event.Kind { .phaseCommitted(phase, digest: digest) }

    static func over(_ phase: PhaseID, _ status: PhaseEnding) -> Event.Kind {
        .phaseEnded(phase, status: status)
    }
}

/// Runs to tell; between them they have everything that a timeline shows.
enum TimelineSamples {
    static var all: [StoredTimeline] {
        [straight, resumed, revised, compensated, cached, long, StoredTimeline.empty]
    }

    private static let pipeline: [(name: PhaseID, needs: [Int])] = [
        ("planner", []), ("designer", [0]), ("coder", [0, 1]), ("reviewer", [1, 2]),
        ("executor", [2, 3]),
    ]

    /// Retries, a fault, a pattern, a phase from the cache, one skipped, one degraded.
    static var straight: StoredTimeline {
        var script = EventScript(pipeline + [("docs", [0]), ("notify", [0])])
        script.at(0, .started, .phaseSkipped("notify"))
        script.at(0, .phaseStarted("planner"), .cacheHit("planner", digest: Event.Kind.digest))
        script.at(0, .committed("planner"), .over("planner", .cached), .phaseStarted("designer"))
        script.at(0, .attempt("designer", 1), .phaseStarted("docs"), .attempt("docs", 1))
        script.at(3, .succeeded("designer", 1), .committed("designer"))
        script.at(3, .over("designer", .committed), .phaseStarted("coder"), .attempt("coder", 1))
        let fault = Event.Kind.faultInjected(
            "coder",
            attempt: 1,
            fault: "busy",
            effect: "rate_limit"
        )
        script.at(3, fault, .failed("coder", 1, "rate_limit"), .retry("coder", 2, after: 1))
        script.at(4, .attempt("coder", 2), .failed("coder", 2, "rate_limit"))
        script.at(4, .patternFound("coder", attempt: 2, pattern: "repeated_rate_limit", count: 2))
        script.at(4, .retry("coder", 3, after: 2))
        script.at(4.5, .failed("docs", 1, "server_error", "500"))
        script.at(4.5, .phaseDegraded("docs", digest: Event.Kind.digest, cause: "server_error"))
        script.at(4.5, .over("docs", .degraded))
        script.at(6, .attempt("coder", 3))
        script.at(11, .failed("coder", 3, "timeout", "the attempt was not over after 5s"))
        script.at(11, .retry("coder", 4, after: 4))
        script.at(15, .attempt("coder", 4))
        let limit = Duration.seconds(20)
        script.at(37.25, .succeeded("coder", 4))
        script.at(37.25, .anomalyFound("coder", took: .seconds(34.25), limit: limit))
        script.at(37.25, .committed("coder"), .over("coder", .committed))
        script.commit("reviewer", from: 37.25, to: 44)
        script.commit("executor", from: 44, to: 44.2)
        script.at(44.2, .runEnded(status: .degraded, error: nil))
        return script.timeline("cold", status: "degraded")
    }

    /// Killed, resumed and rolled back.
    static var resumed: StoredTimeline {
        var script = EventScript(pipeline)
        script.at(0, .started)
        script.commit("planner", from: 0, to: 19)
        script.commit("designer", from: 19, to: 22)
        let resumed = Event.Kind.runResumed(workflow: "own", seed: 42, restored: 2, cutBytes: 14)
        script.at(0, resumed)
        for phase in ["planner", "designer"] as [PhaseID] {
            script.at(0, .phaseRestored(phase, digest: Event.Kind.digest, isFallback: false))
        }
        script.commit("coder", from: 0, to: 37)
        script.at(37, .phaseStarted("reviewer"), .attempt("reviewer", 1))
        let refused = OperationFailure(kind: "auth", message: "the key was refused")
        script.at(80, .attemptFailed("reviewer", attempt: 1, failure: refused))
        script.at(80, .rolledBack("reviewer", policy: "to_phase", to: "coder", failure: refused))
        script.at(80, .over("reviewer", .discarded))
        script.at(80, .phaseDiscarded("coder", digest: Event.Kind.digest))
        script.commit("coder", from: 80, to: 110, attempt: 2)
        script.commit("reviewer", from: 110, to: 160, attempt: 2)
        script.commit("executor", from: 160, to: 161)
        script.at(161, .runEnded(status: .succeeded, error: nil))
        return script.timeline("killed", status: "succeeded", cutBytes: 14)
    }

    /// A review that sends work back, a hook that fails, and a pause.
    static var revised: StoredTimeline {
        var script = EventScript(pipeline)
        script.at(0, .started)
        script.commit("planner", from: 0, to: 1)
        script.commit("designer", from: 1, to: 2)
        script.commit("coder", from: 2, to: 5)
        script.at(5, .phaseStarted("reviewer"), .attempt("reviewer", 1))
        let finding = ValidationFinding(
            named: "contains",
            message: "expected \"approved\" in the output, found \"the handler returns 200 for "
                + "every path, and nothing says what a client gets for a wrong one\""
        )
        script.at(7, .succeeded("reviewer", 1))
        script.at(7, .validationFailed("reviewer", attempt: 1, finding: finding))
        script.at(7, .sentBack("reviewer", to: "coder"), .over("reviewer", .discarded))
        script.at(7, .phaseDiscarded("coder", digest: Event.Kind.digest))
        script.commit("coder", from: 7, to: 9, attempt: 2)
        script.commit("reviewer", from: 9, to: 10, attempt: 2)
        script.at(10, .phaseStarted("executor"))
        let failure = OperationFailure(kind: "process", message: "exit 3\nno such port")
        script.at(12, .hookEnded("executor", hook: .before, failure: failure))
        script.at(12, .over("executor", .paused))
        script.at(
            12,
            .runEnded(
                status: .paused,
                error: .init(phase: nil, failure: .init(kind: "process", message: ""))
            )
        )
        return script.timeline("revised", status: "paused")
    }

    /// A failure after which what was committed is undone; one phase could not be.
    static var compensated: StoredTimeline {
        var script = EventScript([("fetch", []), ("migrate", [0]), ("publish", [1]), ("warm", [0])])
        script.at(0, .started)
        script.commit("fetch", from: 0, to: 0.25)
        script.at(0.25, .phaseStarted("migrate"), .attempt("migrate", 1))
        script.at(0.25, .phaseStarted("warm"), .attempt("warm", 1))
        script.at(0.75, .succeeded("migrate", 1), .committed("migrate"))
        script.at(0.75, .over("migrate", .committed), .phaseStarted("publish"))
        script.at(0.75, .attempt("publish", 1))
        let failure = OperationFailure(kind: "server_error", message: "503", isRetryable: false)
        script.at(1.5, .attemptFailed("publish", attempt: 1, failure: failure))
        script.at(1.5, .rolledBack("publish", policy: "compensate", to: nil, failure: failure))
        script.at(1.5, .over("publish", .failed), .failed("warm", 1, "cancelled"))
        script.at(1.5, .over("warm", .cancelled), .compensationStarted("migrate", attempt: 1))
        script.at(1.75, .compensated("migrate", attempt: 1, failure: failure))
        script.at(2, .compensationStarted("migrate", attempt: 2))
        script.at(2.25, .compensated("migrate", attempt: 2, failure: nil))
        script.at(2.25, .phaseDiscarded("migrate", digest: Event.Kind.digest))
        script.at(2.25, .compensationStarted("fetch", attempt: 1))
        script.at(2.5, .compensated("fetch", attempt: 1, failure: failure))
        script.at(
            2.5,
            .runEnded(
                status: .failed,
                error: .init(phase: nil, failure: .init(kind: "server_error", message: ""))
            )
        )
        return script.timeline("undone", status: "failed")
    }

    /// Everything from the cache: no time passes.
    static var cached: StoredTimeline {
        var script = EventScript(pipeline)
        script.at(0, .started)
        for phase in pipeline {
            script.at(0, .phaseStarted(phase.name))
            script.at(0, .cacheHit(phase.name, digest: Event.Kind.digest), .committed(phase.name))
            script.at(0, .over(phase.name, .cached))
        }
        script.at(0, .runEnded(status: .succeeded, error: nil))
        return script.timeline("warm", status: "succeeded")
    }

    /// Hours of waiting until the run's deadline, and a phase that never began.
    static var long: StoredTimeline {
        var script = EventScript([("poll", []), ("a-phase-with-a-rather-long-name", [0])])
        script.at(0, .started, .phaseStarted("poll"))
        var time = 0.0
        for number in 1...8 {
            script.at(time, .attempt("poll", number), .failed("poll", number, "rate_limit"))
            script.at(time, .retry("poll", number + 1, after: 60 << number))
            time += Double(60 << number)
        }
        script.at(time, .attempt("poll", 9))
        script.at(time + 3600, .failed("poll", 9, "cancelled"), .over("poll", .cancelled))
        script.at(
            time + 3600,
            .runEnded(
                status: .failed,
                error: .init(phase: nil, failure: .init(kind: "timeout", message: ""))
            )
        )
        return script.timeline("long", status: "failed")
    }
}

extension Event.Kind {
    fileprivate static func sentBack(_ phase: PhaseID, to target: PhaseID) -> Event.Kind {
        .revisionRequested(phase, revise: target, revision: 1, review: "no error path")
    }
}

extension StoredTimeline {
    /// A run of which nothing is recorded.
    static var empty: StoredTimeline {
        EventScript().timeline("empty", status: "interrupted")
    }
}
