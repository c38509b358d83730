package import Workflows

/// How a run ended, for itself and for the world: what is the same whether the run was killed and resumed or not.
package struct RunEnding: Sendable {
    /// What its events amount to.
    package let record: RunRecord
    /// What its agents did to the world, over all its executions.
    package var effects: [EffectEntry]

    /// Notes how a run ended.
    package init(record: RunRecord, effects: [EffectEntry] = []) {
        self.record = record
        self.effects = effects
    }

    /// How a run ended that was executed.
    package init(_ trace: RunTrace) {
        self.init(record: trace.record, effects: trace.effects)
    }

    /// In what a resumed run ended otherwise than the uninterrupted one, `nil` where in nothing: its status, what it
    /// committed, or what was done to the world, in this order. The digests of some phases may be left out.
    package func disparity(
        from whole: RunEnding,
        ignoring unstable: Set<PhaseID> = []
    ) -> ResumeDisparity? {
        statusDisparity(from: whole) ?? outputDisparity(from: whole, ignoring: unstable)
            ?? balanceDisparity(from: whole)
    }

    private func statusDisparity(from whole: RunEnding) -> ResumeDisparity? {
        let (mine, theirs) = (record.status, whole.record.status)
        guard mine != theirs else { return nil }
        func words(_ status: RunStatus?) -> String { status?.rawValue ?? "nothing" }
        return ResumeDisparity(
            .status,
            "it ends \(words(mine)), uninterrupted it ends \(words(theirs))"
        )
    }

    private func outputDisparity(
        from whole: RunEnding,
        ignoring unstable: Set<PhaseID>
    ) -> ResumeDisparity? {
        let (mine, theirs) = (record.committed, whole.record.committed)
        for phase in Set(mine.keys).union(theirs.keys).sorted() where mine[phase] != theirs[phase] {
            if unstable.contains(phase), mine[phase] != nil, theirs[phase] != nil { continue }
            return ResumeDisparity(
                .output,
                "\(phase) is \(mine[phase]?.short ?? "not committed"), uninterrupted it is "
                    + (theirs[phase]?.short ?? "not committed")
            )
        }
        return nil
    }

    private func balanceDisparity(from whole: RunEnding) -> ResumeDisparity? {
        let (mine, theirs) = (effects.balances, whole.effects.balances)
        for name in Set(mine.keys).union(theirs.keys).sorted() {
            let (left, right) = (mine[name] ?? 0, theirs[name] ?? 0)
            guard left != right else { continue }
            return ResumeDisparity(
                .balance,
                "the balance of \(name) is \(left), uninterrupted it is \(right)"
            )
        }
        return nil
    }
}

/// What a death and a resume changed that they must not change.
package struct ResumeDisparity: Sendable, Equatable {
    /// What is not the same.
    package enum Aspect: String, Sendable, CaseIterable {
        /// How the run ends.
        case status
        /// Which phases are committed, or with what output.
        case output
        /// How often something was done to the world and not undone.
        case balance
        /// Something that was committed is executed again.
        case committedAgain = "committed_again"
    }

    /// What is not the same.
    package let aspect: Aspect
    /// The same in words.
    package let message: String

    /// Says what is not the same.
    package init(_ aspect: Aspect, _ message: String) {
        self.aspect = aspect
        self.message = message
    }

    /// What was committed before a death and is executed again after it; the cache may give it back.
    package init?(committedBy dead: RunRecord, executedAgainBy alive: RunRecord) {
        let lost = dead.committed.keys.filter {
            !alive.restored.contains($0) && alive.executed.contains($0)
        }
        guard let phase = lost.min() else { return nil }
        self.init(
            .committedAgain,
            "\(phase) was committed before \(dead.run.id) died, and is executed again"
        )
    }
}
