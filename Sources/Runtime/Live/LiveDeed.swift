internal import Workflows

/// What a simulated agent does to the world at the end of its work.
struct LiveDeed: Sendable {
    let acts: [EffectAct]
    let owner: String
    let shared: LiveShared

    func perform() {
        for act in acts { shared.note(act, of: owner) }
    }
}
