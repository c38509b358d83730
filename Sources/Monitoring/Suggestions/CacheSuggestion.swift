internal import Statistics

/// Whether to keep a phase's results.
enum CacheSuggestion {
    static func find(
        _ all: PhaseExecutions,
        isPlain: Bool,
        _ generator: ResamplingGenerator
    ) -> Suggestion? {
        // Only where the cache is off.
        let latest = all.uncached.latest(SuggestionRules.window)
        guard latest.executions.count >= SuggestionRules.leastExecutions else { return nil }
        for isShared in [false, true] {
            let replay = CacheReplay(latest.executions, isShared: isShared)
            let (matched, turns, keys, sums) = replay.evidence
            guard sums.saved >= SuggestionRules.leastSaving else { continue }
            var chance = generator
            let saving = replay.prediction(
                saved: sums.saved,
                rounds: SuggestionRules.rounds,
                confidence: SuggestionRules.confidence,
                &chance
            )
            guard saving.isPromised else { continue }
            let evidence = CacheEvidence(
                isShared: isShared,
                needsFeatures: isPlain,
                matched: matched,
                turns: turns,
                keys: keys,
                sums: sums
            )
            return Suggestion(
                phase: all.phase,
                change: .cache(evidence),
                saving: saving,
                n: latest.executions.count
            )
        }
        return nil
    }
}
