extension [EffectEntry] {
    /// What was done once too often for a result that counts, or was taken back more often than it was done: the first of
    /// these, and its phase. Only these phases are looked at, where some are named.
    package func breach(of phases: Set<PhaseID>? = nil) -> (phase: PhaseID, message: String)? {
        for (place, entry) in enumerated() where phases?.contains(entry.phase) ?? true {
            if entry.isOverdrawn {
                let message =
                    "\(entry.name) of \(entry.phase) was undone \(Self.times(entry.undone)), and applied "
                    + Self.times(entry.applied)
                return (entry.phase, message)
            }
            guard !entry.isLost else { continue }
            // The same effect of the same work under several keys is done as often as there are keys.
            let applied = self[place...].lazy.filter { $0.isSameWork(as: entry) }
                .reduce(0) { $0 + $1.applied }
            if applied > 1 {
                return (
                    entry.phase,
                    "\(entry.name) of \(entry.phase) was applied \(Self.times(applied))"
                        + (entry.isIdempotent ? "" : ", as an effect that is not idempotent")
                )
            }
        }
        return nil
    }

    /// In which balance two executions differ, in words; `nil` where in none.
    package func difference(from other: [EffectEntry]) -> String? {
        let (mine, theirs) = (balances, other.balances)
        guard mine != theirs else { return nil }
        let name = Set(mine.keys).union(theirs.keys).sorted().first {
            (mine[$0] ?? 0) != (theirs[$0] ?? 0)
        }
        return name.map {
            "\($0) is applied \(Self.times(mine[$0] ?? 0)), without it \(Self.times(theirs[$0] ?? 0))"
        }
    }

    private static func times(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }
}

extension EffectEntry {
    fileprivate func isSameWork(as other: EffectEntry) -> Bool {
        phase == other.phase && discards == other.discards && name == other.name
            && place == other.place && !isLost
    }
}
