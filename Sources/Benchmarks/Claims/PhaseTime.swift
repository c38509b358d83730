internal import Workflows

/// Measures how much of a run's time some of its phases take.
enum PhaseTime {
    /// The share of a run's time in which an attempt of one of these phases was in progress; `nil`
    /// for a run that takes no time. Times that overlap count once.
    static func share(of phases: Set<PhaseID>, in trace: RunTrace) -> Double? {
        let total = trace.record.duration.seconds
        guard total > 0 else { return nil }
        var running = 0
        var since = Duration.zero
        var taken = Duration.zero
        for event in trace.events {
            switch event.kind {
            case .attemptStarted(let phase, _, _) where phases.contains(phase):
                if running == 0 { since = event.time }
                running += 1
            case .attemptSucceeded(let phase, _, _, _, _) where phases.contains(phase),
                .attemptFailed(let phase, _, _) where phases.contains(phase):
                running -= 1
                if running == 0 { taken += event.time - since }
            default: break
            }
        }
        return taken.seconds / total
    }
}
