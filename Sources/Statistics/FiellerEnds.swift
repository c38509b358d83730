/// The ends of Fieller's interval: where (candidate − θ · baseline)² = t² · variance(θ).
struct FiellerEnds {
    let low: Double
    let high: Double

    init(_ moments: Moments, tail: Double) {
        guard moments.baseline > 0 else {
            (low, high) = (0, .infinity)
            return
        }
        let ratio = moments.candidate / moments.baseline
        low = Self.end(moments, tail, from: ratio) { $0.low }
        high = Self.end(moments, tail, from: ratio) { $0.high }
    }

    /// One end; the degrees of freedom of independent samples are those at the end itself, found by repetition.
    private static func end(
        _ moments: Moments,
        _ tail: Double,
        from ratio: Double,
        _ side: ((low: Double, high: Double)) -> Double
    ) -> Double {
        var end = ratio
        for _ in 0..<200 {
            let student = StudentDistribution(degreesOfFreedom: moments.degreesOfFreedom(end))
            let next = side(roots(moments, t: student.quantile(1 - tail)))
            guard next.isFinite else { return next }
            let step = (next - end).magnitude
            end = next
            if step <= 1e-15 * end.magnitude { break }
        }
        return end
    }

    /// The ends for one quantile of t, held at 0: no measurement is below it.
    private static func roots(_ moments: Moments, t: Double) -> (low: Double, high: Double) {
        let square = t * t
        let a = moments.baseline * moments.baseline - square * moments.baselineVariance
        let b = moments.baseline * moments.candidate - square * moments.covariance
        let c = moments.candidate * moments.candidate - square * moments.candidateVariance
        let discriminant = b * b - a * c
        guard a > 0 else {
            // Every ratio is held, or all but those between two roots.
            guard a < 0, discriminant > 0, (b + discriminant.squareRoot()) / a < 0 else {
                return (0, .infinity)
            }
            return (max(0, (b - discriminant.squareRoot()) / a), .infinity)
        }
        let root = max(0, discriminant).squareRoot()
        return (max(0, (b - root) / a), max(0, (b + root) / a))
    }
}
