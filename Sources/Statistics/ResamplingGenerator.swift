/// Repeatable chance for resampling: SplitMix64 (Steele, Lea, Flood 2014). The same seed gives the same numbers.
package struct ResamplingGenerator: Sendable {
    private var state: UInt64
    /// The second number of a pair of normal ones.
    private var spare: Double?

    /// Chance of one seed.
    package init(seed: UInt64) {
        state = seed
    }

    /// 64 bits.
    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }

    /// A uniform number in 0..<1 with 53 bits.
    package mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A uniform whole number in 0..<count; 0 where there is none.
    package mutating func index(below count: Int) -> Int {
        guard count > 1 else { return 0 }
        // By multiplication, whose bias is below 2^-40 for all counts that occur.
        return Int(next().multipliedFullWidth(by: UInt64(count)).high)
    }

    /// A number of the standard normal distribution, by Marsaglia's polar method.
    package mutating func normal() -> Double {
        if let second = spare {
            spare = nil
            return second
        }
        while true {
            let x = 2 * uniform() - 1
            let y = 2 * uniform() - 1
            let square = x * x + y * y
            guard square > 0, square < 1 else { continue }
            let factor = (-2 * Elementary.logarithm(square) / square).squareRoot()
            spare = y * factor
            return x * factor
        }
    }

    /// A number of the exponential distribution with mean 1.
    package mutating func exponential() -> Double { -Elementary.logarithm(1 - uniform()) }

    /// A number of the gamma distribution with this shape, above 0, and scale 1, by Marsaglia and Tsang (2000).
    mutating func gamma(_ shape: Double) -> Double {
        guard shape >= 1 else {
            let power = Elementary.exponential(-exponential() / shape)
            return gamma(shape + 1) * power
        }
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = normal()
            let root = 1 + c * x
            guard root > 0 else { continue }
            let v = root * root * root
            let bound = x * x / 2 + d - d * v + d * Elementary.logarithm(v)
            if Elementary.logarithm(1 - uniform()) < bound { return d * v }
        }
    }

    /// A number of the beta distribution with these shapes, above 0.
    package mutating func beta(_ a: Double, _ b: Double) -> Double {
        let (first, second) = (gamma(a), gamma(b))
        return first + second > 0 ? first / (first + second) : 0.5
    }
}
