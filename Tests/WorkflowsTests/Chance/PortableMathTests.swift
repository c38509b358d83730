import Foundation
import TestSupport
import Testing
import Workflows

@Suite("Portable exponential and logarithm")
struct PortableMathTests {
    /// The largest relative difference over 20,000 random arguments.
    private func worst(
        seed: UInt64,
        _ argument: (inout SplitMix64) -> Double,
        _ found: (Double) -> Double,
        _ expected: (Double) -> Double
    ) -> Double {
        var source = SplitMix64(seed: seed)
        var worst = 0.0
        for _ in 0..<20_000 {
            let value = argument(&source)
            let reference = expected(value)
            guard found(value) != reference else { continue }
            worst = max(worst, ((found(value) - reference) / reference).magnitude)
        }
        return worst
    }

    @Test("the logarithm agrees with the platform's over the whole range of numbers")
    func logarithm() {
        let worst = worst(
            seed: 1,
            { source in
                Double(
                    sign: .plus,
                    exponent: Int.random(in: -1022...1023, using: &source),
                    significand: Double.random(in: 1..<2, using: &source)
                )
            },
            PortableMath.log,
            Foundation.log
        )
        #expect(worst < 1e-14)
    }

    @Test("the logarithm keeps its precision near 1")
    func logarithmBesideOne() {
        let worst = worst(
            seed: 2,
            { 1 + Double.random(in: -0.3...0.4, using: &$0) },
            PortableMath.log,
            Foundation.log
        )
        #expect(worst < 1e-14)
        #expect(PortableMath.log(1) == 0)
        #expect(agree(PortableMath.log(1 + 0x1p-52), 0x1p-52, to: 1e-14))
    }

    @Test(
        "the exponential agrees with the platform's where latencies need it",
        arguments: [1.0, 40]
    )
    func exponential(range: Double) {
        let worst = worst(
            seed: 3,
            { Double.random(in: -range...range, using: &$0) },
            PortableMath.exp,
            Foundation.exp
        )
        #expect(worst < 1e-14)
        #expect(PortableMath.exp(0) == 1)
    }

    @Test(
        "the exponential agrees with the platform's up to its ends"
    )
    func exponentialFarOut() {
        let worst = worst(
            seed: 4,
            { Double.random(in: -699...708, using: &$0) },
            PortableMath.exp,
            Foundation.exp
        )
        #expect(worst < 1e-14)
    }

    @Test("each undoes the other")
    func inverse() {
        let worst = worst(
            seed: 5,
            { Double.random(in: -20...20, using: &$0) },
            { PortableMath.log(PortableMath.exp($0)) },
            { $0 }
        )
        #expect(worst < 1e-12)
    }

    @Test("what has no logarithm or no exponential in range has its documented value")
    func ends() {
        #expect(PortableMath.log(0) == -.infinity)
        #expect(PortableMath.log(-1).isNaN)
        #expect(PortableMath.log(.nan).isNaN)
        #expect(PortableMath.exp(1000) == .infinity)
        #expect(PortableMath.exp(-1000) == 0)
        #expect(PortableMath.exp(.infinity) == .infinity)
        #expect(PortableMath.exp(-.infinity) == 0)
    }
}
