import Testing

@testable import Workflows

@Suite("Heartbeats")
struct RunHeartbeatTests {
    private let call = CallID(phase: 0, attempt: 1)

    private func started(
        _ configure: (inout PhaseConfiguration) -> Void = { _ in }
    ) throws -> MachineRig {
        MachineRig.started(
            try Plans.single { phase in
                phase.heartbeatTimeout = .seconds(5)
                configure(&phase)
            }
        )
    }

    @Test("each starts the time again that a call may be silent")
    func armedAgain() throws {
        var rig = try started()
        for second in [4, 8, 12] {
            rig.now = .seconds(second)
            rig.send(.frame(call))
            #expect(Array(rig.timers.values) == [.seconds(second + 5)])
        }
        #expect(rig.attempts(of: "a") == [1])
    }

    @Test("a call that is silent for too long is cancelled as a timeout, and retried")
    func silent() throws {
        var rig = try started()
        rig.now = .seconds(3)
        rig.send(.frame(call))
        try rig.fireNext()
        #expect(rig.now == .seconds(8))
        let failures = rig.events.compactMap { event -> OperationFailure? in
            guard case .attemptFailed("a", 1, let failure) = event.kind else { return nil }
            return failure
        }
        #expect(failures.map(\.kind) == ["timeout"])
        #expect(failures.first?.message.contains("5s") == true)
        let calledOff = rig.actions.contains { action in
            if case .cancelCall(CallID(phase: 0, attempt: 1)) = action { true } else { false }
        }
        #expect(calledOff)
        try rig.fireNext()
        #expect(rig.attempts(of: "a") == [1, 2])
        #expect(rig.timers.count == 1)
    }

    @Test("a sign of an earlier call means nothing")
    func late() throws {
        var rig = try started()
        try rig.fireNext()
        try rig.fireNext()
        let timers = rig.timers
        rig.now += .seconds(2)
        rig.send(.frame(call))
        #expect(rig.timers == timers)
    }

    @Test("an answer, a failure and a cancellation take the deadline away")
    func disarmed() throws {
        var answered = try started()
        try answered.answer("a")
        #expect(answered.timers.isEmpty)
        var failed = try started()
        try failed.fail("a")
        #expect(failed.timers.keys.allSatisfy { if case .backoff = $0 { true } else { false } })
        var cancelled = try started()
        cancelled.send(.cancel)
        #expect(cancelled.timers.isEmpty)
    }

    @Test("heartbeats do not delay the end of the attempt's own time")
    func attemptTimeout() throws {
        var rig = try started { $0.attemptTimeout = .seconds(7) }
        rig.now = .seconds(4)
        rig.send(.frame(call))
        try rig.fireNext()
        #expect(rig.now == .seconds(7))
        #expect(try rig.state(of: "a") == .backoff)
        #expect(rig.timers.count == 1)
    }

    @Test("without the setting they mean nothing")
    func off() throws {
        var rig = try started { $0.heartbeatTimeout = nil }
        rig.send(.frame(call))
        #expect(rig.timers.isEmpty)
        #expect(try rig.state(of: "a") == .running)
    }
}
