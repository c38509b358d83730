internal import Locks
internal import Workflows

// What agents do to the world.
extension AgentRequest {
    /// Records that the agent has had an effect on the outside world: ``RunResult/effects`` counts it, whatever becomes of
    /// the answer.
    ///
    /// Call it when the other side has done it. The effect goes by the request's key, as ``idempotencyKey(_:)`` has it for
    /// the same number, so an attempt that repeats it under that key is counted as a repetition.
    ///
    /// - Parameters:
    ///   - effect: What it is called: `charge`.
    ///   - number: Which of the phase's effects of that name it is, from 0.
    ///   - isIdempotent: Whether the other side knows the key, and does nothing the second time.
    public func record(effect: String, number: Int = 0, isIdempotent: Bool = true) {
        note(HeldEffect(AgentEffect(effect, isIdempotent: isIdempotent), number, isUndo: false))
    }

    /// Records that a compensation has taken back what its phase did: all effects of the name that are not taken back yet.
    ///
    /// - Parameters:
    ///   - effect: What it is called: `charge`.
    ///   - isIdempotent: Whether the other side knows the key, and does nothing the second time.
    public func record(undone effect: String, isIdempotent: Bool = true) {
        note(HeldEffect(AgentEffect(effect, isIdempotent: isIdempotent), 0, isUndo: true))
    }
}

/// An effect that is not noted yet.
struct HeldEffect: Sendable {
    let effect: AgentEffect
    let number: Int
    let isUndo: Bool

    init(_ effect: AgentEffect, _ number: Int, isUndo: Bool) {
        self.effect = effect
        self.number = number
        self.isUndo = isUndo
    }
}

/// The effects of a call whose time is not over.
final class HeldEffects: Sendable {
    private let effects = Guarded<[HeldEffect]>([])

    func add(_ effect: HeldEffect) { effects.withLock { $0.append(effect) } }

    /// The time is over: the world has them.
    func release(to request: Workflows.AgentRequest) {
        for held in effects.withLock({ $0 }) { request.note(held) }
    }
}

extension Workflows.AgentRequest {
    func note(_ held: HeldEffect) {
        note(held.effect, place: held.number, isUndo: held.isUndo)
    }
}
