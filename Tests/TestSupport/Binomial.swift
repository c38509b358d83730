internal import Foundation

/// How often something may happen that has a probability: exact, not by a normal approximation.
package enum Binomial {
    /// The counts that are not rarer than one in a million on either side.
    package static func plausible(_ probability: Double, of count: Int) -> ClosedRange<Int> {
        func log(_ hits: Int) -> Double {
            lgamma(Double(count + 1)) - lgamma(Double(hits + 1)) - lgamma(Double(count - hits + 1))
                + Double(hits) * Foundation.log(probability)
                + Double(count - hits) * log1p(-probability)
        }
        func bound(_ hits: some Sequence<Int>) -> Int {
            var tail = 0.0
            return hits.first { hits in
                tail += exp(log(hits))
                return tail > 1e-6
            } ?? 0
        }
        return bound(0...count)...bound((0...count).reversed())
    }
}
