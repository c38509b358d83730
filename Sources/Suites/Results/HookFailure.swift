package import Workflows

/// A failed hook of a phase; the work itself continues.
package struct HookFailure: Sendable, Equatable {
    /// The run's id, with the number of the repetition where there are several.
    package let run: String
    /// The phase that the hook belongs to.
    package let phase: PhaseID
    /// When the hook is called.
    package let hook: PhaseHook
    /// Why it failed.
    package let failure: OperationFailure

    /// How many of one run are kept.
    static let mostKept = 20

    /// Describes a hook that failed.
    package init(run: String, phase: PhaseID, hook: PhaseHook, failure: OperationFailure) {
        self.run = run
        self.phase = phase
        self.hook = hook
        self.failure = failure
    }

    /// Those that failed in a run and did not end it: a `before` hook that fails is its phase's failure.
    static func all(in events: some Sequence<Event>) -> [HookFailure] {
        events.compactMap { event in
            guard case .hookEnded(let phase, let hook, let failure?) = event.kind, hook != .before
            else { return nil }
            return HookFailure(run: event.run.id, phase: phase, hook: hook, failure: failure)
        }
    }
}
