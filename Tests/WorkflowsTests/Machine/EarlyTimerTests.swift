import TestSupport
import Testing

@testable import Workflows

@Suite("Timers that ring early")
struct EarlyTimerTests {
    /// Rings the earliest timer before its time, and says when it is to ring again.
    private func ringEarly(_ rig: inout MachineRig, at time: Duration) throws -> Duration {
        let next = try #require(rig.timers.min { $0.value < $1.value })
        rig.now = time
        rig.send(.fired(next.key))
        return try #require(rig.timers[next.key])
    }

    @Test("an attempt's timeout ends nothing before its time, and is set again")
    func attempt() throws {
        var rig = MachineRig.started(try Plans.single { $0.attemptTimeout = .seconds(10) })
        #expect(try ringEarly(&rig, at: .seconds(9)) == .seconds(10))
        #expect(try rig.state(of: "a") == .running)
        #expect(rig.actions.count { if case .arm(.attempt, _) = $0 { true } else { false } } == 2)
        try rig.fireNext()
        #expect(rig.lines.contains("attempt_ended a 1"))
        #expect(rig.delays.count == 1, "now it is over")
    }

    @Test("nor does the time without a heartbeat")
    func heartbeat() throws {
        var rig = MachineRig.started(try Plans.single { $0.heartbeatTimeout = .seconds(10) })
        #expect(try ringEarly(&rig, at: .seconds(4)) == .seconds(10))
        rig.send(.frame(try rig.call(of: "a")))
        #expect(try ringEarly(&rig, at: .seconds(13)) == .seconds(14))
        #expect(try rig.state(of: "a") == .running)
    }

    @Test("a delay is waited in full")
    func backoff() throws {
        var rig = MachineRig.started(try Plans.single { $0.retry.delays = [.seconds(5)] })
        try rig.fail("a")
        #expect(try ringEarly(&rig, at: .seconds(4)) == .seconds(5))
        #expect(try rig.state(of: "a") == .backoff)
        try rig.fireNext()
        #expect(rig.attempts(of: "a") == [1, 2])
    }

    @Test("the run's deadline is no earlier for it")
    func deadline() throws {
        var rig = MachineRig.started(try Plans.single(runTimeout: .seconds(10)))
        #expect(try ringEarly(&rig, at: .seconds(1)) == .seconds(10))
        #expect(rig.machine.status == nil)
        try rig.fireNext()
        #expect(rig.machine.status == .failed)
    }

    @Test("one that means nothing any more is not set again")
    func stale() throws {
        var rig = MachineRig.started(try Plans.single { $0.attemptTimeout = .seconds(10) })
        let call = try rig.call(of: "a")
        try rig.answer("a")
        let count = rig.actions.count
        rig.send(.fired(.attempt(call)))
        #expect(rig.actions.count == count)
    }
}
