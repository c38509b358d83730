internal import Statistics
internal import Workflows

/// Whether to limit the time of a phase's attempts.
enum TimeoutSuggestion {
    static func find(_ all: PhaseExecutions, _ chance: ResamplingGenerator) -> Suggestion? {
        let executions = all.executed.suffix(SuggestionRules.window)
        guard executions.count >= SuggestionRules.leastExecutions else { return nil }
        let turns = Array(executions.joined())
        let replay = TimeoutReplay(turns)
        var chance = chance
        guard
            let best = replay.best(.init(turns), draws: SuggestionRules.draws, &chance),
            best.result.sums.saved >= SuggestionRules.leastSaving
        else { return nil }
        let saving = replay.prediction(
            Array(executions),
            (best.limit, best.result.sums.saved),
            rounds: SuggestionRules.rounds,
            confidence: SuggestionRules.confidence,
            &chance
        )
        guard saving.isPromised, let evidence = evidence(of: best, turns) else { return nil }
        return Suggestion(
            phase: all.phase,
            change: .timeout(evidence),
            saving: saving,
            n: executions.count
        )
    }

    private static func evidence(
        of best: (limit: Double, result: TimeoutReplay.Result),
        _ turns: [ReplayedTurn]
    ) -> TimeoutEvidence? {
        let calls = turns.flatMap(\.calls)
        let successes = calls.filter { $0.outcome == .succeeded }
        let cut = try? Proportion.estimate(
            successes: successes.count { $0.time > best.limit },
            trials: successes.count,
            confidence: SuggestionRules.confidence
        )
        return cut.map { cut in
            TimeoutEvidence(
                limit: .microseconds(clamping: best.limit),
                longer: calls.count { $0.time > best.limit },
                calls: calls.count,
                cut: cut,
                moreFailures: best.result.failures - Double(turns.count { !$0.succeeded }),
                sums: best.result.sums
            )
        }
    }
}
