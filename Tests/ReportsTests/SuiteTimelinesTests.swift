import Foundation
import TestSupport
import Testing
import Workflows

@testable import Reports
@testable import Suites

@Suite("Timelines of a suite")
struct SuiteTimelinesTests {
    @Test("an execution is kept as marks, with words by their places")
    func marks() throws {
        let timelines = SuiteTimelines(expecting: [1])
        timelines.follower(of: 0).take(try Self.execution(), holds: true)
        let kept = timelines.kept(of: 0)
        let executions = try #require(Self.json(kept.runs["main"]) as? [[String: Any]])
        let execution = try #require(executions.first)
        #expect(executions.count == 1)
        #expect(execution["us"] as? Int == 9_000_000)
        let phases = try #require(execution["phases"] as? [[Any]])
        let names = phases.compactMap { ($0[0] as? Int).map { kept.words.words[$0] } }
        let statuses = phases.compactMap { ($0[1] as? Int).map { kept.words.words[$0] } }
        #expect(names == ["planner", "coder"] && statuses == ["cached", "committed"])
        #expect(phases[0][2] as? NSArray == [["h", 0]] as NSArray)
        let cause = try #require(kept.words.words.firstIndex(of: "rate_limit"))
        let fault = try #require(kept.words.words.firstIndex(of: "busy: rate_limit"))
        #expect(
            phases[1][2] as? NSArray == [
                ["w", 1_000_000, 2_000_000], ["f", 0, 1_000_000, cause],
                ["a", 3_000_000, 6_000_000], ["x", 1_000_000, fault],
            ] as NSArray
        )
        #expect(execution["path"] as? NSArray == [[1, 0, 9_000_000]] as NSArray)
    }

    @Test("a run that failed is compared with one that held, and both have their steps in the page")
    func against() throws {
        let timelines = SuiteTimelines(expecting: [2])
        let follower = timelines.follower(of: 0)
        for number in 1...2 { follower.take(try Self.execution(number), holds: number == 1) }
        var scenario = SampleSuite.scenario("many", status: .failed)
        let failure = SampleSuite.failure("x", "y", 3, run: "main#2")
        let repetitions = [
            SampleSuite.repetition("main#1"), SampleSuite.repetition("main#2", failures: [failure]),
        ]
        scenario.runs = [SampleSuite.run("main", line: 3, repetitions)]
        let page = try WrittenPage(SuiteResult(scenarios: [scenario]), timelines: timelines)
        let timeline = try #require(try page.data()["timeline"] as? [String: Any])
        let own = try #require((timeline["scenarios"] as? [[String: Any]])?.first)
        #expect(own["against"] as? NSArray == [[1, 0, 0]] as NSArray)
        #expect(own["diff"] as? String == "moonlight diff FIRST SECOND")
        let runs = try #require(own["runs"] as? [[Any]])
        let words = try #require(own["words"] as? [String])
        for run in runs {
            let steps = try #require(run[2] as? [[Int]])
            #expect(steps.map { words[$0[0]] } == ["planner", "coder", "coder"])
            #expect(steps.map { words[$0[1]] } == ["cached", "failed", "succeeded"])
        }
    }

    @Test(
        "of very many executions the first are kept, and of the later ones those that ended badly"
    )
    func bounds() throws {
        let timelines = SuiteTimelines(expecting: [100_000])
        let follower = timelines.follower(of: 0)
        for number in 1...20_000 {
            follower.take(try Self.execution(number), holds: number != 15_000)
        }
        let kept = timelines.kept(of: 0)
        #expect(kept.total == 20_000)
        #expect(kept.runs.count == 8001)
        #expect(kept.runs["main#8000"] != nil && kept.runs["main#8001"] == nil)
        #expect(kept.runs["main#15000"] != nil)
    }

    @Test("scenarios with few executions leave their room to others")
    func share() throws {
        let timelines = SuiteTimelines(expecting: [3, 1000, 100_000])
        let follower = timelines.follower(of: 2)
        for number in 1...9000 { follower.take(try Self.execution(number), holds: true) }
        #expect(timelines.kept(of: 2).runs.count == 8000 - 3 - 1000)
    }

    @Test("another try at a scenario forgets the one before")
    func tries() throws {
        let timelines = SuiteTimelines(expecting: [1])
        timelines.follower(of: 0).take(try Self.execution(1), holds: false)
        timelines.follower(of: 0).take(try Self.execution(2), holds: true)
        #expect(Array(timelines.kept(of: 0).runs.keys) == ["main#2"])
    }

    @Test("words are blanked before they are kept")
    func secrets() throws {
        let timelines = SuiteTimelines(expecting: [1])
        let follower = timelines.follower(of: 0) { $0.replacing("busy", with: "[secret]") }
        follower.take(try Self.execution(), holds: true)
        let words = timelines.kept(of: 0).words.words
        #expect(words.contains { $0.contains("[secret]") })
        #expect(!words.contains { $0.contains("busy") })
    }

    @Test("a page of 100,000 executions lists a part, failures first, and says so")
    func large() throws {
        var repetitions = Repetitions(expecting: 100_000)
        let passed = SampleSuite.repetition("load", executed: ["planner"])
        let failure = SampleSuite.failure("x", "y", 3, run: "load")
        for number in 1...100_000 {
            var each = passed
            if number == 70_000 { each.failures = [failure] }
            repetitions.append(each)
        }
        var scenario = SampleSuite.scenario("many", status: .failed)
        scenario.runs = [SampleSuite.run("load", line: 3, [])]
        scenario.runs[0].repetitions = repetitions
        let page = try WrittenPage(SuiteResult(scenarios: [scenario]))
        #expect(page.text.utf8.count < 5_000_000)
        let scenarios = try #require(try page.data()["scenarios"] as? [[String: Any]])
        let runs = try #require(scenarios[0]["runs"] as? [[String: Any]])
        #expect((1000...6000).contains(runs.count))
        #expect(runs.contains { ($0["failures"] as? [Any])?.isEmpty == false })
        let rest = try #require((scenarios[0]["left_out"] as? [[String: Any]])?.first)
        #expect(rest["left_out"] as? Int == 100_000 - runs.count)
        #expect(page.body.contains("\(runs.count) of 100000 executions are listed"))
    }

    @Test(
        "room is divided equally, and what some don't need goes to others",
        arguments: [
            (10, [1, 2, 3], Int.max), (10, [20], 10), (10, [2, 20, 20], 4), (0, [1], 0),
            (5, [], .max),
        ]
    )
    func equalShare(room: Int, counts: [Int], share: Int) {
        #expect(EqualShare.most(of: room, among: counts) == share)
    }

    private static func json(_ bytes: [UInt8]?) throws -> Any {
        try JSONSerialization.jsonObject(with: Data(try #require(bytes)))
    }

    /// A phase from the cache, then one that a fault refuses once.
    static func execution(_ number: Int = 0) throws -> ExecutedRun {
        let phases = [
            Workflow.Phase("planner"), Workflow.Phase("coder", needs: ["planner"]),
        ]
        let plan = try RunPlan.of(phases)
        let repeated = number == 0 ? plan : plan.repeated(number)
        var trace = RunTrace(run: repeated.run)
        let injected = Event.Kind.faultInjected(
            "coder",
            attempt: 1,
            fault: "busy",
            effect: "rate_limit"
        )
        let happened: [(Int, [Event.Kind])] = [
            (
                0,
                [
                    .started, .phaseStarted("planner"),
                    .cacheHit("planner", digest: Event.Kind.digest),
                ]
            ),
            (0, [.committed("planner"), .over("planner", .cached), .phaseStarted("coder")]),
            (0, [.attempt("coder", 1)]),
            (1, [injected, .failed("coder", 1, "rate_limit"), .retry("coder", 2, after: 2)]),
            (3, [.attempt("coder", 2)]),
            (9, [.succeeded("coder", 2), .committed("coder"), .over("coder", .committed)]),
            (9, [.runEnded(status: .succeeded, error: nil)]),
        ]
        for (time, kinds) in happened {
            for kind in kinds {
                let sequence = trace.events.count + 1
                trace.events.append(
                    Event(
                        sequence: sequence,
                        time: .seconds(time),
                        run: repeated.run,
                        kind: kind
                    )
                )
            }
        }
        trace.status = .succeeded
        return ExecutedRun(plan: repeated, trace: trace)
    }
}
