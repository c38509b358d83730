internal import Statistics

/// Whether to try less often, or more.
enum AttemptSuggestion {
    static func find(_ all: PhaseExecutions, _ chance: ResamplingGenerator) -> Suggestion? {
        let executions = Array(all.executed.suffix(SuggestionRules.window))
        guard executions.count >= SuggestionRules.leastExecutions else { return nil }
        let turns = executions.flatMap(\.self)
        guard let replay = AttemptReplay(turns) else { return nil }
        let found =
            fewer(replay, executions, turns, chance) ?? more(replay, turns, chance)
        return found.map { change, saving in
            Suggestion(phase: all.phase, change: change, saving: saving, n: executions.count)
        }
    }

    private static func fewer(
        _ replay: AttemptReplay,
        _ executions: [[ReplayedTurn]],
        _ turns: [ReplayedTurn],
        _ chance: ResamplingGenerator
    ) -> (Suggestion.Change, PredictedSaving)? {
        guard let number = replay.fewer(turns) else { return nil }
        let sums = AttemptReplay.limited(turns, to: number)
        guard sums.saved >= SuggestionRules.leastSaving else { return nil }
        var chance = chance
        let saving = replay.prediction(
            executions,
            (number, sums.saved),
            rounds: SuggestionRules.rounds,
            confidence: SuggestionRules.confidence,
            &chance
        )
        let cut = try? Proportion.estimate(
            successes: turns.count { $0.succeeded && $0.failures >= number },
            trials: turns.count(where: \.succeeded),
            confidence: SuggestionRules.confidence
        )
        guard saving.isPromised, let cut else { return nil }
        let evidence = FewerAttemptsEvidence(
            from: replay.attempts,
            to: number,
            exhausted: turns.count(where: replay.isExhausted),
            turns: turns.count,
            cut: cut,
            sums: sums
        )
        return (.fewerAttempts(evidence), saving)
    }

    private static func more(
        _ replay: AttemptReplay,
        _ turns: [ReplayedTurn],
        _ chance: ResamplingGenerator
    ) -> (Suggestion.Change, PredictedSaving)? {
        let (successes, exhausted) = replay.counts(turns)
        // Whether another attempt helps is known only where there was one.
        guard replay.attempts > 1, exhausted > 0 else { return nil }
        let model = LastingFailures(
            successes: successes,
            failures: exhausted,
            most: replay.attempts
        )
        guard let number = replay.more(model) else { return nil }
        var chance = chance
        let saving = replay.prediction(
            of: model,
            turns: turns.count,
            to: number,
            rounds: 2 * SuggestionRules.rounds,
            confidence: SuggestionRules.confidence,
            &chance
        )
        let share = try? Proportion.estimate(
            successes: exhausted,
            trials: turns.count,
            confidence: SuggestionRules.confidence
        )
        guard saving.isPromised, let share else { return nil }
        let evidence = MoreAttemptsEvidence(
            from: replay.attempts,
            to: number,
            exhausted: share,
            moreTime: replay.moreTime(turns, model, to: number)
        )
        return (.moreAttempts(evidence), saving)
    }
}

extension AttemptReplay {
    /// How much longer the turns take with more attempts, as a share of their time: each further one takes what a failed
    /// one takes, and the last wait.
    func moreTime(_ turns: [ReplayedTurn], _ model: LastingFailures, to number: Int) -> Double {
        let whole = turns.reduce(0) { $0 + $1.cost }
        let failed = turns.lazy.flatMap(\.calls).filter { $0.outcome == .failed }
        let calls = failed.reduce(0) { $0 + $1.time } / Double(max(1, failed.count))
        let wait = failed.compactMap(\.delay).max() ?? 0
        let exhausted = Double(turns.count(where: isExhausted))
        // A turn that goes on needs at most all further attempts.
        let further = exhausted * Double(number - attempts) * (calls + wait)
        return whole > 0 ? further / whole : 0
    }
}
