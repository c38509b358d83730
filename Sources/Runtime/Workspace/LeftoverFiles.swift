internal import Locks
internal import Workflows

/// What programs wrote into a workspace and no result holds, gathered from the calls of a run.
final class LeftoverFiles: Sendable {
    /// How many names of a phase are reported.
    private static let reported = 10

    private let byPhase = Guarded<[PhaseID: RunTrace.Leftovers]>([:])

    /// Notes what the latest call of a phase left.
    func note(_ paths: [String], of phase: PhaseID) {
        let sorted = paths.sorted()
        byPhase.withLock { found in
            found[phase] =
                sorted.isEmpty
                ? nil
                : RunTrace.Leftovers(
                    phase: phase,
                    paths: Array(sorted.prefix(Self.reported)),
                    count: sorted.count
                )
        }
    }

    /// What was found, sorted by phase.
    var all: [RunTrace.Leftovers] {
        byPhase.withLock { $0.values.sorted { $0.phase < $1.phase } }
    }
}
