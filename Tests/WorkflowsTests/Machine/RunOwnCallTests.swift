import Testing

@testable import Workflows

@Suite("Calls that agents make themselves")
struct RunOwnCallTests {
    private func failure(calls: Int) -> OperationFailure {
        OperationFailure(kind: "rate_limit", message: "no luck", calls: calls)
    }

    @Test("each counts as an attempt of the policy", arguments: [(2, 2), (3, 1), (7, 1), (1, 3)])
    func failures(calls: Int, expected: Int) throws {
        var rig = MachineRig.started(try Plans.single { $0.retry.maxAttempts = 3 })
        while rig.machine.status == nil {
            try rig.fail("a", failure(calls: calls))
            if rig.machine.status == nil { try rig.fireNext() }
        }
        #expect(rig.attempts(of: "a").count == expected)
        #expect(rig.machine.status == .failed)
    }

    @Test("the delay is the one after so many failures")
    func delay() throws {
        var rig = MachineRig.started(try Plans.single { $0.retry.maxAttempts = 9 })
        try rig.fail("a", failure(calls: 3))
        #expect(rig.delays == [.seconds(4)])
    }

    @Test("a number below one counts as one", arguments: [0, -5])
    func atLeastOne(calls: Int) throws {
        var rig = MachineRig.started(try Plans.single { $0.retry.maxAttempts = 2 })
        try rig.fail("a", failure(calls: calls))
        try rig.fireNext()
        try rig.fail("a", failure(calls: calls))
        #expect(rig.machine.status == .failed)
        #expect(rig.attempts(of: "a") == [1, 2])
    }

    @Test("an answer's calls count as well: all but the last of them failed")
    func answers() throws {
        func rejectedThenFailed(calls: Int) throws -> RunStatus? {
            var rig = MachineRig.started(
                try Plans.single { phase in
                    phase.retry.maxAttempts = 3
                    phase.validators = [.contains("good")]
                }
            )
            try rig.answer("a", "bad", calls: calls)
            try rig.fail("a")
            return rig.machine.status
        }
        #expect(try rejectedThenFailed(calls: 1) == nil)
        #expect(try rejectedThenFailed(calls: 2) == nil)
        #expect(try rejectedThenFailed(calls: 3) == .failed)
    }

    @Test("those of a compensation count for it alone")
    func compensation() throws {
        var rig = MachineRig.started(try Plans.chain(.compensate))
        try rig.answer("a")
        try rig.answer("b")
        try rig.fail("c", isRetryable: false)
        try rig.fail("b", failure(calls: 3))
        #expect(try rig.state(of: "b") == .rollbackFailed)
        #expect(rig.undone == ["b", "a"])
    }
}
