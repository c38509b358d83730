/// The keys that a phase had for the inputs that it had lately.
///
/// A key is a pure function of plan and inputs. Where the same outputs recur, as in the runs of a world whose agents'
/// answers are written down, nothing is hashed a second time.
struct KeyMemory: Sendable {
    private var known: [(inputs: [Digest?], key: CacheKey)] = []
    private var oldest = 0

    /// As many as a phase has in a run that sends work back a few times.
    private static let limit = 4

    /// The key of a phase with these inputs.
    mutating func key(of phase: RunPlan.Phase, _ digest: (Int) -> Digest?) -> CacheKey {
        for (inputs, key) in known where Self.areSame(inputs, phase.inputs, digest) { return key }
        let entry = (phase.inputs.map(digest), phase.cacheKey(digest))
        if known.count < Self.limit {
            known.append(entry)
        } else {
            known[oldest] = entry
            oldest = (oldest + 1) % Self.limit
        }
        return entry.1
    }

    /// Compared by what they are made of, not by their hashes: those may never have been asked for.
    private static func areSame(
        _ known: [Digest?],
        _ inputs: [Int],
        _ digest: (Int) -> Digest?
    ) -> Bool {
        for (place, input) in inputs.enumerated() {
            switch (known[place], digest(input)) {
            case (nil, nil): break
            case (let old?, let new?) where old.isIdentical(to: new): break
            default: return false
            }
        }
        return true
    }
}
