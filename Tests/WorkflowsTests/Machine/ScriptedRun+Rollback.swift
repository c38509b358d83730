import Testing

@testable import Workflows

extension ScriptedRun {
    /// Runs in which a failure takes back what was done.
    static let rollbacks: [ScriptedRun] = [
        ScriptedRun("a failure goes back to the state before it") {
            try failed(.lastGood)
        },
        ScriptedRun("a failure goes back to an earlier phase") {
            try failed(.to("a"))
        },
        ScriptedRun("a failure has committed phases undone") {
            var rig = try failed(.compensate)
            try rig.answer("b")
            try rig.answer("a")
            return rig
        },
        ScriptedRun("a committed phase cannot be undone") {
            var rig = try failed(.compensate)
            try rig.fail("b", isRetryable: false)
            try rig.answer("a")
            return rig
        },
        ScriptedRun("the hook before a phase fails") {
            var rig = MachineRig(try Plans.single { $0.hooks = [.before] })
            rig.held = [.hook("a", .before)]
            rig.send(.start)
            let failure = OperationFailure(kind: "hook", message: "no")
            try rig.release(.hook("a", .before), with: .hooked(TurnID(phase: 0), .before, failure))
            return rig
        },
        ScriptedRun("a backoff ends after the deadline") {
            var rig = MachineRig.started(try Plans.single(runTimeout: .seconds(10)))
            try rig.fail("a")
            rig.now = .seconds(10)
            rig.send(.fired(.backoff(.init(phase: 0, attempt: 2))))
            return rig
        },
        ScriptedRun("a phase is paused") {
            var rig = MachineRig.started(try Plans.single { $0.retry.onExhausted = .pause })
            try rig.fail("a", isRetryable: false)
            return rig
        },
    ]

    /// The last phase of a chain fails for good under this policy.
    private static func failed(_ policy: WorkflowConfiguration.Rollback) throws -> MachineRig {
        var rig = MachineRig.started(try Plans.chain(policy))
        try rig.answer("a")
        try rig.answer("b")
        try rig.fail("c", isRetryable: false)
        return rig
    }
}
