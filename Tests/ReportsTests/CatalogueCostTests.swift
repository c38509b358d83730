import Testing

@testable import Reports

@Suite("What the list of invariants says of a cost")
struct CatalogueCostTests {
    @Test(
        "one that may be nothing is below the most that it may be, and none is negative",
        arguments: [
            (1.25, 0.5, "1.25 ± 0.50 µs"), (0.2, 0.2, "< 0.40 µs"), (-0.04, 0.1, "< 0.06 µs"),
            (-0.3, 0.1, "< 0.01 µs"), (0, 0, "< 0.01 µs"), (12, nil, "12.00 µs"),
            (-1, nil, "0.00 µs"),
        ] as [(Double, Double?, String)]
    )
    func words(cost: Double, error: Double?, words: String) {
        #expect(Catalogue.words(cost, error: error) == words)
    }
}
