/// What the agents of one run did to the world, over all its executions: it is the world's, and outlives their process.
///
/// A pure value: acts in their order, and what they amount to. A run whose agents have no effects has an empty one, which
/// takes no memory of its own.
package struct EffectLedger: Sendable, Equatable {
    /// What was done, in order.
    package private(set) var acts: [EffectAct] = []

    /// Nothing was done yet.
    package init(_ acts: [EffectAct] = []) {
        self.acts = acts
    }

    /// Whether nothing was done.
    package var isEmpty: Bool { acts.isEmpty }

    /// Notes an act.
    package mutating func note(_ act: EffectAct) { acts.append(act) }

    /// What the acts amount to, the earliest first; without a standing nothing is lost yet.
    package func entries(_ standing: EffectStanding? = nil) -> [EffectEntry] {
        guard !acts.isEmpty else { return [] }
        var fold = EffectFold()
        for act in acts { fold.add(act) }
        guard let standing else { return fold.entries }
        return fold.entries.map { entry in
            var entry = entry
            entry.isLost = standing.isLost(entry.phase, discards: entry.discards)
            return entry
        }
    }
}

extension [EffectEntry] {
    /// How often each effect was done and not taken back, by name.
    package var balances: [String: Int] {
        reduce(into: [:]) { $0[$1.name, default: 0] += $1.balance }
    }
}

/// The other side of every effect, as it would keep its books.
private struct EffectFold {
    private struct Identity: Hashable {
        let key: String?
        let name: String
        let place: Int
        /// What has no key is distinguished by the work that it belongs to.
        let phase: PhaseID?
        let discards: Int

        init(_ act: EffectAct) {
            key = act.key
            name = act.effect.name
            place = act.place
            phase = act.key == nil ? act.origin.phase : nil
            discards = act.key == nil ? act.origin.discards : 0
        }
    }

    private(set) var entries: [EffectEntry] = []
    private var places: [Identity: Int] = [:]
    /// How much each undoing took back, by what the other side knows it by.
    private var undoings: [Identity: [Int: Int]] = [:]

    mutating func add(_ act: EffectAct) {
        if act.isUndo { undo(act) } else { apply(act) }
    }

    private mutating func apply(_ act: EffectAct) {
        let identity = Identity(act)
        if let place = places[identity] {
            if act.key != nil, act.effect.isIdempotent {
                entries[place].repeated += 1
            } else {
                entries[place].applied += 1
            }
            return
        }
        places[identity] = entries.count
        var entry = EffectEntry(
            name: act.effect.name,
            key: act.key,
            place: act.place,
            phase: act.origin.phase,
            discards: act.origin.discards,
            isIdempotent: act.effect.isIdempotent
        )
        entry.applied = 1
        entries.append(entry)
    }

    /// Takes back what is open of a phase. Who is asked again under a known key does nothing, unless it can't tell: then it
    /// takes the same back once more.
    private mutating func undo(_ act: EffectAct) {
        let identity = Identity(act)
        if let earlier = undoings[identity] {
            if act.key != nil, act.effect.isIdempotent { return }
            for (place, count) in earlier { entries[place].undone += count }
            return
        }
        var taken: [Int: Int] = [:]
        for place in entries.indices
        where entries[place].phase == act.origin.phase
            && entries[place].name == act.effect.name && entries[place].balance > 0
        {
            taken[place] = entries[place].balance
            entries[place].undone = entries[place].applied
        }
        undoings[identity] = taken
    }
}
