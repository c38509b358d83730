/// Draws of chance as a pure function of a seed and of who asks, so that removing one consumer shifts no other.
///
/// Public and inlinable for other modules of the package: faults draw at every call, each of them.
@frozen
public struct Chance: Sendable, Equatable {
    /// The state after everything that was named so far.
    @usableFromInline var state: UInt64

    /// Chance of one seed.
    package init(seed: UInt64) {
        state = Self.mixed(seed)
    }

    /// The chance of one consumer: named, or numbered, below this one.
    package func named(_ name: String) -> Chance { named(Word(name)) }

    /// The same, where the name was made a word before.
    @inlinable
    public func named(_ word: Word) -> Chance {
        var copy = self
        copy.state = Self.mixed(state ^ word.bits)
        return copy
    }

    /// A name as draws know it: made once, and then as cheap as a number.
    @frozen
    public struct Word: Sendable, Hashable {
        @usableFromInline let bits: UInt64

        /// FNV-1a over the name, then mixed: stable on every machine, unlike `Hasher`.
        package init(_ name: String) {
            var hash: UInt64 = 0xcbf2_9ce4_8422_2325
            for byte in name.utf8 {
                hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
            }
            bits = Chance.mixed(hash)
        }
    }

    /// The chance of one number below this one: a repetition, an attempt, a visit.
    @inlinable
    public func numbered(_ number: Int) -> Chance {
        var copy = self
        let word = UInt64(bitPattern: Int64(number))
        copy.state = Self.mixed(state &+ 0x9e37_79b9_7f4a_7c15 ^ Self.mixed(word))
        return copy
    }

    /// A uniform number in 0..<1 with 53 bits.
    package func uniform() -> Double { Double(bits53) * 0x1p-53 }

    /// The 53 bits of `uniform`.
    @inlinable
    var bits53: UInt64 { Self.mixed(state &+ 0x9e37_79b9_7f4a_7c15) >> 11 }

    /// A probability as a bound of whole numbers.
    @frozen
    public struct Threshold: Sendable {
        @usableFromInline let bits: UInt64

        /// A probability, 0...1.
        package init(_ probability: Double) {
            bits = UInt64((min(max(0, probability), 1) * 0x1p53).rounded(.up))
        }
    }

    /// Whether `uniform` is below the probability.
    @inlinable
    public func isBelow(_ threshold: Threshold) -> Bool { bits53 < threshold.bits }

    /// A draw from the standard normal distribution, by Marsaglia's polar method.
    package func normal() -> Double {
        var draw = 0
        while true {
            let x = 2 * numbered(draw).uniform() - 1
            let y = 2 * numbered(draw + 1).uniform() - 1
            let square = x * x + y * y
            if square > 0, square < 1 {
                return x * (-2 * PortableMath.log(square) / square).squareRoot()
            }
            draw += 2
        }
    }

    /// The finalizer of SplitMix64 (Steele, Lea, Flood 2014): every input bit reaches every output bit.
    @inlinable
    static func mixed(_ word: UInt64) -> UInt64 {
        var word = word &+ 0x9e37_79b9_7f4a_7c15
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }
}
