import Testing

@testable import Statistics

@Suite("The exponentially weighted moving average")
struct EWMATests {
    /// The example of section 6.3.2.4 of the NIST/SEMATECH e-Handbook of Statistical Methods: λ = 0.3 from 50.
    private let data = [
        52.0, 47.0, 53.0, 49.3, 50.1, 47.0, 51.0, 50.1, 51.2, 50.5,
        49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1,
    ]
    private let averages = [
        50.60, 49.52, 50.56, 50.18, 50.16, 49.21, 49.75, 49.85, 50.26, 50.33,
        50.11, 49.36, 49.52, 50.05, 49.38, 49.92, 50.73, 51.23, 51.94, 51.99,
    ]

    @Test("it is what NIST's handbook prints for its example")
    func published() throws {
        var average = try #require(EWMA(weight: 0.3, from: 50))
        for (value, expected) in zip(data, averages) {
            average.add(value)
            #expect((average.value * 100).rounded() / 100 == expected)
        }
    }

    @Test("its limits are the handbook's: 52.5884 and 47.4115 at a standard deviation of 2.0539")
    func limits() throws {
        var average = try #require(EWMA(weight: 0.3, from: 50))
        let distance = 3 * 2.0539 * average.limitingError
        #expect((50 + distance - 52.5884).magnitude < 5e-5)
        // The handbook cuts where it should round.
        #expect((50 - distance - 47.4115).magnitude < 1e-4)
        #expect(average.standardError == 0)
        average.add(52)
        #expect(agree(average.standardError, 0.3))
        for value in data { average.add(value) }
        #expect(agree(average.standardError, average.limitingError, to: 1e-6))
    }

    @Test("the latest value alone counts with weight 1, and equal values leave it as it is")
    func weights() throws {
        var latest = try #require(EWMA(weight: 1, from: 3))
        latest.add(8)
        #expect(latest.value == 8)
        var steady = try #require(EWMA(weight: 0.2, from: 0.1))
        for _ in 0..<100 { steady.add(0.1) }
        #expect(steady.value == 0.1)
    }

    @Test("a weight that is none is refused", arguments: [0, -0.1, 1.1, .nan, .infinity])
    func refused(weight: Double) {
        #expect(EWMA(weight: weight, from: 0) == nil)
        #expect(EWMA(weight: 0.2, from: weight * .infinity) == nil)
    }
}
