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
    private static let failure = AgentFailure(kind: "timeout", message: "m")
    private static let finding = ValidationFinding(.contains("a"), "m")

    static let examples: [Example] = [
        .init("run_started", ["workflow", "seed"], .runStarted(workflow: "w", seed: 1)),
        .init("run_ended", ["status", "cause"], .runEnded(status: .failed, cause: "timeout")),
        .init("run_ended", ["status"], .runEnded(status: .succeeded, cause: nil)),
        .init("phase_started", ["phase"], .phaseStarted("a")),
        .init("phase_ended", ["phase", "status"], .phaseEnded("a", status: "committed")),
        .init("phase_skipped", ["phase"], .phaseSkipped("a")),
        .init(
            "phase_degraded",
            ["phase", "digest", "cause"],
            .phaseDegraded("a", digest: digest, cause: "timeout")
        ),
        .init("phase_committed", ["phase", "digest"], .phaseCommitted("a", digest: digest)),
        .init("phase_discarded", ["phase", "digest"], .phaseDiscarded("a", digest: digest)),
        .init("cache_hit", ["phase", "digest"], .cacheHit("a", digest: digest)),
        .init("cache_missed", ["phase", "because"], .cacheMissed("a", because: ["b", "c"])),
        .init("cache_missed", ["phase"], .cacheMissed("a", because: [])),
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
            ["phase", "attempt", "outcome", "cause", "message"],
            .attemptFailed("a", attempt: 1, failure: failure)
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
            .revisionRequested("a", revise: "b", revision: 1)
        ),
        .init(
            "fault_injected",
            ["phase", "attempt", "fault", "effect"],
            .faultInjected("a", attempt: 1, fault: "f", effect: "hang")
        ),
    ]

    @Test("each kind has its name, and its fields in their order", arguments: examples)
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
        #expect((event.phase != nil) == example.fields.contains("phase"))
        #expect((event.attempt != nil) == example.fields.contains("attempt"))
    }

    @Test("the list of kinds has each name that occurs, once")
    func kindNames() {
        #expect(Set(Self.examples.map(\.name)) == Set(Event.kindNames))
        #expect(Set(Event.kindNames).count == Event.kindNames.count)
    }

    @Test("a call that was called off is told apart from one that failed")
    func outcome() {
        func outcome(_ kind: String) -> EventField? {
            let failure = AgentFailure(kind: kind, message: "")
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
