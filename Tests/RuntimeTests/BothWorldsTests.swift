import Agents
import Faults
import Simulation
import TestSupport
import Testing
import Workflows

@testable import Runtime

@Suite("Both worlds tell the same story", .timeLimit(.minutes(1)))
struct BothWorldsTests {
    /// Runs of one scenario, with nothing due at nearly the same time.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        var agents: [String: SimulatedAgent] = BothWorldsTests.agents
        var faults: [Fault] = []
        var runs = ["one"]
        var configure: @Sendable (inout WorkflowConfiguration) -> Void = { _ in }
        /// A kind of event without which the case shows nothing.
        let shows: String

        var testDescription: String { name }

        func plan(_ run: String) throws -> RunPlan {
            try .of(
                [.init("a"), .init("b", needs: ["a"]), .init("c", needs: ["b"])],
                run: run
            ) { configuration in
                configuration.everywhere { $0.retry.initial = .milliseconds(60) }
                configure(&configuration)
            }
        }
    }

    static let agents = ["a", "b", "c"].reduce(into: [String: SimulatedAgent]()) {
        $0[$1] = agent("\($1) says")
    }

    static func agent(_ texts: String...) -> SimulatedAgent {
        SimulatedAgent(
            outputs: texts.map { PhaseOutput(text: $0) },
            latency: .constant(.milliseconds(3))
        )
    }

    static func fault(
        _ id: String,
        _ phase: String,
        _ type: any Injection,
        at failpoint: Failpoint = .agentCall
    ) -> Fault {
        var selector = FaultSelector()
        selector.phase = phase
        selector.attempt = 1...1
        return Fault(id: id, failpoint: failpoint, selector: selector, inject: type)
    }

    static let cases = [
        Case(name: "nothing happens", shows: "phase_committed"),
        Case(
            name: "an overloaded provider, a conflict and a lost answer are retried",
            faults: [
                fault("busy", "a", Overloaded()),
                fault("conflict", "b", ClientError(status: 409)),
                fault("lost", "c", AckLost()),
            ],
            shows: "retry_scheduled"
        ),
        Case(
            name: "a key that is not accepted is not tried again",
            faults: [fault("key", "b", Unauthorized())],
            shows: "fault_injected"
        ),
        Case(
            name: "credit runs out",
            faults: [fault("credit", "b", QuotaExhausted())],
            shows: "retry_scheduled"
        ),
        Case(
            name: "answers are cut, fenced and replaced",
            faults: [
                fault("cut", "a", TruncatedOutput(), at: .agentOutput),
                fault("fence", "b", FencedJSON(), at: .agentOutput),
                fault("error", "c", ErrorIn200(), at: .agentOutput),
            ],
            shows: "fault_injected"
        ),
        Case(
            name: "a file outside is refused",
            faults: [fault("escape", "c", EscapingFile(), at: .agentOutput)],
            shows: "fault_injected"
        ),
        Case(
            name: "a rate limit, a server error and a crash are retried",
            faults: [
                fault("limited", "a", RateLimit(retryAfter: .milliseconds(70))),
                fault("error", "b", ServerError(status: 503)),
                fault("crash", "c", Crash(point: .after)),
            ],
            shows: "retry_scheduled"
        ),
        Case(
            name: "a slow answer counts",
            faults: [fault("slow", "b", AddedLatency(.constant(.milliseconds(60))))],
            shows: "fault_injected"
        ),
        Case(
            name: "a hang meets the attempt's timeout",
            faults: [fault("hang", "b", Hang())],
            configure: { $0.phase("b") { $0.attemptTimeout = .milliseconds(400) } },
            shows: "retry_scheduled"
        ),
        Case(
            name: "a crash that is never retried fails the run",
            faults: [fault("crash", "b", Crash(point: .before))],
            configure: { $0.phase("b") { $0.retry.nonRetryable = ["crash"] } },
            shows: "fault_injected"
        ),
        Case(
            name: "results make room for others",
            configure: { $0.cacheLimits = CacheLimits(entries: 1) },
            shows: "cache_evicted"
        ),
        Case(
            name: "an agent says what it used up",
            agents: agents.merging(
                ["b": SimulatedAgent(outputs: [], tokens: 7, costMicros: 250_000, calls: 2)]
            ) { _, own in own },
            shows: "attempt_ended"
        ),
        Case(name: "the second run is cached", runs: ["cold", "warm"], shows: "cache_hit"),
        Case(
            name: "a review sends work back",
            agents: agents.merging(
                ["a": agent("draft", "better"), "c": agent("no", "approved")]
            ) { _, own in own },
            configure: {
                $0.phase("c") {
                    $0.validators = [.contains("approved")]
                    $0.onRejected = .init(revise: "a", max: 2)
                }
            },
            shows: "revision_requested"
        ),
        Case(
            name: "an exhausted phase takes its fallback",
            faults: [fault("down", "b", ServerError())],
            configure: {
                $0.phase("b") {
                    $0.retry.maxAttempts = 1
                    $0.retry.onExhausted = .degrade
                    $0.fallback = "as last time"
                }
            },
            shows: "phase_degraded"
        ),
        Case(
            name: "an output is rejected until it fits",
            agents: agents.merging(["b": agent("x", "y", "fits")]) { _, own in own },
            configure: { $0.phase("b") { $0.validators = [.contains("fits")] } },
            shows: "validation_failed"
        ),
        Case(
            name: "an output that never fits fails the run",
            configure: { $0.phase("b") { $0.validators = [.contains("fits")] } },
            shows: "validation_failed"
        ),
        Case(
            name: "a skipped phase",
            configure: { $0.skipped = ["b"] },
            shows: "phase_skipped"
        ),
        Case(
            name: "a delay that would pass the run's deadline is not waited for",
            faults: [fault("error", "b", ServerError())],
            configure: {
                $0.runTimeout = .seconds(20)
                $0.everywhere { $0.retry.initial = .seconds(30) }
            },
            shows: "attempt_ended"
        ),
    ]

    @Test("the lines of the events are the same but for the time", arguments: cases)
    func agree(_ scenario: Case) async throws {
        let folder = try TemporaryFolder()
        var virtual = VirtualWorld(faults: scenario.faults)
        let live = LiveWorld.below(folder, faults: scenario.faults)
        for run in scenario.runs {
            let plan = try scenario.plan(run)
            let simulated = virtual.run(plan, agents: scenario.agents)
            let real = await live.run(plan, agents: scenario.agents.mapValues { .simulated($0) })
            #expect(Self.timeless(real) == Self.timeless(simulated))
            #expect(real.status == simulated.status)
            #expect(real.error == simulated.error)
            #expect(real.outputs == simulated.outputs)
            #expect(real.firings == simulated.firings)
            if run == scenario.runs.last {
                #expect(simulated.events.contains { $0.kindName == scenario.shows })
            }
        }
        #expect(live.tallies == virtual.tallies)
    }

    private static func timeless(_ trace: RunTrace) -> [String] {
        trace.lines.split(separator: "\n").map {
            String($0.replacing(/"t_us":\d+,/, with: ""))
        }
    }
}
