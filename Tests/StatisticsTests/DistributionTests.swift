import Statistics
import Testing

@Suite("Normal and Student distributions")
struct DistributionTests {
    // mpmath 1.3, 40 digits: sqrt(2) * erfinv(2 * p - 1), or findroot(ncdf(z) - p).
    // The probabilities are the doubles, not the decimals.
    @Test(
        "normal quantiles agree to 1e-14",
        arguments: [
            (0.975, 1.959_963_984_540_053_9), (0.8, 0.841_621_233_572_914_36),
            (0.5001, 0.000_250_662_830_088_007_49), (1e-10, -6.361_340_902_404_056_2),
            (1e-300, -37.047_096_299_361_199), (0.7499, 0.674_175_097_074_658_94),
            (0.7501, 0.674_804_470_110_609_99), (0.3, -0.524_400_512_708_040_82),
        ]
    )
    func normalQuantile(probability: Double, expected: Double) {
        #expect(agree(NormalDistribution.quantile(probability), expected, to: 1e-14))
    }

    // mpmath: findroot(betainc(v/2, 1/2, 0, v/(v+t*t), regularized=True)/2 - (1 - p)).
    @Test(
        "Student quantiles agree to 1e-12",
        arguments: [
            (0.975, 1, 12.706_204_736_174_693), (0.975, 2, 4.302_652_729_749_461_8),
            (0.975, 2.5, 3.574_654_842_003_681_8), (0.975, 3, 3.182_446_305_283_708_4),
            (0.975, 5, 2.570_581_835_636_314_8), (0.975, 9, 2.262_157_162_798_205),
            (0.975, 29, 2.045_229_642_132_703_9), (0.975, 99, 1.984_216_951_586_417_1),
            (0.975, 999, 1.962_341_461_133_449_6), (0.8, 1, 1.376_381_920_471_173_9),
            (0.8, 2, 1.060_660_171_779_821_5), (0.8, 9, 0.883_403_859_685_534_71),
            (0.8, 29, 0.854_191_985_881_855_82), (0.9999999999, 3, 2_225.769_223_296_074_7),
            (0.5001, 7, 0.000_259_746_030_902_505_44), (0.999999, 50, 5.376_673_401_732_293_1),
        ]
    )
    func studentQuantile(probability: Double, degrees: Double, expected: Double) {
        let student = StudentDistribution(degreesOfFreedom: degrees)
        #expect(agree(student.quantile(probability), expected))
    }

    @Test("with many degrees of freedom the quantile is still exact")
    func manyDegrees() {
        // R 4.2: qt(.975, 1e5)
        let student = StudentDistribution(degreesOfFreedom: 100_000)
        #expect(agree(student.quantile(0.975), 1.959_987_707_534_608_6))
    }

    @Test("the lower half mirrors the upper", arguments: [0.01, 0.1, 0.3, 0.49])
    func symmetry(probability: Double) {
        let student = StudentDistribution(degreesOfFreedom: 4)
        #expect(agree(student.quantile(probability), -student.quantile(1 - probability)))
        #expect(agree(student.upperTail(-1.5), 1 - student.upperTail(1.5)))
        let normal = NormalDistribution.quantile(1 - probability)
        #expect(agree(NormalDistribution.quantile(probability), -normal))
    }

    @Test("the tail of the quantile is the probability", arguments: [1e-12, 0.02, 0.24, 0.26])
    func roundTrip(tail: Double) {
        for degrees in [1.0, 6, 40, 3000] {
            let student = StudentDistribution(degreesOfFreedom: degrees)
            #expect(agree(student.upperTail(-student.quantile(tail)), tail, to: 1e-11))
        }
        #expect(agree(NormalDistribution.upperTail(-NormalDistribution.quantile(tail)), tail))
    }

    @Test("the ends are infinite, the middle 0, and anything else NaN")
    func edges() {
        let student = StudentDistribution(degreesOfFreedom: 3)
        for quantile in [NormalDistribution.quantile, student.quantile] {
            #expect(quantile(0) == -.infinity)
            #expect(quantile(1) == .infinity)
            #expect(quantile(0.5) == 0)
            #expect(quantile(-0.1).isNaN)
            #expect(quantile(1.1).isNaN)
            #expect(quantile(.nan).isNaN)
        }
        #expect(StudentDistribution(degreesOfFreedom: 0.5).quantile(0.9).isNaN)
        #expect(StudentDistribution(degreesOfFreedom: .nan).quantile(0.9).isNaN)
    }
}
