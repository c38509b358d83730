import TestSupport
import Testing

@testable import Workflows

@Suite("Failed attempts")
struct RunRetryTests {
    @Test("there are as many attempts as the policy allows, the first included", arguments: 1...5)
    func attempts(max: Int) throws {
        var rig = MachineRig.started(try Plans.single { $0.retry.maxAttempts = max })
        for _ in 1..<max {
            try rig.fail("a")
            try rig.fireNext()
        }
        #expect(rig.machine.status == nil)
        try rig.fail("a", "server_error")
        #expect(rig.attempts(of: "a") == Array(1...max))
        #expect(rig.machine.status == .failed)
        #expect(rig.machine.error?.failure.kind == "server_error")
        #expect(rig.delays.count == max - 1)
    }

    @Test("delays follow the policy, and are announced and waited")
    func delays() throws {
        var rig = MachineRig.started(try Plans.single { $0.retry.maxAttempts = 4 })
        for _ in 1...3 {
            try rig.fail("a")
            try rig.fireNext()
        }
        #expect(rig.delays == [.seconds(1), .seconds(2), .seconds(4)])
        #expect(rig.now == .seconds(7))
    }

    @Test("a Retry-After replaces the delay")
    func retryAfter() throws {
        var rig = MachineRig.started(try Plans.single())
        try rig.fail("a", retryAfter: .milliseconds(30))
        try rig.fireNext()
        #expect(rig.delays == [.milliseconds(30)])
        #expect(rig.now == .milliseconds(30))
    }

    @Test("what is final, by itself or by the policy, is tried once", arguments: [true, false])
    func nonRetryable(byPolicy: Bool) throws {
        var rig = MachineRig.started(
            try Plans.single { $0.retry.nonRetryable = byPolicy ? ["auth"] : [] }
        )
        try rig.fail("a", "auth", isRetryable: byPolicy)
        #expect(rig.attempts(of: "a") == [1])
        #expect(rig.machine.error?.failure.kind == "auth")
    }

    @Test("jitter depends on seed, phase and attempt")
    func jitter() throws {
        func delays(seed: UInt64) throws -> [Duration] {
            let plan = try Plans.single(seed: seed) { phase in
                phase.retry.jitter = .full
                phase.retry.maxAttempts = 4
                phase.retry.coefficient = 1
            }
            var rig = MachineRig.started(plan)
            for _ in 1...3 {
                try rig.fail("a")
                try rig.fireNext()
            }
            return rig.delays
        }
        let one = try delays(seed: 1)
        #expect(try delays(seed: 1) == one)
        #expect(try delays(seed: 2) != one)
        #expect(Set(one).count == 3)
        #expect(one.allSatisfy { $0 <= .seconds(1) })
    }

    @Test("an attempt's timeout cancels it, and is retried")
    func attemptTimeout() throws {
        var rig = MachineRig.started(try Plans.single { $0.attemptTimeout = .seconds(5) })
        try rig.fireNext()
        #expect(rig.now == .seconds(5))
        let cancelled = rig.actions.contains { action in
            if case .cancelCall(CallID(phase: 0, attempt: 1)) = action { true } else { false }
        }
        #expect(cancelled)
        try rig.fireNext()
        #expect(rig.now == .seconds(6))
        #expect(rig.attempts(of: "a") == [1, 2])
    }

    @Test("each attempt has its own timeout, and the last one's is the cause")
    func timeoutEachTime() throws {
        var rig = MachineRig.started(try Plans.single { $0.attemptTimeout = .seconds(5) })
        for _ in 1...5 { try rig.fireNext() }
        #expect(rig.now == .seconds(5 + 1 + 5 + 2 + 5))
        #expect(rig.machine.error?.failure.kind == "timeout")
        #expect(rig.machine.error?.phase == "a")
    }

    @Test("an answer disarms its timeout")
    func disarmed() throws {
        var rig = MachineRig.started(try Plans.single { $0.attemptTimeout = .seconds(5) })
        try rig.answer("a")
        #expect(rig.timers.isEmpty)
    }

    @Test("exhaustion takes the declared fallback, and the run is degraded")
    func degrade() throws {
        let plan = try RunPlan.of([.init("a"), .init("b", needs: ["a"])]) { configuration in
            configuration.phases["a", default: PhaseConfiguration()].retry.onExhausted = .degrade
            configuration.phases["a", default: PhaseConfiguration()].fallback = "plan B"
        }
        var rig = MachineRig.started(plan)
        try rig.fail("a", "auth", isRetryable: false)
        #expect(try rig.request(of: "b").inputs.map(\.output.text) == ["plan B"])
        try rig.answer("b")
        #expect(rig.endings == ["a degraded", "b committed"])
        #expect(rig.machine.status == .degraded)
        #expect(rig.machine.error == nil)
        #expect(rig.cache.count == 1, "a fallback is not kept")
    }

    @Test("without a fallback there is nothing to degrade to")
    func degradeWithoutFallback() throws {
        var rig = MachineRig.started(try Plans.single { $0.retry.onExhausted = .degrade })
        try rig.fail("a", isRetryable: false)
        #expect(rig.machine.status == .failed)
    }
}
