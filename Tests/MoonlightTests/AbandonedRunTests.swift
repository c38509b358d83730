import Foundation
import TestSupport
import Testing

@Suite("What a killed tool leaves behind", .timeLimit(.minutes(5)))
struct AbandonedRunTests {
    private static let sleeping = """
        name: sleeping
        workflow: {phases: [{name: a}]}
        clock: real
        agents: {a: {process: {command: [sh, -c, "echo x > here; sleep 60"]}}}
        runs: [{name: once}]

        """

    @Test("the next run removes the temporary folder, and leaves that of a living tool")
    func collected() async throws {
        let folder = try TemporaryFolder()
        let temporary = try TemporaryFolder()
        try folder.write("a.yaml", Small.passing)
        try folder.write("s.yaml", Self.sleeping)
        func names() -> [String] {
            (try? FileManager.default.contentsOfDirectory(atPath: temporary.url.path)) ?? []
        }
        func start(_ number: Int) async throws -> (Process, String) {
            let before = names()
            let process = try Tool.start(
                Tool.path,
                ["run", "s.yaml", "--report", "r\(number)", "--state", "s\(number)"],
                in: folder.url,
                environment: ["TMPDIR": temporary.url.path],
                output: folder.url(of: "out\(number)"),
                errors: folder.url(of: "err\(number)")
            )
            for _ in 0..<3000 {
                if let new = names().first(where: { !before.contains($0) }),
                    FileManager.default.subpaths(atPath: "\(temporary.url.path)/\(new)")?
                        .contains(where: { $0.hasSuffix("/here") }) == true
                {
                    return (process, new)
                }
                try await Task.sleep(for: .milliseconds(10))
            }
            throw CocoaError(.fileNoSuchFile)
        }
        let (living, held) = try await start(1)
        let (killed, left) = try await start(2)
        kill(killed.processIdentifier, SIGKILL)
        killed.waitUntilExit()
        #expect(Set(names()) == [held, left])
        let next = try Tool.run(
            ["run", "a.yaml"],
            in: folder.url,
            environment: ["TMPDIR": temporary.url.path]
        )
        #expect(next.code == 0)
        #expect(names() == [held])
        living.terminate()
        living.waitUntilExit()
        #expect(living.terminationStatus == 143)
        #expect(names() == [])
    }
}
