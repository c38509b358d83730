internal import Workflows

/// What the cache was given to keep, as its host saw it: results that count, and no more of them than there may be.
///
/// No event says that a result was kept. What other processes keep in a cache on the disk counts when a result is stored:
/// it is held to the limits of whoever stores.
enum CacheUse {
    /// What is wrong with what the cache was given by one run.
    static func finding(in trace: RunTrace, _ plan: ObservedPlan) -> (
        sequence: Int, message: String
    )? {
        let evidence = trace.evidence
        guard !evidence.kept.isEmpty else { return nil }
        let latest = evidence.kept[evidence.kept.count - 1].sequence
        if evidence.mostEntries > plan.cacheEntries {
            return (
                latest,
                "the cache holds \(evidence.mostEntries) results, at most \(plan.cacheEntries) are "
                    + "allowed"
            )
        }
        if evidence.mostBytes > plan.cacheBytes {
            return (
                latest,
                "the cache holds \(evidence.mostBytes) bytes, at most \(plan.cacheBytes) are allowed"
            )
        }
        return keptAmiss(evidence.kept, trace.events)
    }

    /// A result that was kept and did not count when it was: of a phase that failed, was cancelled, degraded or discarded.
    private static func keptAmiss(
        _ kept: [HostEvidence.Kept],
        _ events: [Event]
    ) -> (sequence: Int, message: String)? {
        var standing: [PhaseID: Digest] = [:]
        var next = 0
        for result in kept {
            while next < events.count, events[next].sequence <= result.sequence {
                note(events[next].kind, in: &standing)
                next += 1
            }
            // A process that dies in the step of a commit leaves the result, and not all that it said of it.
            if next == events.count || events[next].tag == .runResumed {
                if events.last?.tag != .runEnded || next < events.count { continue }
            }
            guard standing[result.phase] != result.digest else { continue }
            return (
                result.sequence,
                "the cache is given \(result.digest.short) of \(result.phase), which is not committed"
            )
        }
        return nil
    }

    private static func note(_ kind: Event.Kind, in standing: inout [PhaseID: Digest]) {
        switch kind {
        case .phaseCommitted(let phase, let digest, _): standing[phase] = digest
        case .phaseDiscarded(let phase, _), .phaseDegraded(let phase, _, _),
            .compensationStarted(let phase, _):
            standing[phase] = nil
        case .phaseEnded(let phase, let ending) where !ending.counts: standing[phase] = nil
        default: break
        }
    }
}
