import Foundation
import TestSupport
import Testing

@Suite("Determinism", .timeLimit(.minutes(5)))
struct DeterminismTests {
    @Test("one seed, twice, gives the same bytes of events; another seed gives others")
    func sameBytes() throws {
        let folder = try TemporaryFolder()
        let suite = Repository.url(of: "Scenarios").path
        for (name, seed, jobs) in [("a", "42", "1"), ("b", "42", "4"), ("c", "43", "2")] {
            let outcome = try Tool.run(
                [
                    "run", suite, "--exclude-tag", "real", "--seed", seed, "--jobs", jobs,
                    "--report", name, "--quiet",
                ],
                in: folder.url
            )
            #expect(outcome.code == 0, "\(outcome.output)")
        }
        let files = try folder.files().filter { $0.path.hasSuffix(".jsonl") }
        let first = files.filter { $0.path.hasPrefix("a/") }
        #expect(first.count >= 9)
        var differing = 0
        for (path, bytes) in first {
            let name = path.dropFirst(2)
            #expect(!bytes.isEmpty)
            #expect(files.first { $0.path == "b/\(name)" }?.bytes == bytes, "\(name)")
            if files.first(where: { $0.path == "c/\(name)" })?.bytes != bytes { differing += 1 }
        }
        #expect(differing > 0)
    }
}
