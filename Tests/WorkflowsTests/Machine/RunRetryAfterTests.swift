import Testing

@testable import Workflows

@Suite("What the other side says of the next attempt")
struct RunRetryAfterTests {
    /// The delays of a run whose first attempt fails like this, at 100 s of a world that began at 1,000,000 s.
    private func delays(_ failure: OperationFailure) throws -> [Duration] {
        var rig = MachineRig(try Plans.single())
        rig.wallOrigin = .seconds(1_000_000)
        rig.now = .seconds(100)
        rig.send(.start)
        try rig.fail("a", failure)
        return rig.delays
    }

    @Test(
        "a date is waited for on the wall's clock; one that has passed is now",
        arguments: [(1_000_130, 30), (1_000_100, 0), (999_000, 0)]
    )
    func date(second: Int, delay: Int) throws {
        let failure = OperationFailure(kind: "rate_limit", message: "", retryAt: .seconds(second))
        #expect(try delays(failure) == [.seconds(delay)])
    }

    @Test("a sentence of the body is waited for")
    func body() throws {
        let message = "429: Rate limit reached. Please try again in 6m0s."
        #expect(
            try delays(OperationFailure(kind: "rate_limit", message: message)) == [.seconds(360)]
        )
    }

    @Test("the header counts before the date, and the date before the body")
    func precedence() throws {
        let message = "Please try again in 7s."
        let both = OperationFailure(
            kind: "rate_limit",
            message: message,
            retryAfter: .seconds(2),
            retryAt: .seconds(1_000_103)
        )
        #expect(try delays(both) == [.seconds(2)])
        let date = OperationFailure(
            kind: "rate_limit",
            message: message,
            retryAt: .seconds(1_000_103)
        )
        #expect(try delays(date) == [.seconds(3)])
    }

    @Test("without a hint the policy's delay is waited")
    func silent() throws {
        #expect(try delays(OperationFailure(kind: "rate_limit", message: "429")) == [.seconds(1)])
    }

    @Test("the event says how long the other side asked for, whatever way it said so")
    func told() throws {
        var rig = MachineRig.started(try Plans.single())
        try rig.fail("a", OperationFailure(kind: "rate_limit", message: "", retryAt: .seconds(40)))
        let asked = rig.events.compactMap { event -> Duration? in
            guard case .attemptFailed(_, _, let failure) = event.kind else { return nil }
            return failure.retryAfter
        }
        #expect(asked == [.seconds(40)])
    }

    @Test("what is final is not waited for")
    func final() throws {
        var rig = MachineRig.started(try Plans.single())
        let message = "Quota exceeded. Please try again in 20s."
        try rig.fail("a", OperationFailure(kind: "quota", message: message, isRetryable: false))
        #expect(rig.machine.status == .failed)
        #expect(rig.machine.error?.failure.retryAfter == nil)
    }

    @Test("a compensation waits as it is asked to")
    func compensation() throws {
        var rig = MachineRig.started(try Plans.chain(.compensate))
        try rig.answer("a")
        try rig.answer("b")
        try rig.fail("c", isRetryable: false)
        let now = rig.now
        try rig.fail("b", OperationFailure(kind: "rate_limit", message: "retry after 20 seconds"))
        try rig.fireNext()
        #expect(rig.now - now == .seconds(20))
    }
}
