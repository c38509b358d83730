internal import Workflows

// Faults that lower the resources of a run: it is judged by what they leave, from when they act.
extension RunInvariants {
    /// What faults left of the run's resources.
    var left: ResourcePassage { bounds.left }

    /// Takes up what faults left of the resources of the execution that is resumed, or of this one.
    mutating func lower(to limits: ResourcePassage) {
        bounds.lower(to: limits)
        usageBounds.lower(to: limits)
    }

    /// Takes up what a fault does that acted.
    mutating func noteLowering(_ source: EventSource) {
        guard case .faultInjected(_, _, let fault, _) = source.kind,
            let limits = lowering[fault]
        else { return }
        lower(to: limits)
    }

    /// Takes up what the execution used that is resumed.
    mutating func takeOver(_ spent: [UsageBounds.Spent]) { usageBounds.begin(places, after: spent) }
}
