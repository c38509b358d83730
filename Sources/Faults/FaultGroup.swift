/// Faults that fire together in a share of the runs.
///
/// In such a run one number is drawn for the whole group, once in a run and repetition, whatever lives the run has. At each
/// visit of each of its faults that number is held against the fault's own probability, in place of a number of the
/// visit's own: two faults of one probability fire at all their visits, or at none. What their drawn windows draw is the
/// group's too, so that equal distributions give equal windows. In the other runs each fault draws for itself, as if it were
/// in no group.
package struct FaultGroup: Sendable, Equatable {
    /// What the faults have in common.
    package let name: String
    /// The share of runs in which they fire together, 0...1.
    package let together: Double

    /// Declares a group.
    package init(name: String, together: Double) {
        self.name = name
        self.together = together
    }
}
