/// What is known of tries that are repeated until one succeeds: in some cases none ever does, in the others each succeeds
/// with the same probability.
///
/// It is a mixture cure model (Berkson and Gage 1952) of geometric waits. What the counts say of both numbers is a grid of
/// posterior probabilities; before them, the share of lasting failures is Beta(½, ½) and the probability is uniform.
package struct LastingFailures: Sendable {
    /// A lasting share and a probability of success.
    package struct Point: Sendable, Equatable {
        /// The share of cases in which no try succeeds.
        package let lasting: Double
        /// The probability that a try succeeds in the others.
        package let success: Double

        /// The probability that a case fails that is tried so often.
        package func failing(after tries: Int) -> Double {
            lasting + (1 - lasting) * lacking(after: tries)
        }

        /// The probability that one that can succeed has not after so many tries.
        package func lacking(after tries: Int) -> Double {
            Elementary.exponential(Double(tries) * Elementary.logarithm(onePlus: -success))
        }
    }

    private static let steps = 40
    private let points: [Point]
    private let ends: [Double]
    /// The posterior mean of the probability of success.
    package let success: Double

    /// The posterior of cases that were tried at most `most` times.
    ///
    /// - Parameters:
    ///   - successes: How many cases succeeded with each number of tries, from 1 on.
    ///   - failures: How many cases failed at every try.
    package init(successes: [Int], failures: Int, most: Int) {
        let cases = Double(successes.reduce(0, +))
        let failed = Double(
            successes.enumerated().reduce(0) { $0 + $1.offset * $1.element }
        )
        let grid = (0..<Self.steps).map { (Double($0) + 0.5) / Double(Self.steps) }
        let points = grid.flatMap { share in
            grid.map { Point(lasting: share, success: $0) }
        }
        let likelihoods = points.map { point in
            cases * Elementary.logarithm((1 - point.lasting) * point.success)
                + failed * Elementary.logarithm(1 - point.success)
                + Double(failures) * Elementary.logarithm(point.failing(after: most))
                - Elementary.logarithm(point.lasting * (1 - point.lasting)) / 2
        }
        let largest = likelihoods.max() ?? 0
        var sum = 0.0
        ends = likelihoods.map { likelihood in
            sum += Elementary.exponential(likelihood - largest)
            return sum
        }
        var (before, mean) = (0.0, 0.0)
        for (point, end) in zip(points, ends) {
            mean += point.success * (end - before)
            before = end
        }
        success = sum > 0 ? mean / sum : 0.5
        self.points = points
    }

    /// A point, drawn by its posterior probability.
    package func draw(_ generator: inout ResamplingGenerator) -> Point {
        let target = generator.uniform() * (ends.last ?? 0)
        var (low, high) = (0, ends.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] > target { high = middle } else { low = middle + 1 }
        }
        return points[low]
    }
}
