/// What became of a phase's results: how many there were, how often they were used, what they took.
struct PhaseHistory: Sendable {
    /// Results that have had no time to be used.
    static let patience = 16.0
    /// How many results a history is about.
    static let memory = 64.0
    /// Of so many results one is stored whatever is expected of it.
    static let sampling = 16

    /// How many keys are remembered; by default as many as a cache holds.
    private static let rememberedKeys = 1024

    /// Results and their uses, fading.
    private var results = 0.0
    private var uses = 0.0
    /// Seconds of all these results.
    private var seconds = 0.0
    /// All results there were, for the sample.
    private var count = 0
    /// Whether the result of a key was stored when it came last.
    private var wasStored: [Digest: Bool] = [:]
    /// The remembered keys, oldest at `next` once the list is full.
    private var keys: [Digest] = []
    private var next = 0

    /// How often a result of this phase is expected to be used.
    var usesPerResult: Double {
        (uses + 1) / (max(0, results - Self.patience) + 1)
    }

    /// Whether the next result belongs to the sample.
    var isSampleNext: Bool { (count + 1).isMultiple(of: Self.sampling) }

    /// Counts a use; gives the seconds that it saved, or would have.
    mutating func noteLookUp(of key: Digest, wasHit: Bool) -> Double {
        // A result that was stored and is gone again saved nothing.
        guard wasHit || wasStored[key] == false else { return 0 }
        uses += 1
        return results > 0 ? seconds / results : 0
    }

    /// Counts a result; false for one that was refused before and would not have come had it been stored.
    mutating func noteResult(
        of key: Digest,
        took: Duration,
        bytes: Int,
        wasStored isStored: Bool
    ) -> Bool {
        count &+= 1
        let isNew = wasStored[key] != false
        remember(key, isStored)
        guard isNew else { return false }
        let fading = 1 - 1 / Self.memory
        results = results * fading + 1
        uses *= fading
        seconds = seconds * fading + took.seconds
        return true
    }

    private mutating func remember(_ key: Digest, _ isStored: Bool) {
        guard wasStored.updateValue(isStored, forKey: key) == nil else { return }
        guard keys.count == Self.rememberedKeys else {
            keys.append(key)
            return
        }
        wasStored[keys[next]] = nil
        keys[next] = key
        next = (next + 1) % Self.rememberedKeys
    }
}
