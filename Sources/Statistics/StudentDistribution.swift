/// Student's t distribution.
package struct StudentDistribution: Equatable, Sendable {
    /// At least 1.
    package let degreesOfFreedom: Double
    private let logGammaRatio: Double

    /// The distribution with so many degrees of freedom; fewer than 1 make every result NaN.
    package init(degreesOfFreedom: Double) {
        self.degreesOfFreedom = degreesOfFreedom >= 1 ? degreesOfFreedom : .nan
        logGammaRatio = Self.logGammaRatio(self.degreesOfFreedom / 2)
    }

    /// The value below which lies this probability: ∓∞ at 0 and 1, NaN outside 0...1.
    package func quantile(_ probability: Double) -> Double {
        guard degreesOfFreedom.isFinite, probability >= 0, probability <= 1 else { return .nan }
        let offset = probability - 0.5
        guard offset != 0 else { return 0 }
        let tail = offset < 0 ? probability : 1 - probability
        guard tail > 0 else { return offset < 0 ? -.infinity : .infinity }
        let size = solve(central: offset.magnitude, tail: tail)
        return offset < 0 ? -size : size
    }

    /// The probability of a value above `t`.
    package func upperTail(_ t: Double) -> Double {
        let halves = halves(t.magnitude)
        return t < 0 ? 1 - halves.tail : halves.tail
    }

    /// Newton's method for t > 0, kept inside a bracket by bisection.
    private func solve(central: Double, tail: Double) -> Double {
        // The smaller of the two probabilities carries the digits.
        func excess(_ t: Double) -> Double {
            let halves = halves(t)
            return tail > 0.25 ? halves.central - central : tail - halves.tail
        }
        var low = 0.0
        var high = 1.0
        while high.isFinite, excess(high) < 0 {
            low = high
            high *= 2
        }
        guard high.isFinite else { return .infinity }
        var t = (low + high) / 2
        for _ in 0..<200 {
            let error = excess(t)
            if error < 0 { low = t } else { high = t }
            var next = t - error / density(t)
            if !(next > low && next < high) { next = low + (high - low) / 2 }
            let step = next - t
            t = next
            if step.magnitude <= 2e-16 * t { break }
        }
        return t
    }

    private func density(_ t: Double) -> Double {
        let power =
            (degreesOfFreedom + 1) / 2 * Elementary.logarithm(onePlus: t * t / degreesOfFreedom)
        return Elementary.exponential(logGammaRatio - power)
            / (degreesOfFreedom * Double.pi).squareRoot()
    }

    /// P(0 < T < t) and P(T > t) for t ≥ 0, through the regularised incomplete beta function:
    /// P(T > t) = I(ν / (ν + t²); ν/2, 1/2) / 2.
    private func halves(_ t: Double) -> (central: Double, tail: Double) {
        guard t > 0 else { return (0, 0.5) }
        guard t.isFinite else { return (0.5, 0) }
        let a = degreesOfFreedom / 2
        let square = t * t / degreesOfFreedom
        let x = 1 / (1 + square)
        let y = square.isFinite ? square / (1 + square) : 1
        let logFront = logGammaRatio - a * Elementary.logarithm(onePlus: square)
        let front = Elementary.exponential(logFront) * (y / Double.pi).squareRoot() / 2
        if x < (a + 1) / (a + 2.5) {
            let tail = front / (a * IncompleteBeta.continuedFraction(x: x, a: a, b: 0.5))
            return (0.5 - tail, tail)
        }
        let central = front / (0.5 * IncompleteBeta.continuedFraction(x: y, a: 0.5, b: a))
        return (central, 0.5 - central)
    }

    /// log Γ(a + 1/2) − log Γ(a), by its asymptotic series, reached by recurrence for small `a`.
    private static func logGammaRatio(_ a: Double) -> Double {
        var shifted = a
        var correction = 0.0
        while shifted < 20 {
            correction += Elementary.logarithm(onePlus: 0.5 / shifted)
            shifted += 1
        }
        let r = 1 / shifted
        let s = r * r
        let series = r * (-1 / 8 + s * (1 / 192 + s * (-1 / 640 + s * 17 / 14336)))
        return Elementary.logarithm(shifted) / 2 + series - correction
    }
}
