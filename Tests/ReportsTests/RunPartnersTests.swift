import Suites
import Testing

@testable import Reports

@Suite("With what a run that failed is compared")
struct RunPartnersTests {
    /// A scenario of runs, each a row of repetitions: `x` failed.
    private func scenario(_ name: String, _ runs: [(String, String)]) -> ScenarioResult {
        var scenario = SampleSuite.scenario(name, status: .failed)
        scenario.runs = runs.map { run, marks in
            let repetitions = marks.enumerated().map { place, mark in
                let id = marks.count == 1 ? run : "\(run)#\(place + 1)"
                let failures = mark == "x" ? [SampleSuite.failure("a", "b", 3, run: id)] : []
                return SampleSuite.repetition(id, failures: failures)
            }
            return SampleSuite.run(run, line: 3, repetitions)
        }
        return scenario
    }

    private func partners(
        _ scenarios: [ScenarioResult],
        earlier: [EarlierRun] = [],
        hasSteps: (Int, String) -> Bool = { _, _ in true }
    ) -> RunPartners {
        let suite = SuiteResult(scenarios: scenarios)
        return RunPartners(
            suite,
            RunListing(suite, most: 1000),
            earlier: earlier,
            hasSteps: hasSteps
        )
    }

    @Test(
        "with the nearest repetition that held, one before it rather than one after it",
        arguments: [
            ("..x", 2, 1), (".xx.", 2, 0), ("xx..", 0, 2), (".x.", 1, 0), ("x", 0, nil),
        ]
    )
    func repetitions(marks: String, failed: Int, partner: Int?) {
        let found = partners([scenario("a", [("load", marks)])])
        #expect(found[0, failed]?.place == partner)
    }

    @Test("then with the same run of another variant, then with another run of its scenario")
    func others() {
        let first = scenario("a", [("cold", "."), ("warm", "x")])
        var variant = scenario("a", [("cold", "."), ("warm", ".")])
        let alone = partners([first])
        #expect(alone[0, 1] == RunPartners.Place(scenario: 0, place: 0))
        let varied = partners([first, variant])
        #expect(varied[0, 1] == RunPartners.Place(scenario: 1, place: 1))
        variant.name = "another"
        #expect(partners([first, variant])[0, 1] == RunPartners.Place(scenario: 0, place: 0))
    }

    @Test("what held is compared with nothing, and nothing with what has no steps")
    func without() {
        let scenario = scenario("a", [("cold", "."), ("next", "."), ("warm", "x")])
        #expect(partners([scenario])[0, 0] == nil)
        let found = partners([scenario]) { $1 != "next" }
        #expect(found[0, 2] == RunPartners.Place(scenario: 0, place: 0))
        #expect(partners([scenario]) { $1 != "warm" }[0, 2] == nil)
    }

    @Test("an execution of an earlier suite is more alike than another run of the scenario")
    func earlier() {
        let scenario = scenario("a", [("cold", "."), ("warm", "x"), ("load", ".x")])
        let timeline = TimelineSamples.straight
        let earlier = ["warm", "load"].map { EarlierRun(timeline, scenario: 0, run: $0) }
        let found = partners([scenario], earlier: earlier)
        #expect(found[0, 1] == nil)
        #expect(found[0, 3] == RunPartners.Place(scenario: 0, place: 2))
        let others = [EarlierRun(timeline, scenario: 1, run: "warm")]
        #expect(partners([scenario], earlier: others)[0, 1]?.place == 0)
    }
}
