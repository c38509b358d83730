internal import Workflows

// What faults do to what an observer may expect.
extension RunInvariants {
    /// The types that take from the disk what was durable.
    private static let losses: Set<String> = [
        "torn_write", "bit_flip", "lost_fsync", "truncated_tail",
    ]

    /// Takes up that a fault acted.
    mutating func noteFault(_ source: EventSource) {
        if !lowering.isEmpty { noteLowering(source) }
        guard case .faultInjected(_, _, _, let effect) = source.kind, Self.losses.contains(effect)
        else { return }
        noteLoss()
    }

    /// Takes up that a run goes on from a journal whose end was cut: the process can die before it says what did that.
    mutating func noteCut(_ source: EventSource) {
        if case .runResumed(_, _, _, let cut) = source.kind, cut > 0 { noteLoss() }
    }

    /// Whoever resumes the run may know less than was durable.
    private mutating func noteLoss() {
        if asked.contains(.oneKeyOneInput) { oneKeyOneInput.begin(places) }
        bounds.lose()
        compensationOrder.lose()
        usageBounds.lose()
    }
}
