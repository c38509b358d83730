internal import Workflows

// What faults do to what an observer may expect.
extension RunInvariants {
    /// The types that damage an entry while it is written, which nobody took for durable yet.
    private static let tears: Set<String> = ["torn_write", "bit_flip"]
    /// The types that take from the disk what was durable; `bit_flip` does where a journal is read.
    private static let losses: Set<String> = ["lost_fsync", "truncated_tail"]

    /// Takes up that a fault acted.
    mutating func noteFault(_ source: EventSource) {
        if !lowering.isEmpty { noteLowering(source) }
        guard case .faultInjected(_, _, _, let effect) = source.kind else { return }
        let isRead = source.sequence == opening
        if isRead { opening += 1 }
        if Self.losses.contains(effect) || (isRead && Self.tears.contains(effect)) {
            noteLoss()
        } else if Self.tears.contains(effect) {
            isTorn = true
            forgetInputs()
        }
    }

    /// Takes up that a run goes on from a journal. Where its end is cut and no tear did that, something durable is lost: the
    /// process can die before it says what took it.
    mutating func noteResume(_ source: EventSource) {
        opening = source.sequence + 1
        if case .runResumed(_, _, _, let cut) = source.kind, cut > 0, !isTorn { noteLoss() }
        isTorn = false
    }

    /// Whoever resumes the run may know less than was durable.
    private mutating func noteLoss() {
        forgetInputs()
        bounds.lose()
        usageBounds.lose()
        compensationOrder.lose()
    }

    /// Whoever resumes the run does not know what its agents were given.
    private mutating func forgetInputs() {
        if asked.contains(.oneKeyOneInput) { oneKeyOneInput.begin(places) }
    }
}
