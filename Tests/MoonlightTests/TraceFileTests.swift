import Foundation
import TestSupport
import Testing

@Suite("Traces of suites", .timeLimit(.minutes(3)))
struct TraceFileTests {
    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for number in 1...3 {
            try folder.write(
                "Scenarios/s\(number).yaml",
                """
                name: s\(number)
                workflow: {phases: [{name: a}, {name: b}, {name: c, needs: [a, b]}]}
                config: {cache: {enabled: false}, retry: {initial: 1s, jitter: none}}
                agents:
                  a: {simulated: {output: x, latency: 2s}}
                  b: {simulated: {output: y, latency: 3s}}
                  c: {simulated: {output: z, latency: 1s}}
                faults: [{id: busy, when: {phase: c, attempt: 1}, inject: rate_limit, expect: absorbed}]
                runs: [{name: load, repeat: 20}, {name: once}]

                """
            )
        }
        return folder
    }

    private func events(_ folder: TemporaryFolder, _ name: String) throws -> [[String: Any]] {
        let data = try Data(contentsOf: folder.url(of: name))
        let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        return try #require(object?["traceEvents"] as? [[String: Any]])
    }

    @Test(
        "every run is a process as long as the run, and the bytes don't depend on what runs together"
    )
    func runs() throws {
        let folder = try folder()
        let json = ["--format", "json"]
        let one = try Tool.run(
            ["run", "--jobs", "1", "--trace", "one.json"] + json,
            in: folder.url
        )
        #expect(one.code == 0, "\(one.output)\(one.errors)")
        let three = try Tool.run(["run", "--jobs", "3", "--trace", "three.json"], in: folder.url)
        #expect(three.output.contains(", three.json\n"))
        #expect(try folder.text(of: "one.json") == folder.text(of: "three.json"))
        let events = try events(folder, "one.json")
        let runs = events.filter { $0["cat"] as? String == "run" }
        #expect(Set(runs.compactMap { $0["pid"] as? Int }).count == 63)
        let traced = runs.compactMap { $0["dur"] as? Int }.map { Double($0) / 1e6 }
        let reported = one.output.matches(of: /"duration_s":([0-9.]+)/).compactMap { Double($0.1) }
        #expect(traced == reported)
        #expect(events.count { $0["ph"] as? String == "i" } == 63)
        #expect(runs.first?["name"] as? String == "s1/load#1")
    }

    @Test("a run that dies and is resumed again and again is one process, in which slices nest")
    func lives() throws {
        let folder = try TemporaryFolder()
        let path = Repository.url(of: "Scenarios/faults/process.yaml").path
        let options = ["--trace", "t.json", "--format", "json"]
        let run = try Tool.run(["run", path] + options, in: folder.url)
        #expect(run.code == 0, "\(run.output)\(run.errors)")
        let slices = try events(folder, "t.json").filter { $0["ph"] as? String == "X" }
        let runs = run.output.matches(of: /"duration_s":/).count
        #expect(Set(slices.compactMap { $0["pid"] as? Int }).count == runs)
        #expect(slices.contains { ($0["name"] as? String)?.hasSuffix(", resumed") == true })
        let lanes = Dictionary(grouping: slices) { slice in
            [slice["pid"] as? Int, slice["tid"] as? Int]
        }
        for lane in lanes.values {
            var open: [Int] = []
            for slice in lane {
                let start = try #require(slice["ts"] as? Int)
                let end = start + (try #require(slice["dur"] as? Int))
                while let last = open.last, last <= start { open.removeLast() }
                #expect(end <= open.last ?? .max, "\(slice)")
                open.append(end)
            }
        }
    }

    @Test("a trace replaces a file whole, and leaves nothing beside it")
    func atomic() throws {
        let folder = try folder()
        try folder.write("t.json", "old")
        #expect(try Tool.run(["run", "--trace", "t.json", "--quiet"], in: folder.url).code == 0)
        #expect(try events(folder, "t.json").count > 100)
        #expect(folder.names().filter { $0.hasPrefix("t.json") } == ["t.json"])
        let refused = try Tool.run(["run", "--trace", "Scenarios", "--quiet"], in: folder.url)
        #expect(refused.code == 65)
    }
}
