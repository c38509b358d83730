import Testing
import Workflows

@Suite("Fields of events")
struct EventFieldsTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let kind: Event.Kind
        let name: String
        let fields: [String]

        init(_ name: String, _ fields: [String], _ kind: Event.Kind) {
            self.kind = kind
            self.name = name
            self.fields = fields
        }

        var testDescription: String { name }
    }

    private static let digest = Digest(of: "x")
    private static let failure = OperationFailure(kind: "timeout", message: "m")
    private static let usage = Usage(tokens: 1, costMicros: 2, calls: 3, memoryBytes: 4)
    private static let finding = ValidationFinding(.contains("a"), "m")

    static let examples: [Example] = [
        .init("run_started", ["workflow", "seed", "version"], .runStarted(workflow: "w", seed: 1)),
        .init(
            "run_ended",
            ["status", "cause"],
            .runEnded(
                status: .failed,
                error: .init(phase: nil, failure: .init(kind: "timeout", message: ""))
            )
        ),
        .init(
            "run_ended",
            ["status", "cause", "phase", "message"],
            .runEnded(status: .failed, error: RunError(phase: "a", failure: failure))
        ),
        .init("run_ended", ["status"], .runEnded(status: .succeeded, error: nil)),
        .init("phase_started", ["phase"], .phaseStarted("a")),
        .init("phase_ended", ["phase", "status"], .phaseEnded("a", status: .committed)),
        .init("phase_skipped", ["phase"], .phaseSkipped("a")),
        .init(
            "phase_degraded",
            ["phase", "digest", "cause"],
            .phaseDegraded("a", digest: digest, cause: "timeout")
        ),
        .init("phase_committed", ["phase", "digest"], .phaseCommitted("a", digest: digest)),
        .init(
            "phase_committed",
            ["phase", "digest", "inputs"],
            .phaseCommitted("a", digest: digest, inputs: digest)
        ),
        .init("phase_discarded", ["phase", "digest"], .phaseDiscarded("a", digest: digest)),
        .init("cache_hit", ["phase", "digest"], .cacheHit("a", digest: digest)),
        .init(
            "cache_hit",
            ["phase", "digest", "inputs"],
            .cacheHit("a", digest: digest, inputs: digest)
        ),
        .init("cache_missed", ["phase", "because"], .cacheMissed("a", because: ["b", "c"])),
        .init("cache_missed", ["phase"], .cacheMissed("a", because: [])),
        .init("cache_evicted", ["phase", "evicted"], .cacheEvicted("a", count: 2)),
        .init(
            "attempt_started",
            ["phase", "attempt", "truncated_bytes"],
            .attemptStarted("a", attempt: 1, truncatedBytes: 5)
        ),
        .init(
            "attempt_started",
            ["phase", "attempt"],
            .attemptStarted("a", attempt: 1, truncatedBytes: 0)
        ),
        .init(
            "attempt_ended",
            ["phase", "attempt", "outcome", "digest", "response"],
            .attemptSucceeded("a", attempt: 1, digest: digest, response: 200)
        ),
        .init(
            "attempt_ended",
            ["phase", "attempt", "outcome", "digest"],
            .attemptSucceeded("a", attempt: 1, digest: digest, response: nil)
        ),
        .init(
            "attempt_ended",
            ["phase", "attempt", "outcome", "digest", "tokens", "cost", "calls", "memory_bytes"],
            .attemptSucceeded("a", attempt: 1, digest: digest, response: nil, usage: usage)
        ),
        .init(
            "attempt_ended",
            ["phase", "attempt", "outcome", "digest", "memory"],
            .attemptSucceeded(
                "a",
                attempt: 1,
                digest: digest,
                response: nil,
                usage: Usage(isMemoryShared: true)
            )
        ),
        .init(
            "attempt_ended",
            ["phase", "attempt", "outcome", "cause", "message", "tokens", "cost"],
            .attemptFailed(
                "a",
                attempt: 1,
                failure: .init(kind: "k", message: "m", usage: .init(tokens: 1, costMicros: 2))
            )
        ),
        .init(
            "attempt_ended",
            ["phase", "attempt", "outcome", "cause", "message"],
            .attemptFailed("a", attempt: 1, failure: failure)
        ),
        .init(
            "attempt_ended",
            ["phase", "attempt", "outcome", "cause", "message", "calls"],
            .attemptFailed("a", attempt: 1, failure: .init(kind: "k", message: "m", calls: 2))
        ),
        .init(
            "retry_scheduled",
            ["phase", "attempt", "delay_us", "cause"],
            .retryScheduled("a", attempt: 2, delay: .seconds(1), cause: "timeout")
        ),
        .init(
            "validation_failed",
            ["phase", "attempt", "validator", "message"],
            .validationFailed("a", attempt: 1, finding: finding)
        ),
        .init(
            "revision_requested",
            ["phase", "revise", "revision"],
            .revisionRequested("a", revise: "b", revision: 1, review: "too short")
        ),
        .init(
            "fault_injected",
            ["phase", "attempt", "fault", "effect"],
            .faultInjected("a", attempt: 1, fault: "f", effect: "hang")
        ),
    ]

    static let rareExamples: [Example] = [
        .init(
            "pattern_found",
            ["phase", "attempt", "pattern", "count"],
            .patternFound("a", attempt: 3, pattern: "repeated_timeout", count: 3)
        ),
        .init(
            "anomaly_found",
            ["phase", "took_us", "limit_us"],
            .anomalyFound("a", took: .seconds(9), limit: .seconds(3))
        ),
        .init(
            "rolled_back",
            ["phase", "policy", "to", "cause"],
            .rolledBack("a", policy: "to_phase", to: "b", failure: failure)
        ),
        .init(
            "rolled_back",
            ["phase", "policy", "cause"],
            .rolledBack("a", policy: "compensate", to: nil, failure: failure)
        ),
        .init(
            "compensation_started",
            ["phase", "attempt"],
            .compensationStarted("a", attempt: 1)
        ),
        .init(
            "compensated",
            ["phase", "attempt", "outcome"],
            .compensated("a", attempt: 1, failure: nil)
        ),
        .init(
            "compensated",
            ["phase", "attempt", "outcome", "cause", "message"],
            .compensated("a", attempt: 1, failure: failure)
        ),
        .init(
            "hook_ended",
            ["phase", "hook", "outcome"],
            .hookEnded("a", hook: .onFailure, failure: nil)
        ),
        .init(
            "hook_ended",
            ["phase", "hook", "outcome", "cause", "message"],
            .hookEnded("a", hook: .before, failure: failure)
        ),
        .init(
            "run_resumed",
            ["workflow", "seed", "restored", "cut_bytes", "version"],
            .runResumed(workflow: "w", seed: 1, restored: 2, cutBytes: 17)
        ),
        .init(
            "run_resumed",
            ["workflow", "seed", "restored", "version"],
            .runResumed(workflow: "w", seed: 1, restored: 2, cutBytes: 0)
        ),
        .init(
            "phase_restored",
            ["phase", "digest"],
            .phaseRestored("a", digest: digest, isFallback: false)
        ),
        .init(
            "phase_restored",
            ["phase", "digest", "status"],
            .phaseRestored("a", digest: digest, isFallback: true)
        ),
    ]

    static let allExamples = examples + rareExamples

    @Test("each kind has its name, and its fields in their order", arguments: allExamples)
    func fields(_ example: Example) {
        let event = Event(
            sequence: 1,
            time: .zero,
            run: .init(name: "main"),
            kind: example.kind
        )
        var names: [String] = []
        event.forEachField { name, _ in names.append(name.description) }
        #expect(names == ["seq", "t_us", "run", "kind"] + example.fields)
        #expect(event.kindName == example.name)
        let concernsPhase = example.fields.contains("phase") && example.name != "run_ended"
        #expect((event.phase != nil) == concernsPhase)
        #expect((event.attempt != nil) == example.fields.contains("attempt"))
    }

    @Test("the list of kinds has each name that occurs, once")
    func kindNames() {
        #expect(Set(Self.allExamples.map(\.name)) == Set(Event.kindNames))
        #expect(Set(Event.kindNames).count == Event.kindNames.count)
    }

    @Test("a cancelled call is distinguished from one that failed")
    func outcome() {
        func outcome(_ kind: String) -> EventField? {
            let failure = OperationFailure(kind: kind, message: "")
            let event = Event(
                sequence: 1,
                time: .zero,
                run: .init(name: "main"),
                kind: .attemptFailed("a", attempt: 1, failure: failure)
            )
            var found: EventField?
            event.forEachField { name, value in
                if name.description == "outcome" { found = value }
            }
            return found
        }
        #expect(outcome("cancelled") == .text("cancelled"))
        #expect(outcome("timeout") == .text("failed"))
    }
}
