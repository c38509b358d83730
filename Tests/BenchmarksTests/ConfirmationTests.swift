import Testing

@testable import Benchmarks

@Suite("Suspects that are measured anew")
struct ConfirmationTests {
    private static let before = [120, 95, 310, 150, 88, 205, 132, 174, 99, 260, 140, 133]

    /// What measuring so many pairs anew gives where each candidate takes as much longer.
    private func confirmed(_ factor: Double, pairs: Int) -> ComparisonRow {
        let base = Array(Self.before.prefix(pairs))
        let suspect = Suspect(place: 0, base: Bench.series(base), candidate: Bench.series(base))
        let slower = base.map { Int((Double($0) * 1000 * factor).rounded()) }
        let fresh = (base: Bench.series(base.map { $0 * 1000 }), candidate: Bench.series(slower))
        return Comparison.confirmed(suspect, by: fresh)
    }

    @Test("a change is confirmed from eight pairs on that all say so: p is 2/256")
    func confirms() throws {
        let row = confirmed(1.2, pairs: 8)
        #expect(row.verdict == .regressed)
        #expect(try #require(row.p) <= Comparison.significance)
        #expect(confirmed(0.8, pairs: 8).verdict == .improved)
    }

    @Test("six pairs that all say so have an interval beyond 1, and confirm nothing: p is 2/64")
    func isNotSure() throws {
        let row = confirmed(1.2, pairs: 6)
        #expect(try #require(row.low) > 1)
        #expect(try #require(row.p) > Comparison.significance)
        #expect(row.verdict == .inconclusive)
        #expect(row.reason?.contains("confirmed by a p of at most 0.01") == true)
    }

    @Test("what is the same stays unchanged")
    func staysUnchanged() {
        #expect(confirmed(1, pairs: 12).verdict == .unchanged)
    }
}
