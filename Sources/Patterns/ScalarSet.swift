/// A set of Unicode scalars, such as a class in brackets or `\w`.
struct ScalarSet: Sendable {
    /// What a set is made of.
    enum Member: Hashable, Sendable {
        case range(ClosedRange<Unicode.Scalar>)
        case property(ScalarProperty)
        /// All that this set doesn't have.
        case complement(ScalarProperty)
    }

    /// As it was written.
    let members: [Member]
    private let ranges: ScalarRanges
    /// What else the set has: no more of them than there are properties, however often each was written.
    let others: [Member]
    private(set) var isNegated = false
    private(set) var ignoresCase = false
    private(set) var bits = Bits()

    /// Which of the first 128 scalars are in a set.
    struct Bits: Sendable {
        private var low: UInt64 = 0
        private var high: UInt64 = 0

        mutating func insert(_ value: UInt8) {
            if value < 64 { low |= 1 << UInt64(value) } else { high |= 1 << UInt64(value - 64) }
        }

        mutating func formUnion(_ other: Bits) {
            low |= other.low
            high |= other.high
        }

        /// Whether the set has a scalar; `nil` for those that have no bit.
        func contains(_ scalar: Unicode.Scalar) -> Bool? {
            let value = scalar.value
            guard value < 128 else { return nil }
            return (value < 64 ? low : high) >> UInt64(value & 63) & 1 == 1
        }
    }

    init(_ members: [Member], isNegated: Bool = false, ignoresCase: Bool = false) {
        self.members = members
        self.isNegated = isNegated
        self.ignoresCase = ignoresCase
        (ranges, others) = Self.merged(members)
        for value in UInt8(0)..<128 where containsBySearch(Unicode.Scalar(value)) {
            bits.insert(value)
        }
    }

    init(_ property: ScalarProperty, isNegated: Bool = false) {
        self.init([.property(property)], isNegated: isNegated)
    }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        bits.contains(scalar) ?? containsBySearch(scalar)
    }

    private func containsBySearch(_ scalar: Unicode.Scalar) -> Bool {
        var isMember = hasMember(scalar)
        if !isMember, ignoresCase {
            let properties = scalar.properties
            isMember = [
                properties.lowercaseMapping, properties.uppercaseMapping,
                properties.titlecaseMapping,
            ].contains { mapping in
                let scalars = mapping.unicodeScalars
                guard let only = scalars.first, scalars.count == 1 else { return false }
                return hasMember(only)
            }
        }
        return isMember != isNegated
    }

    private func hasMember(_ scalar: Unicode.Scalar) -> Bool {
        if ranges.contains(scalar) { return true }
        return others.contains { member in
            switch member {
            case .range(let range): range.contains(scalar)
            case .property(let property): property.holds(scalar)
            case .complement(let property): !property.holds(scalar)
            }
        }
    }

    /// The same members, so few that looking at all of them takes no longer for a long class than for a short one.
    private static func merged(_ members: [Member]) -> (ScalarRanges, [Member]) {
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        var others: Set<Member> = []
        var categories: Set<Unicode.GeneralCategory> = []
        for member in members {
            switch member {
            case .range(let range): ranges.append(range)
            case .property(.categories(let found)): categories.formUnion(found)
            case .complement(.categories(let found)):
                categories.formUnion(ScalarProperty.allCategories.subtracting(found))
            case let other: others.insert(other)
            }
        }
        if !categories.isEmpty { others.insert(.property(.categories(categories))) }
        return (ScalarRanges(ranges), Array(others))
    }

    static func isNewline(_ scalar: Unicode.Scalar) -> Bool { ScalarProperty.newline.holds(scalar) }

    static func isWord(_ scalar: Unicode.Scalar) -> Bool { ScalarProperty.word.holds(scalar) }
}
