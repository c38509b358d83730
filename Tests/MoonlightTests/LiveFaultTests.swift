import Foundation
import TestSupport
import Testing

/// What the other checks leave out, because it takes real time: they run without the tag.
@Suite("The shipped faults on a real clock", .serialized, .timeLimit(.minutes(5)))
struct LiveFaultTests {
    /// A repository with the scenarios of faults that have the tag, by their own text.
    private func repository() throws -> (folder: TemporaryFolder, files: [String]) {
        let source = Repository.url(of: "Scenarios/faults")
        let names = try FileManager.default.contentsOfDirectory(atPath: source.path)
        let folder = try TemporaryFolder()
        try folder.write(".git/HEAD", "")
        var files: [String] = []
        for name in names.sorted() where name.hasSuffix(".yaml") {
            let text = try String(contentsOf: source.appendingPathComponent(name), encoding: .utf8)
            guard text.contains(/(?m)^tags: \[.*\breal\b/) else { continue }
            #expect(text.contains(/(?m)^clock: real$/), "\(name) has the tag without the clock")
            try folder.write("Scenarios/faults/\(name)", text)
            files.append("Scenarios/faults/\(name)")
        }
        return (folder, files)
    }

    @Test("each scenario passes with the built tool, and every fault fired")
    func passes() throws {
        let (folder, files) = try repository()
        #expect(files.contains("Scenarios/faults/journal-read-live.yaml"))
        let outcome = try Tool.run(["run", "--format", "json"], in: folder.url)
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.errors == "")
        let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        let suite = try #require(object as? [String: Any])
        let scenarios = try #require(suite["scenarios"] as? [[String: Any]])
        #expect(scenarios.compactMap { $0["file"] as? String }.sorted() == files)
        for scenario in scenarios {
            let file = scenario["file"] as? String ?? ""
            #expect(scenario["status"] as? String == "passed", "\(file)")
            let faults = try #require(scenario["faults"] as? [[String: Any]])
            #expect(!faults.isEmpty, "\(file)")
            for fault in faults {
                let fired = try #require(fault["fired"] as? Int)
                #expect(fired > 0, "\(fault["id"] ?? "") in \(file)")
            }
        }
    }
}
