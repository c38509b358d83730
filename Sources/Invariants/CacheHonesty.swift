internal import Workflows

/// The cache gives a phase only what the phase committed before, in this run or an earlier one.
enum CacheHonesty {
    static let summary =
        "a cache hit gives what the same phase committed before, never what was discarded"

    static func violation(in runs: [JudgedRun]) -> InvariantViolation? {
        var committed: [PhaseID: [Digest: Int]] = [:]
        for run in runs {
            var hits: Set<PhaseID> = []
            for event in run.events {
                switch event.kind {
                case .cacheHit(let phase, let digest):
                    guard (committed[phase]?[digest] ?? 0) > 0 else {
                        return InvariantViolation(
                            event,
                            "\(phase) takes \(digest.short) from the cache, which was never "
                                + "committed"
                        )
                    }
                    hits.insert(phase)
                case .phaseStarted(let phase), .attemptStarted(let phase, _, _):
                    hits.remove(phase)
                case .phaseCommitted(let phase, let digest):
                    if !hits.contains(phase) {
                        committed[phase, default: [:]][digest, default: 0] += 1
                    }
                case .phaseDiscarded(let phase, let digest):
                    committed[phase]?[digest, default: 1] -= 1
                default: break
                }
            }
        }
        return nil
    }
}
