import Testing

@testable import Workflows

@Suite("Failures that repeat themselves")
struct RunPatternTests {
    private func started(
        length: Int = 3,
        stops: Bool = false,
        _ configure: (inout PhaseConfiguration) -> Void = { _ in }
    ) throws -> MachineRig {
        MachineRig.started(
            try Plans.single { phase in
                phase.retry.maxAttempts = 10
                phase.retry.patternLength = length
                phase.retry.stopsOnPattern = stops
                configure(&phase)
            }
        )
    }

    /// Lets attempts fail with these kinds and messages, in turn.
    private func fail(_ rig: inout MachineRig, _ failures: [(String, String)]) throws {
        for (kind, message) in failures {
            try rig.fail("a", OperationFailure(kind: kind, message: message))
            if rig.machine.status == nil { try rig.fireNext() }
        }
    }

    private func patterns(_ rig: MachineRig) -> [Event.Kind] {
        rig.events.map(\.kind).filter { if case .patternFound = $0 { true } else { false } }
    }

    @Test("the same failure so often in a row is a named pattern, reported once", arguments: 2...4)
    func found(length: Int) throws {
        var rig = try started(length: length)
        try fail(&rig, Array(repeating: ("crash", "it died"), count: length - 1))
        #expect(patterns(rig).isEmpty)
        try fail(&rig, [("crash", "it died"), ("crash", "it died")])
        #expect(
            patterns(rig) == [
                .patternFound("a", attempt: length, pattern: "repeated_crash", count: length)
            ]
        )
        #expect(rig.machine.status == nil)
    }

    @Test("three is the default length")
    func defaults() {
        #expect(RetryPolicy().patternLength == 3)
        #expect(!RetryPolicy().stopsOnPattern)
    }

    @Test("numbers in the message make no difference, other words do")
    func fingerprint() throws {
        var rig = try started()
        try fail(&rig, (1...3).map { ("crash", "pid \($0 * 77) died at 12:0\($0)") })
        #expect(patterns(rig).count == 1)
        var other = try started()
        try fail(&other, ["one", "two", "three"].map { ("crash", "\($0) died") })
        #expect(patterns(other).isEmpty)
    }

    @Test("another kind or another message begins anew")
    func reset() throws {
        var rig = try started()
        let crash = ("crash", "it died")
        try fail(&rig, [crash, crash, ("timeout", "it died"), crash, crash])
        #expect(patterns(rig).isEmpty)
        try fail(&rig, [crash])
        #expect(patterns(rig).count == 1)
    }

    @Test("an answer in between begins anew, even one that is rejected")
    func answered() throws {
        var rig = try started { $0.validators = [.contains("good")] }
        let crash = ("crash", "it died")
        try fail(&rig, [crash, crash])
        try rig.answer("a", "bad")
        try fail(&rig, [crash])
        #expect(patterns(rig).isEmpty)
    }

    @Test(
        "stop_on_pattern ends the retries at once; without it they continue",
        arguments: [true, false]
    )
    func stops(isOn: Bool) throws {
        var rig = try started(stops: isOn)
        try fail(&rig, Array(repeating: ("crash", "it died"), count: 3))
        #expect(rig.attempts(of: "a") == (isOn ? [1, 2, 3] : [1, 2, 3, 4]))
        #expect(rig.machine.status == (isOn ? .failed : nil))
        #expect(rig.machine.error?.failure.kind == (isOn ? "crash" : nil))
        #expect(patterns(rig).count == 1)
    }

    @Test("a pattern takes the phase's way out")
    func degrades() throws {
        var rig = try started(stops: true) { phase in
            phase.retry.onExhausted = .degrade
            phase.fallback = "fallback"
        }
        try fail(&rig, Array(repeating: ("crash", "it died"), count: 3))
        #expect(rig.machine.status == .degraded)
    }

    @Test("a phase that is executed again after a rollback begins anew")
    func afterRollback() throws {
        var rig = try started(stops: true) { $0.retry.onExhausted = .rollback }
        try fail(&rig, Array(repeating: ("crash", "it died"), count: 2))
        try rig.fail("a", OperationFailure(kind: "crash", message: "it died"))
        #expect(rig.attempts(of: "a") == [1, 2, 3, 4])
        try fail(&rig, Array(repeating: ("crash", "it died"), count: 2))
        #expect(rig.machine.status == nil)
        try rig.fail("a", OperationFailure(kind: "crash", message: "it died"))
        #expect(rig.machine.status == .failed)
        #expect(patterns(rig).count == 2)
    }
}
