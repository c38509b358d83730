import Suites
import Testing

@testable import Reports

@Suite("Which repetitions a report lists one by one")
struct RunListingTests {
    /// Two runs of 40 repetitions; these of the first failed, and these of any broke an invariant.
    private func suite(failed: Set<Int> = [], broken: [String] = []) -> SuiteResult {
        var scenario = SampleSuite.scenario("a", status: .failed)
        scenario.runs = ["load", "loader"].map { run in
            let repetitions = (1...40).map { number in
                let isFailed = run == "load" && failed.contains(number)
                let failures =
                    isFailed ? [SampleSuite.failure("a", "b", 3, run: "\(run)#\(number)")] : []
                return SampleSuite.repetition("\(run)#\(number)", failures: failures)
            }
            return SampleSuite.run(run, line: 3, repetitions)
        }
        scenario.invariantFailures = broken.map {
            SampleSuite.failure("one ending", "two", 1, run: $0)
        }
        return SuiteResult(scenarios: [scenario])
    }

    @Test("all where there is room for all")
    func all() {
        #expect(RunListing(suite(), most: 80).places == [[Array(0..<40), Array(0..<40)]])
    }

    @Test("else those that failed, those that broke an invariant, and the first of each run")
    func some() {
        let found = RunListing(
            suite(failed: [17, 20], broken: ["load#31", "loader#40"]),
            most: 10
        )
        #expect(found.places == [[[0, 1, 2, 16, 19, 30], [0, 1, 2, 39]]])
    }

    @Test("what broke in no repetition of theirs adds none")
    func others() {
        let found = RunListing(suite(broken: ["a", "other#3"]), most: 10)
        #expect(found.places == [[Array(0..<5), Array(0..<5)]])
    }
}
