import Faults
import Scenarios
import Workflows

@testable import Suites

/// Results to report on; the same on every call.
enum SampleSuite {
    /// One scenario of each kind.
    static var suite: SuiteResult {
        SuiteResult(scenarios: [passed, failed, flaky, skipped, broken, repeated])
    }

    /// A real one that passed and whose server answered.
    static var passed: ScenarioResult {
        var scenario = scenario("hello-world-api", isVirtual: false, status: .passed)
        let response = PhaseOutput.Response(
            status: 200,
            body: "{\"message\": \"Hello, World!\"}",
            port: 40213
        )
        let cold = repetition("cold", executed: ["planner", "coder"], response: response)
        let warm = repetition("warm", cached: ["planner", "coder"], response: response)
        scenario.runs = [run("cold", line: 12, [cold]), run("warm", line: 20, [warm])]
        scenario.faults = [FaultResult(id: "rate-limited", fired: 2, outcome: .absorbed)]
        return scenario
    }

    /// A virtual one of which a run and an invariant failed.
    static var failed: ScenarioResult {
        var scenario = scenario("cache.ttl", status: .failed)
        let failures = [
            failure("cached [planner]", "cached []\nmissed because of ttl", 14, run: "warm"),
            failure("status succeeded", "failed", 15, run: "warm"),
        ]
        var warm = repetition("warm", status: .failed, executed: ["planner"], failures: failures)
        warm.error = RunError(
            phase: "planner",
            failure: OperationFailure(kind: "process", message: "exit 3\nno such model")
        )
        let said = (1...10).map { "line \($0)" }.joined(separator: "\n")
        warm.transcripts = [.init(phase: "planner", attempt: 1, text: said)]
        scenario.runs = [
            run("cold", line: 9, [repetition("cold", executed: ["planner"])]),
            run("warm", line: 12, [warm]),
        ]
        scenario.invariantFailures = [failure("fault lost fires", "it never fired", 30)]
        scenario.faults = [FaultResult(id: "lost", fired: 0, outcome: .neverFired)]
        return scenario
    }

    /// One that passed on its third try.
    static var flaky: ScenarioResult {
        var scenario = scenario("flaky", isVirtual: false, status: .flaky)
        scenario.runs = [
            run("cold", line: 7, [repetition("cold", executed: ["planner"])]),
            run("warm", line: 9, [repetition("warm", cached: ["planner"])]),
        ]
        scenario.failedTries = [
            [
                failure("duration <= 1s", "1.2s", 8, run: "cold"),
                failure("status succeeded", "failed", 10, run: "warm#2"),
            ],
            [failure("one ending", "two endings", 1)],
        ]
        return scenario
    }

    /// One that was not run.
    static var skipped: ScenarioResult {
        var scenario = scenario("skipped", status: .skipped)
        scenario.skipReason = "needs a network"
        scenario.runs = [run("cold", line: 5, [])]
        scenario.wallTime = .zero
        return scenario
    }

    /// One that broke off in its second run of three.
    static var broken: ScenarioResult {
        var scenario = scenario("broken", status: .failed)
        scenario.runs = [
            run("first", line: 5, [repetition("first", executed: ["planner"])]),
            run("second", line: 6, []),
            run("third", line: 7, []),
        ]
        scenario.breakage = "cannot write the journal: no space left on device\n(journal.sqlite)"
        return scenario
    }

    /// One whose run is repeated 25 times, and fails twice.
    static var repeated: ScenarioResult {
        var scenario = scenario("repeated", status: .failed)
        let repetitions = (1...25).map { number in
            repetition(
                "load#\(number)",
                executed: ["planner"],
                failures: number % 12 == 0
                    ? [failure("attempts {planner: 1}", "2", 4, run: "load#\(number)")] : []
            )
        }
        scenario.runs = [run("load", line: 3, repetitions)]
        return scenario
    }

    /// One whose first run reports its usage.
    static var costly: ScenarioResult {
        var scenario = scenario("costly", status: .passed)
        let usage = Usage(tokens: 98765, costMicros: 4_250_000)
        scenario.runs = [
            run("cold", line: 3, [repetition("cold", executed: ["planner"], usage: usage)]),
            run("warm", line: 4, [repetition("warm", cached: ["planner"])]),
        ]
        return scenario
    }

    static func scenario(
        _ name: String,
        isVirtual: Bool = true,
        status: ScenarioResult.Status
    ) -> ScenarioResult {
        ScenarioResult(
            name: name,
            file: "Scenarios/\(name).yaml",
            className: "Scenarios.\(name)",
            status: status,
            seed: .max,
            workflow: "enhanced_full",
            isVirtual: isVirtual,
            traceHash: Digest(of: name),
            wallTime: .microseconds(1_234_567)
        )
    }

    static func run(
        _ name: String,
        line: Int,
        _ repetitions: some Collection<RepetitionResult>
    ) -> RunResult {
        RunResult(
            name: name,
            location: "Scenarios/a.yaml:\(line)",
            repetitions: Repetitions(repetitions),
            wallTime: .microseconds(repetitions.count * 1500)
        )
    }

    static func failure(
        _ expected: String,
        _ found: String,
        _ line: Int,
        run: String = ""
    ) -> ExpectationFailure {
        let location = "Scenarios/a.yaml:\(line)"
        return ExpectationFailure(
            expected: expected,
            found: found,
            location: location,
            run: run,
            // The runs of samples bear no number of their own.
            repetition: run.split(separator: "#").dropFirst().last.flatMap { Int($0) } ?? 0,
            seed: 42
        )
    }

    static func repetition(
        _ id: String,
        status: RunStatus = .succeeded,
        executed: [PhaseID] = [],
        cached: [PhaseID] = [],
        usage: Usage = .unknown,
        response: PhaseOutput.Response? = nil,
        failures: [ExpectationFailure] = []
    ) -> RepetitionResult {
        let digest = Digest(of: "output")
        var kinds: [Event.Kind] = []
        for phase in executed {
            kinds.append(.attemptStarted(phase, attempt: 1, truncatedBytes: 0))
            if usage != .unknown {
                kinds.append(
                    .attemptSucceeded(
                        phase,
                        attempt: 1,
                        digest: digest,
                        response: nil,
                        usage: usage
                    )
                )
            }
            if status == .succeeded { kinds.append(.phaseCommitted(phase, digest: digest)) }
        }
        for phase in cached {
            kinds += [.cacheHit(phase, digest: digest), .phaseCommitted(phase, digest: digest)]
        }
        kinds.append(.runEnded(status: status, error: nil))
        let run = Event.Run(name: id)
        let time = Duration.microseconds(executed.count * 1_250_001)
        let events = kinds.enumerated().map { index, kind in
            Event(sequence: index + 1, time: time, run: run, kind: kind)
        }
        return RepetitionResult(
            id: id,
            record: RunRecord(run: run, events: events),
            status: status,
            response: response,
            transcripts: [],
            failures: failures
        )
    }
}
