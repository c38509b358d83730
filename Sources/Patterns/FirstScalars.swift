/// The characters that a match can begin with: it is asked at every position, so a look takes the same few steps for an
/// alternation of thousands of classes as for one of two.
struct FirstScalars: Sendable {
    /// The most negated sets that are looked at: two different ones have nearly every character between them.
    private static let mostNegated = 2

    private var bits = ScalarSet.Bits()
    /// All that is not negated, as one set for each way to compare.
    let joined: [ScalarSet]
    /// The negated ones; `nil` where they are too many to look at.
    let negated: [ScalarSet]?

    init(_ sets: [ScalarSet]) {
        for set in sets { bits.formUnion(set.bits) }
        let plain = sets.filter { !$0.isNegated }
        joined = [false, true].compactMap { ignoresCase in
            let members = plain.filter { $0.ignoresCase == ignoresCase }.flatMap(\.members)
            return members.isEmpty ? nil : ScalarSet(members, ignoresCase: ignoresCase)
        }
        let others = sets.filter(\.isNegated)
        negated = others.count <= Self.mostNegated ? others : nil
    }

    /// Whether a match may begin with a character; it may say so of one that none begins with.
    func mayContain(_ scalar: Unicode.Scalar) -> Bool {
        if let isFirst = bits.contains(scalar) { return isFirst }
        guard let negated else { return true }
        return joined.contains { $0.contains(scalar) } || negated.contains { $0.contains(scalar) }
    }
}
