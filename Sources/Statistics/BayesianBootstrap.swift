/// One draw of a Bayesian bootstrap (Rubin 1981): how likely each of several observations is to be seen again.
///
/// The weights are uniform over all that sum to 1 (Dirichlet, all parameters 1). Resampling by one draw after another has
/// the uncertainty of what was observed, and not only that of what will be.
package struct BayesianBootstrap: Sendable {
    private let ends: [Double]

    /// Draws weights for so many observations.
    package init(count: Int, _ generator: inout ResamplingGenerator) {
        var sum = 0.0
        ends = (0..<count).map { _ in
            sum += generator.exponential()
            return sum
        }
    }

    /// The place of an observation, drawn by the weights; 0 where there is none.
    package func draw(_ generator: inout ResamplingGenerator) -> Int {
        guard let whole = ends.last else { return 0 }
        let target = generator.uniform() * whole
        var (low, high) = (0, ends.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] > target { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

/// Smooths resampled times, so that those drawn are not only those seen: a normal kernel on logarithms.
///
/// The bandwidth is Silverman's rule of thumb (1986, equation 3.31): 0.9 · min(deviation, quartile range / 1.34) · n^(−1/5).
package struct LogKernel: Sendable {
    /// The standard deviation of what is added to a logarithm.
    package let bandwidth: Double

    /// The kernel for these values; those that are not above 0 are left out. Without spread nothing is smoothed.
    package init(_ values: some Sequence<Double>) {
        let logarithms = values.filter { $0 > 0 && $0.isFinite }
            .map { Elementary.logarithm($0) }
        guard logarithms.count >= 3 else {
            bandwidth = 0
            return
        }
        let sample = Sample(checked: logarithms)
        let quartiles = (sample.quantile(0.75) ?? 0) - (sample.quantile(0.25) ?? 0)
        let spread = min(sample.standardDeviation ?? 0, quartiles / 1.34)
        let shrinking = Elementary.exponential(-Elementary.logarithm(Double(logarithms.count)) / 5)
        bandwidth = 0.9 * spread * shrinking
    }

    /// The factor for one resampled value.
    package func factor(_ generator: inout ResamplingGenerator) -> Double {
        bandwidth > 0 ? Elementary.exponential(bandwidth * generator.normal()) : 1
    }
}
