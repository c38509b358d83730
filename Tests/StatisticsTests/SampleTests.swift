import Statistics
import Testing

@Suite("Sample")
struct SampleTests {
    // R 4.2: v <- c(3.1,-2.4,7.7,0.5,12.25,3.1,9.9)
    // c(mean(v), median(v), sd(v), quantile(v, c(0,.1,.25,.5,.9,1), type = 7))
    private let values = [3.1, -2.4, 7.7, 0.5, 12.25, 3.1, 9.9]

    @Test("mean, median and standard deviation agree with R")
    func summaries() throws {
        let sample = try Sample(values)
        #expect(agree(sample.mean, 4.878_571_428_571_429))
        #expect(sample.median == 3.1)
        #expect(agree(try #require(sample.standardDeviation), 5.259_741_529_046_932))
        #expect(sample.minimum == -2.4)
        #expect(sample.maximum == 12.25)
        #expect(sample.values == values)
    }

    @Test(
        "quantiles are of type 7",
        arguments: [(0, -2.4), (0.1, -0.66), (0.25, 1.8), (0.5, 3.1), (0.9, 10.84), (1, 12.25)]
    )
    func quantiles(probability: Double, expected: Double) throws {
        let found = try #require(try Sample(values).quantile(probability))
        #expect(agree(found, expected))
    }

    @Test("a quantile outside 0...1 is refused", arguments: [-0.1, 1.1, .nan])
    func quantileOutside(probability: Double) throws {
        #expect(try Sample(values).quantile(probability) == nil)
    }

    @Test("the median of an even count is the mean of the middle two")
    func evenMedian() throws {
        #expect(try Sample([4, 1, 3, 2]).median == 2.5)
    }

    @Test("equal numbers have exactly their value as mean and no deviation")
    func equalNumbers() throws {
        let sample = try Sample([Double](repeating: 0.1, count: 10))
        #expect(sample.mean == 0.1)
        #expect(sample.standardDeviation == 0)
        #expect(sample.quantile(0.3) == 0.1)
    }

    @Test("a single value has no standard deviation")
    func singleValue() throws {
        let sample = try Sample([7])
        #expect(sample.mean == 7)
        #expect(sample.median == 7)
        #expect(sample.quantile(0.9) == 7)
        #expect(sample.standardDeviation == nil)
    }

    @Test("very large and very small deviations neither overflow nor vanish")
    func extremes() throws {
        let large = try #require(try Sample([1e200, 3e200]).standardDeviation)
        #expect(agree(large, 1.414_213_562_373_095_1e200))
        let small = try #require(try Sample([1e-200, 3e-200]).standardDeviation)
        #expect(agree(small, 1.414_213_562_373_095_1e-200))
    }

    @Test("an empty sample is refused")
    func empty() {
        #expect(throws: SampleError.empty) { try Sample([]) }
    }

    @Test("numbers that are not finite are refused with their place")
    func notFinite() {
        #expect(throws: SampleError.notFinite(place: "values[1]", found: "nan")) {
            try Sample([1, .nan])
        }
        #expect(throws: SampleError.notFinite(place: "values[0]", found: "-inf")) {
            try Sample([-.infinity])
        }
    }
}
