import Workflows

@testable import Reports

// What was committed with its content, and what is compared.
extension EventScript {
    /// Adds a phase that is executed once and committed with an output.
    mutating func commit(
        _ phase: PhaseID,
        from start: Double,
        to end: Double,
        attempt: Int = 1,
        output: PhaseOutput,
        usage: Usage = .unknown
    ) {
        at(start, .phaseStarted(phase), .attempt(phase, attempt))
        finish(phase, at: end, attempt: attempt, output: output, usage: usage)
    }

    /// Adds that an attempt succeeds and is committed with an output.
    mutating func finish(
        _ phase: PhaseID,
        at seconds: Double,
        attempt: Int = 1,
        output: PhaseOutput,
        usage: Usage = .unknown
    ) {
        let succeeded = Event.Kind.attemptSucceeded(
            phase,
            attempt: attempt,
            digest: output.digest,
            response: nil,
            usage: usage
        )
        keep(output, of: phase)
        at(seconds, succeeded, .phaseCommitted(phase, digest: output.digest))
        at(seconds, .over(phase, .committed))
    }

    /// Adds a phase whose output comes from the cache.
    mutating func hit(_ phase: PhaseID, at seconds: Double, output: PhaseOutput) {
        keep(output, of: phase)
        at(seconds, .phaseStarted(phase), .cacheHit(phase, digest: output.digest))
        at(seconds, .phaseCommitted(phase, digest: output.digest), .over(phase, .cached))
    }

    private mutating func keep(_ output: PhaseOutput, of phase: PhaseID) {
        records.append(
            .committed(
                CommittedPhase(phase: phase, identity: [], isCached: false, output: output)
            )
        )
    }

    /// The run as another is compared with it.
    func compared(_ run: String, status: String = "succeeded") -> ComparedRun {
        ComparedRun(timeline(run, status: status), records: records)
    }

    /// The steps of the run.
    var steps: [RunStep] { RunSteps(timeline("cold", status: "").restoration.events).steps }
}
