import Suites
import Scenarios
import Testing
import Workflows

@testable import Reports

@Suite("Failures that say the same")
struct FailureGroupTests {
    private func failure(_ run: String, _ found: String, line: Int = 4) -> ExpectationFailure {
        SampleSuite.failure("attempts {planner: 1}", found, line, run: run)
    }

    @Test("those of a run's repetitions are one, with their number and names")
    func repetitions() {
        let groups = FailureGroup.all(of: [
            failure("load#3", "2"), failure("load#4", "none"), failure("load#9", "17.5"),
            failure("load#10", "2", line: 5), failure("load#11", "3"),
        ])
        #expect(
            groups.map(\.runs) == ["load#3 and 2 more alike: load#9, load#11", "load#4", "load#10"]
        )
    }

    @Test("those of different runs, and of runs that are not repeated, are reported one by one")
    func apart() {
        let failures = [
            failure("a", "2"), failure("b", "2"), failure("a", "2"), failure("x#1", "2"),
            failure("y#1", "2"), failure("", "2"),
        ]
        #expect(FailureGroup.all(of: failures).map(\.first) == failures)
    }

    @Test("a run whose own name ends like a repetition's is not a repetition")
    func ownNumber() {
        let found = "2"
        var failures = [failure("a#1", found), failure("a#2", found)]
        for index in failures.indices { failures[index].repetition = 0 }
        #expect(FailureGroup.all(of: failures).map(\.runs) == ["a#1", "a#2"])
        var scenario = SampleSuite.failed
        scenario.runs[0].repetitions = Repetitions([
            SampleSuite.repetition("a#1", failures: [failures[0]])
        ])
        let text = ConsoleReport.text(SuiteResult(scenarios: [scenario]), style: ConsoleStyle())
        #expect(text.contains("  replay   "))
        #expect(!text.contains("--repetition"))
    }

    @Test("on a real clock a repetition is not offered alone: it may depend on the others' results")
    func realClock() {
        var scenario = SampleSuite.repeated
        scenario.isVirtual = false
        let text = ConsoleReport.text(SuiteResult(scenarios: [scenario]), style: ConsoleStyle())
        #expect(text.contains("  replay   "))
        #expect(!text.contains("--repetition"))
    }

    @Test("a few are named, all are counted")
    func many() {
        let groups = FailureGroup.all(of: (1...40).map { failure("load#\($0)", "\($0)") })
        #expect(
            groups.map(\.runs) == [
                "load#1 and 39 more alike: load#2, load#3, load#4, load#5, load#6, …"
            ]
        )
    }

    @Test("of a repeated run the first that failed is shown, and replayed alone")
    func replay() {
        var scenario = SampleSuite.repeated
        scenario.runs[0].repetitions[11].storedID = "1a2b3c4d"
        let text = ConsoleReport.text(SuiteResult(scenarios: [scenario]), style: ConsoleStyle())
        #expect(text.contains("run load#12 and 1 more alike: load#24\n"))
        #expect(text.contains("  show     moonlight show 1a2b3c4d\n"))
        #expect(text.contains(" --repetition 12\n"))
        #expect(!text.contains("more failure"))
    }

    @Test("a user-supplied state folder is part of the command")
    func stateFolder() {
        var scenario = SampleSuite.repeated
        scenario.stateFolder = "my state"
        #expect(scenario.command("show", storedID: "ab") == "moonlight show ab --state 'my state'")
        scenario.stateFolder = ".moonlight"
        #expect(scenario.command("show", storedID: "ab") == "moonlight show ab")
    }

    @Test("what ended as expected explains no failure of another run")
    func expected() {
        var scenario = SampleSuite.failed
        scenario.runs[0] = SampleSuite.run(
            "cold",
            line: 9,
            [SampleSuite.repetition("cold", status: .failed, executed: ["planner"])]
        )
        scenario.runs[0].repetitions[0].error = scenario.runs[1].repetitions[0].error
        let text = ConsoleReport.text(SuiteResult(scenarios: [scenario]), style: ConsoleStyle())
        #expect(!text.contains("cold failed"))
        #expect(text.contains("warm failed"))
    }
}
