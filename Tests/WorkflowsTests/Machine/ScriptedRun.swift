import TestSupport
import Testing

@testable import Workflows

/// Runs that lead a phase through its states, each written down as a script.
struct ScriptedRun: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let play: @Sendable () throws -> MachineRig

    init(_ description: String, _ play: @escaping @Sendable () throws -> MachineRig) {
        testDescription = description
        self.play = play
    }

    /// The steps of phases that the run took.
    func transitions() throws -> Set<PhaseState.Transition> {
        try play().machine.taken
    }

    static let all =
        plain + rollbacks
        + [.sentBack, .cancelled].flatMap { ending in
            siblingStates.map { state in
                ScriptedRun("a phase that is \(state.rawValue) is \(ending.rawValue)") {
                    try sibling(in: state, then: ending)
                }
            }
        }

    private static let siblingStates: [PhaseState] = [
        .ready, .running, .backoff, .validating, .committing, .committed, .degraded,
    ]

    /// What happens to the phase that is in some state.
    enum Ending: String {
        case sentBack = "sent back"
        case cancelled
    }

    /// The writer next to the reviewer reaches a state; then the review sends work back, or the user
    /// cancels.
    static func sibling(in state: PhaseState, then ending: Ending) throws -> MachineRig {
        let plan = try Plans.reviewed { configuration in
            configuration.phases["writer", default: PhaseConfiguration()].fallback = "fallback"
            if state == .validating {
                configuration.phase("writer") { $0.validators = [.maxBytes(1000)] }
            }
            if state == .degraded {
                configuration.phases["writer", default: PhaseConfiguration()].retry.onExhausted =
                    .degrade
            }
        }
        var rig = MachineRig(plan)
        switch state {
        case .ready: rig.held = [.lookUp("writer")]
        case .validating: rig.held = [.validation("writer")]
        case .committing: rig.held = [.commit("writer")]
        default: break
        }
        rig.send(.start)
        try rig.answer("coder")
        switch state {
        case .backoff: try rig.fail("writer")
        case .validating, .committing, .committed: try rig.answer("writer")
        case .degraded: try rig.fail("writer", isRetryable: false)
        default: break
        }
        try #require(try rig.state(of: "writer") == state)
        switch ending {
        case .sentBack: try rig.answer("reviewer", "not yet")
        case .cancelled: rig.send(.cancel)
        }
        return rig
    }

    private static let plain: [ScriptedRun] = [
        ScriptedRun("a phase commits, another is skipped") {
            let plan = try RunPlan.of([.init("a"), .init("b")]) { $0.skipped = ["b"] }
            var rig = MachineRig.started(plan)
            try rig.answer("a")
            return rig
        },
        ScriptedRun("the cache has the result") {
            let plan = try Plans.single()
            var first = MachineRig.started(plan)
            try first.answer("a")
            return MachineRig.started(plan, cache: first.cache)
        },
        ScriptedRun("the cache has a result that is no longer valid") {
            let plan = try Plans.single { $0.validators = [.maxBytes(1000)] }
            var first = MachineRig.started(plan)
            try first.answer("a")
            var rig = MachineRig(plan, cache: first.cache)
            rig.held = [.validation("a")]
            rig.send(.start)
            rig.send(.validated(TurnID(phase: 0), [ValidationFinding(.contains("x"), "no x")]))
            return rig
        },
        ScriptedRun("an attempt fails for good") {
            var rig = MachineRig.started(try Plans.single())
            try rig.fail("a", isRetryable: false)
            return rig
        },
        ScriptedRun("an attempt is followed by another") {
            var rig = MachineRig.started(try Plans.single())
            try rig.fail("a")
            try rig.fireNext()
            try rig.answer("a")
            return rig
        },
        rejected("a rejected output is followed by another try", revisions: 1, .fail),
        rejected("a rejected output fails the phase", revisions: 0, .fail),
        rejected("a rejected output gives way to the fallback", revisions: 0, .degrade),
        ScriptedRun("a commit cannot be recorded") {
            var rig = MachineRig(try Plans.single())
            rig.held = [.commit("a")]
            rig.send(.start)
            try rig.answer("a")
            rig.send(.filesRefused(phase: 0, OperationFailure(kind: "io_error", message: "")))
            return rig
        },
    ]

    private static func rejected(
        _ description: String,
        revisions: Int,
        _ exhaustion: RetryPolicy.Exhaustion
    ) -> ScriptedRun {
        ScriptedRun(description) {
            let plan = try Plans.single { phase in
                phase.validators = [.contains("good")]
                phase.retry.maxRevisions = revisions
                phase.retry.onExhausted = exhaustion
                phase.fallback = "fallback"
            }
            var rig = MachineRig.started(plan)
            try rig.answer("a", "bad")
            return rig
        }
    }
}
