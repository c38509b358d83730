import Suites
import Scenarios
import TestSupport
import Testing

@testable import Reports

@Suite("Cases of JUnit files")
struct JUnitCasesTests {
    @Test("a failed run is one failure, which lists all that did not hold")
    func failed() throws {
        let warm = try element("run warm", of: SampleSuite.failed)
        let failure = try #require(warm.all("failure").first)
        #expect(warm.all("failure").count == 1)
        #expect(
            failure["message"] == "expected cached [planner], found cached [] (and 1 more)"
        )
        let texts = failure.text.split(separator: "\n\n")
        #expect(texts.count == 2)
        #expect(texts.first?.hasPrefix("Scenarios/a.yaml:14: run warm\n") == true)
        #expect(texts.last?.hasPrefix("Scenarios/a.yaml:15: run warm\n") == true)
        for text in texts {
            #expect(text.contains("seed     42"))
            let command = "moonlight run Scenarios/cache.ttl.yaml --seed 18446744073709551615"
            #expect(text.contains(command))
        }
        #expect(failure.text.contains("missed because of ttl"))
        #expect(try element("run cold", of: SampleSuite.failed).all("failure").isEmpty)
    }

    @Test("an invariant fails on its own case")
    func invariant() throws {
        let invariants = try element("invariants", of: SampleSuite.failed)
        #expect(invariants.all("failure").first?["type"] == "invariant")
        #expect(try element("invariants", of: SampleSuite.passed).children.isEmpty)
    }

    @Test("a flaky scenario's cases pass, with a flaky failure for each failed try")
    func flaky() throws {
        for (name, texts) in [
            ("run cold", ["duration <= 1s"]), ("run warm", ["status succeeded"]),
            ("invariants", ["one ending"]),
        ] {
            // Ant knows no flaky failures.
            for profile in [JUnitProfile.rich, .portable] {
                let found = try element(name, of: SampleSuite.flaky, profile)
                #expect(found.all("failure").isEmpty)
                let traces = found.all("flakyFailure").flatMap { $0.all("stackTrace") }
                #expect(traces.count == texts.count)
                for (trace, text) in zip(traces, texts) {
                    #expect(trace.text.contains("expected \(text)"))
                }
            }
        }
    }

    @Test("a try that failed for no known reason is a flaky failure too")
    func unknownTry() throws {
        var scenario = SampleSuite.flaky
        scenario.failedTries = [[]]
        let flakes = try element("invariants", of: scenario).all("flakyFailure")
        #expect(flakes.first?.all("stackTrace").first?.text.contains("try 1 failed") == true)
    }

    @Test("earlier tries of a scenario that failed in the end are reported, not counted")
    func failedRetry() throws {
        var scenario = SampleSuite.flaky
        scenario.status = .failed
        scenario.invariantFailures = [SampleSuite.failure("one ending", "two", 1)]
        let cold = try element("run cold", of: scenario)
        #expect(cold.all("flakyFailure").isEmpty)
        #expect(cold.all("system-out").first?.text.contains("failed on try 1") == true)
        #expect(try element("invariants", of: scenario).all("failure").count == 1)
    }

    @Test("a skipped scenario's cases carry its reason", arguments: JUnitProfile.allCases)
    func skipped(profile: JUnitProfile) throws {
        for name in ["run cold", "invariants"] {
            let result = try element(name, of: SampleSuite.skipped, profile).all("skipped").first
            #expect(result?["message"] == "needs a network")
            #expect(result?.text == "needs a network")
        }
    }

    @Test("what broke is an error on the first run without a result; later ones are skipped")
    func broken() throws {
        let error = try element("run second", of: SampleSuite.broken).all("error").first
        #expect(error?["message"] == "cannot write the journal: no space left on device")
        #expect(error?.text.hasPrefix("Scenarios/a.yaml:6: cannot write") == true)
        #expect(try element("run first", of: SampleSuite.broken).all("error").isEmpty)
        #expect(try element("run third", of: SampleSuite.broken).all("skipped").count == 1)
        #expect(try element("invariants", of: SampleSuite.broken).all("skipped").count == 1)
    }

    @Test("what broke after all runs is an error of the invariants")
    func brokenAtTheEnd() throws {
        var scenario = SampleSuite.failed
        scenario.breakage = "disk full"
        let invariants = try element("invariants", of: scenario)
        #expect(invariants.all("failure").isEmpty)
        let error = try #require(invariants.all("error").first)
        #expect(error.text.contains("disk full"))
        #expect(error.text.contains("it never fired"))
    }

    @Test("a scenario that failed without a reason has an error all the same")
    func unexplained() throws {
        var scenario = SampleSuite.passed
        scenario.status = .failed
        #expect(try element("invariants", of: scenario).all("error").count == 1)
    }

    @Test("a repeated run is one case, of which the first repetitions are reported")
    func repeated() throws {
        let load = try element("run load", of: SampleSuite.repeated)
        let output = try #require(load.all("system-out").first?.text)
        #expect(load.all("system-out").count == 1)
        #expect(output.contains("load#20: succeeded, 1.250001s, executed [planner]"))
        #expect(!output.contains("load#21"))
        #expect(output.contains("load#24: succeeded, 1.250001s, executed [planner]"))
        #expect(output.contains("… 4 more"))
        #expect(output.hasSuffix("virtual duration 31.250025s"))
        let failure = try #require(load.all("failure").first)
        #expect(failure.text.contains("run load#12 and 1 more alike: load#24\n"))
        #expect(failure.text.contains(" --repetition 12"))
        #expect(load["time"] == "0.037")
    }

    @Test("the usage that a run's agents report is in its line")
    func usage() {
        let runs = SampleSuite.costly.runs.map { CaseOutput.text(of: $0, isVirtual: true) }
        #expect(runs[0].contains(", 98765 tokens, cost 4.25\n"))
        #expect(!runs[1].contains("cost"))
    }

    @Test("answers and what processes wrote are in the output")
    func output() throws {
        let cold = try element("run cold", of: SampleSuite.passed).all("system-out").first
        let response = "response 200 on port 40213: {\"message\": \"Hello, World!\"}"
        #expect(cold?.text.contains(response) == true)
        #expect(cold?.text.contains("virtual") == false)
        let warm = try element("run warm", of: SampleSuite.failed).all("system-out").first
        #expect(warm?.text.contains("planner, attempt 1, wrote:\n    | line 1\n") == true)
        #expect(warm?.text.contains("process in planner: exit 3\n  | no such model") == true)
    }

    private func element(
        _ name: String,
        of scenario: ScenarioResult,
        _ profile: JUnitProfile = .rich
    ) throws -> JUnitDocument.Element {
        let written = try WrittenJUnit(SuiteResult(scenarios: [scenario]), profile)
        return try #require(try written.document().testCase(name))
    }
}
