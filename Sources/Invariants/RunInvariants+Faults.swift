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
        guard asked.contains(.oneKeyOneInput),
            case .faultInjected(_, _, _, let effect) = source.kind, Self.losses.contains(effect)
        else { return }
        // Whoever resumes it does not know what its agents were given.
        oneKeyOneInput.begin(places)
    }
}
