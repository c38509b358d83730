import Testing

@testable import Patterns

@Suite("Sets of characters")
struct ScalarSetTests {
    private static let properties: [ScalarProperty] = [
        .digit, .word, .space, .letter, .uppercase, .punctuation,
        .categories([.mathSymbol, .otherSymbol]), .categories([.lowercaseLetter]),
    ]

    /// Members that follow from a number, and scalars to ask for.
    private func members(_ number: Int, count: Int) -> [ScalarSet.Member] {
        (0..<count).map { index in
            let mixed = (number &* 7919 &+ index &* 104_729) & 0xFFFF
            let property = Self.properties[mixed % Self.properties.count]
            switch mixed % 7 {
            case 0: return .property(property)
            case 1 where number % 3 == 0: return .complement(property)
            default:
                let low = UInt32(mixed % 0x3000)
                let high = low + UInt32(index % 5)
                return .range((Unicode.Scalar(low) ?? "a")...(Unicode.Scalar(high) ?? "z"))
            }
        }
    }

    private func holds(_ member: ScalarSet.Member, _ scalar: Unicode.Scalar) -> Bool {
        switch member {
        case .range(let range): range.contains(scalar)
        case .property(let property): property.holds(scalar)
        case .complement(let property): !property.holds(scalar)
        }
    }

    private static let scalars = (UInt32(0)...0x3100).compactMap { Unicode.Scalar($0) }

    @Test("a set has what one of its members has", arguments: 1...20)
    func membership(number: Int) {
        let members = members(number, count: number)
        let set = ScalarSet(members)
        let negated = ScalarSet(members, isNegated: true)
        let wrong = Self.scalars.filter { scalar in
            let expected = members.contains { holds($0, scalar) }
            return set.contains(scalar) != expected || negated.contains(scalar) == expected
        }
        #expect(wrong == [])
    }

    @Test("ranges that touch or overlap are one, whatever their order")
    func ranges() {
        let ranges = ScalarRanges(["x"..."z", "a"..."c", "d"..."f", "b"..."e", "m"..."m"])
        #expect(ranges.count == 3)
        #expect("abcdefmxyz".unicodeScalars.allSatisfy { ranges.contains($0) })
        #expect(!"glnw{`".unicodeScalars.contains { ranges.contains($0) })
        #expect(!ScalarRanges([]).contains("a"))
    }

    @Test("however much is written, a look-up looks at little")
    func bounded() {
        let set = ScalarSet(
            (0..<10_000).flatMap { _ in Self.properties }.flatMap { property in
                [.property(property), .complement(property)]
            }
        )
        #expect(set.others.count <= 2 * Self.properties.count)
        let sets = (0..<1000).map { number in
            ScalarSet(members(number, count: 5), ignoresCase: number % 2 == 0)
        }
        let first = FirstScalars(sets)
        #expect(first.joined.count == 2)
        #expect(first.negated?.isEmpty == true)
        let many = FirstScalars(sets + sets.map { ScalarSet($0.members, isNegated: true) })
        #expect(many.joined.count == 2)
        #expect(many.negated == nil)
        #expect(many.mayContain("\u{4E00}"))
    }

    @Test("a match can begin with what any of the sets has", arguments: 1...10)
    func first(number: Int) {
        let sets = (0..<number).map { index in
            ScalarSet(
                members(number + index, count: 3),
                isNegated: index == 4,
                ignoresCase: index % 2 == 0
            )
        }
        let first = FirstScalars(sets)
        let wrong = Self.scalars.filter { scalar in
            first.mayContain(scalar) != sets.contains { $0.contains(scalar) }
        }
        #expect(wrong == [])
    }
}
