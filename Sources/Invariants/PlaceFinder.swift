internal import Workflows

/// Finds the places of the phases that a run's events name.
///
/// A phase that the plan does not have gets a place behind all others, for the time of the run.
struct PlaceFinder {
    private var latest = 0
    private var strangers: [PhaseID: Int] = [:]

    /// Forgets what the run before named.
    mutating func begin() {
        latest = 0
        if !strangers.isEmpty { strangers.removeAll() }
    }

    /// The place of a phase that an event concerns.
    mutating func place(of phase: PhaseID, in plan: ObservedPlan) -> Int {
        // Events come in rows of one phase, then of the next: the name need not be looked up.
        let phases = plan.phases
        for guess in latest..<min(latest + 2, phases.count) where phases[guess].id == phase {
            latest = guess
            return guess
        }
        if let place = plan.place(of: phase) {
            latest = place
            return place
        }
        if let place = strangers[phase] { return place }
        let place = phases.count + strangers.count
        strangers[phase] = place
        return place
    }
}
