import Quantities
import Testing

@Suite("Durations, sizes, probabilities and ranges")
struct ScalarSyntaxTests {
    @Test(
        "durations are exact to the microsecond",
        arguments: [
            ("250ms", 250_000), ("1.5s", 1_500_000), ("2m", 120_000_000), ("1h", 3_600_000_000),
            ("0s", 0), ("0.0s", 0), ("10us", 10), ("0.1s", 100_000), ("0.3s", 300_000),
            ("1.000001s", 1_000_001), ("0.001ms", 1), ("2.675ms", 2_675), ("1.10s", 1_100_000),
            ("1m28s", 88_000_000),
            ("2h05m", 7_500_000_000), ("1h00m07.5s", 3_607_500_000),
            ("0.000000005h", 18), ("0.123456s", 123_456), ("007s", 7_000_000),
            ("999999999.999999s", 999_999_999_999_999), ("1000000000s", 1_000_000_000_000_000),
            ("1.0000000000000000000000s", 1_000_000),
        ] as [(String, Int64)]
    )
    func durations(text: String, microseconds: Int64) {
        #expect(DurationSyntax.parse(text) == .microseconds(microseconds))
    }

    @Test(
        "a text that is not a duration, or one out of bounds, is refused",
        arguments: [
            "", "0", "5", "s", "-1s", "+1s", "1 s", " 1s", "1s ", ".5s", "1.s", "1,5s", "1e3s",
            "1S", "1sec", "1d", "30s1m", "1m1m", "1.5m30s", "1m30", "1s..2s", "0.1us", "1.0000001s",
            "0.0000000001h", "١s",
            "1000000001s", "277778h", "99999999999999999999999999h",
            "0.0000000000000000000000000001s", "1\u{301}s", "inf", "nans",
        ]
    )
    func noDuration(text: String) {
        #expect(DurationSyntax.parse(text) == nil)
    }

    @Test(
        "sizes count binary units",
        arguments: [
            ("512B", 512), ("8KiB", 8192), ("64MiB", 67_108_864), ("1GiB", 1_073_741_824),
            ("0B", 0), ("1024TiB", 1_125_899_906_842_624),
        ]
    )
    func sizes(text: String, bytes: Int) {
        #expect(SizeSyntax.parse(text) == bytes)
    }

    @Test(
        "a text that is not a size, or too large a one, is refused",
        arguments: [
            "", "8", "KiB", "-1KiB", "1.5KiB", "8KB", "8kib", "8 KiB", "1025TiB",
            "9999999999999999999B", "9223372036854775807TiB",
        ]
    )
    func noSize(text: String) {
        #expect(SizeSyntax.parse(text) == nil)
    }

    @Test(
        "probabilities are percentages or fractions",
        arguments: [
            ("30%", 0.3), ("0%", 0), ("100%", 1), ("12.5%", 0.125), ("0.3", 0.3), ("1", 1),
            ("1.0", 1), ("0", 0),
        ]
    )
    func probabilities(text: String, value: Double) {
        #expect(ProbabilitySyntax.parse(text) == value)
    }

    @Test(
        "a text that is not a probability is refused",
        arguments: ["", "%", "-1%", "101%", "100.01%", "1.1", "2", ".5", "1e-1", "30 %", "30%%"]
    )
    func noProbability(text: String) {
        #expect(ProbabilitySyntax.parse(text) == nil)
    }

    @Test("ranges include both ends and may have one value")
    func ranges() {
        #expect(RangeSyntax.integers("1..2") == 1...2)
        #expect(RangeSyntax.integers("3..3") == 3...3)
        #expect(RangeSyntax.durations("1.5s..2m") == .milliseconds(1500) ... .seconds(120))
        #expect(RangeSyntax.percentages("50%..80%") == 0.5...0.8)
    }

    @Test(
        "a text that is not a range is refused",
        arguments: [
            "", "..", "1", "1..", "..2", "2..1", "1...2", "1..2..3", "-1..2", "+1..2", "1 .. 2",
            "a..b", "1..99999999999999999999",
        ]
    )
    func noRange(text: String) {
        #expect(RangeSyntax.integers(text) == nil)
        #expect(RangeSyntax.durations(text) == nil)
        #expect(RangeSyntax.percentages(text) == nil)
    }
}
