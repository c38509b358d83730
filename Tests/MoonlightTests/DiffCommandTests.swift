import Foundation
import TestSupport
import Testing

@Suite("Comparing stored runs", .timeLimit(.minutes(2)))
struct DiffCommandTests {
    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let text = StoredRunTests.paused.replacing(
            "runs: [{name: night, expect: {status: paused}}]",
            with: """
                runs:
                  - {name: night, expect: {status: paused}}
                  - name: day
                    agents: {build: {version: 2, simulated: {output: "another build\\u001b[31m", latency: 2s}}}
                """
        )
        try folder.write("Scenarios/deploy.yaml", text)
        let run = try Tool.run(["run", "--quiet"], in: folder.url)
        #expect(run.code == 0, "\(run.output)\(run.errors)")
        return folder
    }

    private func rows(_ output: String) throws -> [[String: Any]] {
        let object = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
        return try #require(object?["rows"] as? [[String: Any]])
    }

    @Test("steps are aligned, outputs that differ are shown, and that they differ is no failure")
    func text() throws {
        let folder = try folder()
        let diff = try Tool.run(["diff", "night", "deploy/day"], in: folder.url)
        #expect(diff.code == 0, "\(diff.errors)")
        #expect(diff.output.hasPrefix("first   deploy/night "))
        #expect(diff.output.contains("failed (server_error)"))
        #expect(diff.output.contains("output of build: 1 line removed, 1 added"))
        #expect(diff.output.contains("\n  -the build\n"))
        #expect(!diff.output.contains("\u{1B}"))
    }

    @Test("a run and its resumes are one, and a run does not differ from itself")
    func resumed() throws {
        let folder = try folder()
        #expect(try Tool.run(["resume", "night"], in: folder.url).code == 0)
        let json = ["--format", "json"]
        let diff = try Tool.run(["diff", "night", "day"] + json, in: folder.url)
        #expect(diff.code == 0, "\(diff.errors)")
        let ships = try rows(diff.output).filter { $0["phase"] as? String == "ship" }
        let first = ships.filter { $0["side"] as? String == "first" }
        #expect(first.compactMap { $0["attempt"] as? Int } == [1, 2, 3])
        #expect(
            first.compactMap { $0["outcome"] as? String } == ["failed", "failed", "succeeded"]
        )
        #expect(ships.count { $0["side"] as? String == "second" } == 1)
        let same = try Tool.run(["diff", "night", "night"], in: folder.url)
        #expect(same.output.hasSuffix("\nnothing differs\n"))
    }

    @Test("what is not there gives 66: a state folder, either run; nothing is written then")
    func missing() throws {
        let empty = try TemporaryFolder()
        #expect(try Tool.run(["diff", "a", "b"], in: empty.url).code == 66)
        let folder = try folder()
        for names in [["night", "nowhere"], ["nowhere", "night"]] {
            let diff = try Tool.run(["diff"] + names + ["--html", "d.html"], in: folder.url)
            #expect(diff.code == 66)
            #expect(diff.errors.contains("no stored run is called nowhere"))
            #expect(diff.output.isEmpty)
        }
        #expect(!folder.has("d.html"))
        #expect(try Tool.run(["diff", "night"], in: folder.url).code == 64)
        #expect(
            try Tool.run(["diff", "night", "day", "--html", "/dev/null"], in: folder.url).code == 65
        )
    }

    @Test("a page is written whole, and says where it is")
    func page() throws {
        let folder = try folder()
        let diff = try Tool.run(["diff", "night", "day", "--html", "d.html"], in: folder.url)
        #expect(diff.code == 0)
        #expect(diff.output.hasSuffix("\npage: d.html\n"))
        let page = try folder.text(of: "d.html")
        #expect(page.hasPrefix("<!DOCTYPE html>"))
        #expect(page.hasSuffix("</html>\n"))
        #expect(page.contains("<th scope=\"row\">ship</th>"))
    }
}
