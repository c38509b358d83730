/// How likely each of several categories is to come next, those that were never seen included.
///
/// Resampling what was seen alone would repeat too much: a category that was seen once stands for many that were not. The
/// share of those is 1 − the coverage of Good and Turing, here drawn from its posterior, Beta(n − f₁ + ½, f₁ + ½), where f₁
/// categories were seen once; their number is Chao's lower bound (1984). The shares of what was seen are lowered for it as
/// Chao et al. do (2014, *Ecological Monographs* 84:45–67, appendix G).
package struct CategoryModel: Sendable {
    private let ends: [Double]
    /// How many categories were seen.
    package let seen: Int

    /// Draws the shares, given how often each category was seen: at least once each.
    package init(counts: [Int], _ generator: inout ResamplingGenerator) {
        let n = Double(counts.reduce(0, +))
        let singles = Double(counts.count { $0 == 1 })
        let doubles = Double(counts.count { $0 == 2 })
        seen = counts.count
        guard n > 0 else {
            ends = [1]
            return
        }
        let coverage = generator.beta(n - singles + 0.5, singles + 0.5)
        let missing = Self.unseen(n, singles, doubles)
        var shares = Self.lowered(counts.map { Double($0) / n }, n, to: coverage)
        shares += Array(repeating: (1 - coverage) / Double(missing), count: missing)
        var sum = 0.0
        ends = shares.map { share in
            sum += share
            return sum
        }
    }

    /// Chao's lower bound of the number of categories that were not seen; at least 1.
    private static func unseen(_ n: Double, _ singles: Double, _ doubles: Double) -> Int {
        let pairs =
            doubles > 0 ? singles * singles / (2 * doubles) : singles * (singles - 1) / 2
        return max(1, Int(((n - 1) / n * pairs).rounded(.up)))
    }

    /// Shares that sum up to the coverage: what is rare loses most.
    private static func lowered(_ shares: [Double], _ n: Double, to coverage: Double) -> [Double] {
        let rare = shares.map { share in
            share < 1 ? Elementary.exponential(n * Elementary.logarithm(onePlus: -share)) : 0
        }
        let whole = zip(shares, rare).reduce(0) { $0 + $1.0 * $1.1 }
        let lambda = whole > 0 ? (1 - coverage) / whole : 0
        let lowered = zip(shares, rare).map { max(0, $0 * (1 - lambda * $1)) }
        let sum = lowered.reduce(0, +)
        return sum > 0 ? lowered.map { $0 / sum * coverage } : shares.map { $0 * coverage }
    }

    /// The number of the category that comes next; from `seen` on it is one that was never seen.
    package func draw(_ generator: inout ResamplingGenerator) -> Int {
        guard let whole = ends.last else { return 0 }
        let target = generator.uniform() * whole
        return ends.firstIndex { $0 > target } ?? max(0, ends.count - 1)
    }
}
