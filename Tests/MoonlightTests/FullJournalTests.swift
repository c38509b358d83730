import Foundation
import TestSupport
import Testing

@Suite("A journal whose disk is full", .serialized, .timeLimit(.minutes(2)))
struct FullJournalTests {
    private static let scenario = """
        name: large
        clock: real
        workflow: {phases: [{name: small}, {name: huge, needs: [small]}]}
        config: {cache: {enabled: false}, timeout: {attempt: 30s}}
        agents:
          small: {process: {command: [sh, -c, "echo small >> {scenario_dir}/calls; echo small"]}}
          huge: {process: {command: [sh, -c, "echo huge >> {scenario_dir}/calls; head -c 900000 /dev/zero | tr '\\\\0' x"]}}
        runs: [{name: once}]

        """

    /// Whether this machine lets us mount a small file system.
    private static let canMount: Bool = {
        guard geteuid() == 0, let folder = try? TemporaryFolder() else { return false }
        let mount = "mount -t tmpfs -o size=64k none \(folder.url.path)"
        let outcome = try? Tool.run(
            "/bin/sh",
            ["-c", "\(mount) && umount \(folder.url.path)"],
            in: folder.url
        )
        return outcome?.code == 0
    }()

    @Test(
        "stops the run with 75, and with room again only what was not committed is done",
        .enabled(if: canMount, "mounting a small file system needs the right to")
    )
    func full() throws {
        let folder = try TemporaryFolder()
        let disk = folder.url(of: "disk")
        try FileManager.default.createDirectory(at: disk, withIntermediateDirectories: true)
        let mount = "mount -t tmpfs -o size=512k none \(disk.path)"
        try #require(try Tool.run("/bin/sh", ["-c", mount], in: folder.url).code == 0)
        defer { _ = try? Tool.run("/bin/sh", ["-c", "umount \(disk.path)"], in: folder.url) }
        try folder.write("Scenarios/large.yaml", Self.scenario)
        let state = ["--state", "disk/state"]
        let outcome = try Tool.run(["run"] + state, in: folder.url)
        #expect(outcome.code == 75, "\(outcome.errors)")
        #expect(outcome.errors.contains("no space left"))
        let more = "mount -o remount,size=16m \(disk.path)"
        try #require(try Tool.run("/bin/sh", ["-c", more], in: folder.url).code == 0)
        try expectResumed(folder, state)
    }

    @Test("does so too where a file may not grow any more")
    func limited() throws {
        let folder = try TemporaryFolder()
        try folder.write("Scenarios/large.yaml", Self.scenario)
        let state = ["--state", "state"]
        // In blocks of 512 or 1024 bytes: room for the first commits in either.
        let outcome = try Tool.run(
            "/bin/sh",
            ["-c", "ulimit -f 500 && exec \"$@\"", "sh", Tool.path, "run"] + state,
            in: folder.url
        )
        #expect(outcome.code == 75, "\(outcome.errors)")
        try expectResumed(folder, state)
    }

    /// The first phase was committed, and is not done again.
    private func expectResumed(_ folder: TemporaryFolder, _ state: [String]) throws {
        let shown = try Tool.run(["show", "large/once"] + state, in: folder.url)
        #expect(shown.code == 0, "\(shown.errors)")
        let resumed = try Tool.run(["resume", "large/once"] + state, in: folder.url)
        #expect(resumed.code == 0, "\(resumed.errors)")
        #expect(resumed.output.contains("restored 1"))
        let calls = try folder.text(of: "Scenarios/calls")
        #expect(calls == "small\nhuge\nhuge\n")
    }
}
