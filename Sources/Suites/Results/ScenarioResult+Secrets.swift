internal import Runtime
internal import Workflows

// Once more where a report is written: what no agent said, such as an expectation, may hold a secret too.
extension ScenarioResult {
    /// The result as a report may show it: no text in it holds a secret.
    func blanked(_ secrets: SecretFilter) -> ScenarioResult {
        guard !secrets.isEmpty else { return self }
        var result = self
        for index in result.runs.indices {
            result.runs[index].repetitions.changeTexts { $0.blanked(secrets) }
            result.runs[index].hookFailures = result.runs[index].hookFailures.map {
                HookFailure(
                    run: $0.run,
                    phase: $0.phase,
                    hook: $0.hook,
                    failure: secrets.blanked($0.failure)
                )
            }
        }
        result.invariantFailures = invariantFailures.map { $0.blanked(secrets) }
        result.failedTries = failedTries.map { $0.map { $0.blanked(secrets) } }
        result.breakage = breakage.map(secrets.blanked)
        for index in result.schedule.indices {
            result.schedule[index].parameters = result.schedule[index].parameters
                .map(secrets.blanked)
        }
        result.skipReason = skipReason.map(secrets.blanked)
        result.infrastructureFailure = infrastructureFailure.map(secrets.blanked)
        for index in result.faults.indices {
            result.faults[index].reason = result.faults[index].reason.map(secrets.blanked)
        }
        return result
    }
}

extension RepetitionResult {
    fileprivate func blanked(_ secrets: SecretFilter) -> RepetitionResult {
        var result = self
        result.error = error.map {
            RunError(phase: $0.phase, failure: secrets.blanked($0.failure))
        }
        result.response = response.map(secrets.blanked)
        result.transcripts = transcripts.map { transcript in
            RunTrace.Transcript(
                phase: transcript.phase,
                attempt: transcript.attempt,
                text: secrets.blanked(transcript.text)
            )
        }
        result.leftovers = leftovers.map {
            RunTrace.Leftovers(
                phase: $0.phase,
                paths: $0.paths.map(secrets.blanked),
                count: $0.count
            )
        }
        result.effects = effects.map { $0.blanked(secrets.blanked) }
        result.unreadEffects = unreadEffects.map(secrets.blanked)
        result.failures = failures.map { $0.blanked(secrets) }
        result.recordingFailure = recordingFailure.map(secrets.blanked)
        return result
    }
}

extension ExpectationFailure {
    fileprivate func blanked(_ secrets: SecretFilter) -> ExpectationFailure {
        var failure = self
        failure.expected = secrets.blanked(expected)
        failure.found = secrets.blanked(found)
        return failure
    }
}
