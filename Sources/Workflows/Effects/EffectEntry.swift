/// One line of the ledger: what became of one effect under one key.
package struct EffectEntry: Sendable, Equatable {
    /// What it is called.
    package let name: String
    /// What the other side knows it by; nothing where it can't tell one time from another.
    package let key: String?
    /// Its place in the agent's list, or among those of its name that one attempt did.
    package let place: Int
    /// The phase whose agent did it.
    package let phase: PhaseID
    /// How often the phase's work had been discarded before.
    package let discards: Int
    /// Whether the other side does it once for a key.
    package let isIdempotent: Bool
    /// How often it was done.
    package internal(set) var applied = 0
    /// How often it was asked for again under a known key, and not done.
    package internal(set) var repeated = 0
    /// How often it was taken back.
    package internal(set) var undone = 0
    /// Whether nothing will come of the work that it belongs to.
    package internal(set) var isLost = false

    /// How often it was done and not taken back.
    package var balance: Int { applied - undone }

    /// How often it was done for nothing: by work that was discarded or failed, and that nobody took back.
    package var leftOver: Int { isLost ? max(0, balance) : 0 }

    /// Whether it was taken back more often than it was done.
    package var isOverdrawn: Bool { undone > applied }
}

/// Which work counts, or may still come to count: the rest was done for nothing.
package struct EffectStanding: Sendable {
    /// How often each phase's work was discarded; never, where it is missing.
    package var discards: [PhaseID: Int]
    /// The phases whose own result counts.
    package var counting: Set<PhaseID>
    /// Whether the run is to go on: what has no result yet may still get one.
    package var isOpen: Bool

    /// Describes how things stand.
    package init(discards: [PhaseID: Int], counting: Set<PhaseID>, isOpen: Bool) {
        self.discards = discards
        self.counting = counting
        self.isOpen = isOpen
    }

    func isLost(_ phase: PhaseID, discards number: Int) -> Bool {
        if number < discards[phase] ?? 0 { return true }
        return !counting.contains(phase) && !isOpen
    }
}

extension RunStatus {
    /// Whether a run that ended like this is to go on.
    package var awaitsMore: Bool { self == .interrupted || self == .paused }
}

extension EffectEntry {
    /// The same with its texts changed, for a report.
    package func blanked(_ blank: (String) -> String) -> EffectEntry {
        var entry = EffectEntry(
            name: blank(name),
            key: key.map(blank),
            place: place,
            phase: phase,
            discards: discards,
            isIdempotent: isIdempotent
        )
        (entry.applied, entry.repeated, entry.undone) = (applied, repeated, undone)
        entry.isLost = isLost
        return entry
    }
}
