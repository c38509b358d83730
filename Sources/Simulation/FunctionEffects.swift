internal import Locks
internal import Workflows

/// What functions do to the world while time is stopped: it is done when their calls' time is over.
final class FunctionEffects: EffectSink {
    private let acts = Guarded<[EffectAct]>([])

    func note(_ act: EffectAct, of owner: String) {
        acts.withLock { $0.append(act) }
    }

    /// What was noted since the last time.
    func take() -> [EffectAct] {
        acts.withLock { acts in
            defer { acts = [] }
            return acts
        }
    }
}
