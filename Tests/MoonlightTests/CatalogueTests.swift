import Foundation
import TestSupport
import Testing

@Suite("Lists and measurements as JSON", .timeLimit(.minutes(2)))
struct CatalogueTests {
    private func object(_ arguments: [String], in folder: URL) throws -> [String: Any] {
        let outcome = try Tool.run(arguments, in: folder)
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.output.filter { $0 == "\n" }.count == 1)
        let value = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        return try #require(value as? [String: Any])
    }

    @Test(
        "list has one object, whose list has what the text has",
        arguments: ["scenarios", "workflows", "agents", "faults", "invariants"]
    )
    func list(subject: String) throws {
        let object = try object(["list", subject, "--format", "json"], in: Repository.root)
        #expect(object["schema"] as? Int == 1)
        #expect(object.count == 2)
        let items = try #require(object[subject] as? [[String: Any]])
        let text = try Tool.run(["list", subject], in: Repository.root).output
        let names = try items.map { try #require($0["name"] as? String) }
        #expect(!names.isEmpty)
        for name in names { #expect(text.contains(name)) }
        let heads = subject == "scenarios" ? text.split(separator: "\n").count - 1 : names.count
        #expect(names.count == heads)
    }

    @Test(
        "faults are listed at one failpoint alone, in both formats",
        arguments: ["agent.call", "agent.output"]
    )
    func faultsAt(place: String) throws {
        let object = try object(
            ["list", "faults", "--at", place, "--format", "json"],
            in: Repository.root
        )
        let items = try #require(object["faults"] as? [[String: Any]])
        #expect(items.count >= 8)
        for item in items {
            #expect(item["at"] as? String == place)
            for key in ["summary", "parameters", "imitates", "source", "remedy", "worlds"] {
                #expect((item[key] as? String)?.isEmpty == false, "\(key)")
            }
            #expect((item["samples"] as? [Any])?.isEmpty == false)
        }
        let text = try Tool.run(["list", "faults", "--at", place], in: Repository.root).output
        let heads = text.split(separator: "\n").filter { $0.hasPrefix("at ") }
        #expect(heads == ["at \(place)"])
        #expect(text.contains("    source:     "))
    }

    @Test(
        "a failpoint that is none is refused, as another unknown name is, with those that there are",
        arguments: [
            ["list", "faults", "--at", "agent.cal"], ["list", "agents", "--at", "agent.call"],
        ]
    )
    func unknownPlace(arguments: [String]) throws {
        let outcome = try Tool.run(arguments, in: Repository.root)
        #expect(outcome.code == 64)
        #expect(outcome.output.isEmpty)
        let isUnknown = arguments.last == "agent.cal"
        #expect(outcome.errors.contains(isUnknown ? "journal.append" : "only 'list faults'"))
    }

    @Test(
        "the kinds of agents have all their keys",
        arguments: ["answer", "sources", "frames", "calls"]
    )
    func agentKeys(key: String) throws {
        let text = try Tool.run(["list", "agents"], in: Repository.root).output
        #expect(text.contains(" \(key)"))
    }

    @Test(
        "each invariant says whose promise it is, where that is the workload's, and what it costs"
    )
    func invariants() throws {
        let object = try object(["list", "invariants", "--format", "json"], in: Repository.root)
        let items = try #require(object["invariants"] as? [[String: Any]])
        for item in items {
            let isOfWorkload = item["promise"] as? String == "workload"
            #expect(isOfWorkload || item["promise"] as? String == "engine")
            #expect((item["where"] != nil) == isOfWorkload)
            #expect(item["cost"] is String)
            #expect(((item["us_per_seed"] as? NSNumber)?.doubleValue ?? -1) >= 0)
            if item["cost"] as? String == "execution" {
                #expect(((item["us_per_seed"] as? NSNumber)?.doubleValue ?? 0) > 0)
            } else {
                #expect(((item["us_per_seed_error"] as? NSNumber)?.doubleValue ?? 0) > 0)
            }
        }
        let ofWorkload = items.filter { $0["promise"] as? String == "workload" }
        #expect(
            Set(ofWorkload.compactMap { $0["name"] as? String }) == [
                "liveness", "damaged_output_unused", "request_budget", "cache_honesty",
                "effects_once",
            ]
        )
    }

    @Test("a scenario's entry has what it runs")
    func scenario() throws {
        let folder = try TemporaryFolder()
        try folder.write("Scenarios/a.yaml", Small.passing)
        let object = try object(["list", "scenarios", "--format", "json"], in: folder.url)
        let entry = try #require((object["scenarios"] as? [[String: Any]])?.first)
        #expect(entry["file"] as? String == "Scenarios/a.yaml")
        #expect(entry["clock"] as? String == "virtual")
        #expect(entry["runs"] as? [String] == ["once"])
        #expect(entry["tags"] as? [String] == ["quick"])
    }

    @Test(
        "bench has a series for each run: the median, the interval, how many were taken and failed"
    )
    func bench() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "Scenarios/a.yaml",
            """
            name: drawn
            workflow: {phases: [{name: answer}]}
            agents: {answer: {simulated: {latency: {uniform: {min: 1s, max: 9s}}}}}
            runs: [{name: once, expect: {duration: "<= 5s"}}]

            """
        )
        let arguments = ["bench", "--pairs", "40", "--format", "json", "--allow-failures"]
        let object = try object(arguments, in: folder.url)
        #expect(Set(object.keys) == ["schema", "series", "comparisons"])
        #expect(try Tool.run(arguments.dropLast(), in: folder.url).code == 1)
        let series = try #require((object["series"] as? [[String: Any]])?.first)
        #expect(
            Set(series.keys) == [
                "name", "metric", "unit", "median", "low", "high", "n", "failed",
            ]
        )
        #expect(series["name"] as? String == "drawn / once")
        #expect(series["metric"] as? String == "duration")
        #expect(series["unit"] as? String == "us")
        #expect(series["n"] as? Int == 40)
        let failed = try #require(series["failed"] as? Int)
        #expect((1..<40).contains(failed))
        let median = try #require(series["median"] as? Double)
        let low = try #require(series["low"] as? Double)
        let high = try #require(series["high"] as? Double)
        #expect(1e6 < low && low < median && median < high && high < 9e6)
        #expect(!folder.has("reports"), "nothing is stored without a name")
        let few = try self.object(
            ["bench", "--pairs", "5", "--format", "json", "--allow-failures"],
            in: folder.url
        )
        let short = try #require((few["series"] as? [[String: Any]])?.first)
        #expect(short["low"] is NSNull && short["high"] is NSNull)
        let saved = try Tool.run(arguments + ["--save", "x"], in: folder.url)
        #expect(saved.output == (try Tool.run(arguments, in: folder.url)).output)
        #expect(folder.has("reports/baselines/x.xml"))
        let text = try Tool.run(["bench", "--pairs", "8", "--allow-failures"], in: folder.url)
        #expect(text.code == 0)
        #expect(text.output.contains("drawn / once"))
    }
}
