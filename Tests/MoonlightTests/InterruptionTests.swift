import Foundation
import Testing

@Suite("Ctrl-C", .serialized, .timeLimit(.minutes(2)))
struct InterruptionTests {
    @Test("ends children and grandchildren, keeps the reports of what had finished, and gives 130")
    func interrupts() throws {
        let folder = try TemporaryFolder()
        try folder.write("Scenarios/a.yaml", Small.passing)
        try folder.write(
            "Scenarios/z.yaml",
            """
            name: endless
            workflow: {phases: [{name: wait}]}
            agents:
              wait: {process: {command: [sh, -c, "sleep 300 & echo $$ $! > {scenario_dir}/pids; wait"]}}
            runs: [{name: once}]

            """
        )
        let output = folder.url.appendingPathComponent("out")
        let process = try Tool.start(
            Tool.path,
            ["run", "--jobs", "1"],
            in: folder.url,
            output: output,
            errors: folder.url.appendingPathComponent("err")
        )
        let pids = try waitForPids(in: folder)
        #expect(pids.count == 2)
        #expect(pids.allSatisfy(isAlive))
        process.interrupt()
        process.waitUntilExit()
        #expect(process.terminationStatus == 130)
        #expect(!pids.contains(where: isAlive))
        let junit = try folder.read("reports/junit.xml")
        #expect(junit.contains("name=\"passing\""))
        #expect(
            junit.contains("name=\"endless\" tests=\"2\" failures=\"0\" errors=\"0\" skipped=\"2\"")
        )
        #expect(junit.contains("the suite was called off"))
        #expect(
            try String(contentsOf: output, encoding: .utf8).contains("cancelled before the end")
        )
    }

    private func waitForPids(in folder: TemporaryFolder) throws -> [Int32] {
        for _ in 0..<1000 {
            if let text = try? folder.read("Scenarios/pids"), text.hasSuffix("\n") {
                return text.split { $0 == " " || $0 == "\n" }.compactMap { Int32($0) }
            }
            usleep(20_000)
        }
        return []
    }

    private func isAlive(_ pid: Int32) -> Bool {
        guard kill(pid, 0) == 0 else { return false }
        // A zombie has ended; only its parent has not asked yet.
        let stat = (try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)) ?? ""
        return !stat.contains(") Z ")
    }
}
