/// A symmetric distribution of a rank statistic over 0...total when there is no effect.
protocol NullDistribution {
    /// The largest value of the statistic.
    var total: Int { get }
    /// P(statistic ≤ value) for a value in the lower half, 0...total / 2.
    func lowerTail(_ value: Int) -> Double
    /// The least value whose lower tail reaches `probability`, a number below 1/2.
    func lowerQuantile(_ probability: Double) -> Int
}

extension NullDistribution {
    /// P of a statistic at least as far from the middle, on either side.
    func twoSided(_ statistic: Int) -> Double {
        min(1, 2 * lowerTail(min(statistic, total - statistic)))
    }

    /// P of a statistic at least as large, where its values are so far apart.
    func atLeast(_ statistic: Int, spacing: Int) -> Double {
        let mirrored = total - statistic
        if mirrored <= total / 2 { return lowerTail(mirrored) }
        return statistic - spacing < 0 ? 1 : 1 - lowerTail(statistic - spacing)
    }
}

/// A null distribution tabulated without approximation.
struct ExactNullDistribution: NullDistribution, Sendable {
    let total: Int
    /// Cumulative probabilities of 0...total / 2.
    private let cumulative: [Double]

    /// The sum of `weights`, each taken or left with probability 1/2: the signed-rank statistic
    /// when the weights are ranks.
    ///
    /// Probabilities rather than counts keep the table within range for any number of weights.
    init(signedRanks weights: [Int]) {
        let total = weights.reduce(0, +)
        let half = total / 2
        var table = [Double](repeating: 0, count: half + 1)
        table[0] = 1
        var reach = 0
        for weight in weights.sorted() {
            reach = min(reach + weight, half)
            var sum = reach
            while sum >= 0 {
                let taken = sum >= weight ? table[sum - weight] : 0
                table[sum] = (table[sum] + taken) / 2
                sum -= 1
            }
        }
        self.init(total: total, probabilities: table)
    }

    /// The Mann–Whitney statistic of samples of `first` and `second` values without ties.
    ///
    /// The largest of all values belongs to one of the samples; removing it leaves the same
    /// problem one smaller. All terms are positive, so nothing cancels.
    init(rankSumOf first: Int, and second: Int) {
        let total = first * second
        let width = total / 2 + 1
        var certain = [Double](repeating: 0, count: width)
        certain[0] = 1
        var rows = [[Double]](repeating: certain, count: first + 1)
        for m in stride(from: 1, through: second, by: 1) {
            for n in stride(from: 1, through: first, by: 1) {
                rows[n] = Self.mixed(smaller: rows[n - 1], n, fewer: rows[n], m)
            }
        }
        self.init(total: total, probabilities: rows[first])
    }

    /// (n · P(n − 1, m; u − m) + m · P(n, m − 1; u)) / (n + m) for every tabulated u.
    private static func mixed(
        smaller: [Double],
        _ n: Int,
        fewer: [Double],
        _ m: Int
    ) -> [Double] {
        let share = Double(n) / Double(n + m)
        var result = fewer
        var u = 0
        let end = min(result.count, n * m + 1)
        while u < end {
            result[u] *= 1 - share
            if u >= m { result[u] += share * smaller[u - m] }
            u += 1
        }
        return result
    }

    private init(total: Int, probabilities: [Double]) {
        self.total = total
        var sum = 0.0
        cumulative = probabilities.map {
            sum += $0
            return sum
        }
    }

    func lowerTail(_ value: Int) -> Double {
        cumulative.indices.contains(value) ? cumulative[value] : 0
    }

    func lowerQuantile(_ probability: Double) -> Int {
        // A tail that equals the probability but for rounding counts as reaching it.
        let reached = probability * (1 - 1e-13)
        return cumulative.firstIndex { $0 >= reached } ?? total / 2
    }
}

/// A null distribution by its normal approximation with continuity correction.
struct NormalNullDistribution: NullDistribution, Sendable {
    let total: Int
    let standardDeviation: Double
    /// The distance between neighbouring values: 1, or 2 when ranks are doubled.
    var spacing = 1.0

    private var mean: Double { Double(total) / 2 }

    func lowerTail(_ value: Int) -> Double {
        guard standardDeviation > 0 else { return 1 }
        let distance = mean - Double(value) - spacing / 2
        return NormalDistribution.upperTail(distance / standardDeviation)
    }

    func lowerQuantile(_ probability: Double) -> Int {
        let z = NormalDistribution.quantile(probability)
        let value = (mean + z * standardDeviation - spacing / 2).rounded(.up)
        return max(0, min(Int(exactly: value) ?? 0, total / 2))
    }
}
