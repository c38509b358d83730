import Foundation
import TestSupport
import Testing

@Suite("A full disk", .serialized, .timeLimit(.minutes(2)))
struct FullDiskTests {
    /// Whether this machine lets us mount a small file system.
    private static let canMount: Bool = {
        guard geteuid() == 0, let folder = try? TemporaryFolder() else { return false }
        let mount = "mount -t tmpfs -o size=64k none \(folder.url.path)"
        let unmount = "umount \(folder.url.path)"
        let outcome = try? Tool.run("/bin/sh", ["-c", "\(mount) && \(unmount)"], in: folder.url)
        return outcome?.code == 0
    }()

    @Test(
        "gives 75 with the file's name, and leaves nothing half-written",
        .enabled(if: canMount, "mounting a small file system needs the right to")
    )
    func full() throws {
        let folder = try TemporaryFolder()
        let disk = folder.url(of: "disk")
        try FileManager.default.createDirectory(at: disk, withIntermediateDirectories: true)
        let mounted = try Tool.run(
            "/bin/sh",
            ["-c", "mount -t tmpfs -o size=64k none \(disk.path)"],
            in: folder.url
        )
        try #require(mounted.code == 0)
        defer { _ = try? Tool.run("/bin/sh", ["-c", "umount \(disk.path)"], in: folder.url) }
        try folder.write(
            "Scenarios/a.yaml",
            Small.passing.replacing("name: once", with: "name: once, repeat: 2000")
        )
        let outcome = try Tool.run(["run", "--report", "disk/reports"], in: folder.url)
        #expect(outcome.code == 75)
        #expect(outcome.errors.contains("disk/reports/"))
        #expect(outcome.errors.lowercased().contains("no space"))
        let names = FileManager.default.subpaths(atPath: disk.path) ?? []
        #expect(!names.contains { $0.hasSuffix(".tmp") })
        #expect(!names.contains { $0.hasSuffix(".jsonl") })
    }

    @Test(
        "under the state folder gives 75, and every run that was kept before is still there",
        .enabled(if: canMount, "mounting a small file system needs the right to")
    )
    func fullState() throws {
        let folder = try TemporaryFolder()
        let disk = folder.url(of: "disk")
        try FileManager.default.createDirectory(at: disk, withIntermediateDirectories: true)
        let mounted = try Tool.run(
            "/bin/sh",
            ["-c", "mount -t tmpfs -o size=512k none \(disk.path)"],
            in: folder.url
        )
        try #require(mounted.code == 0)
        defer { _ = try? Tool.run("/bin/sh", ["-c", "umount \(disk.path)"], in: folder.url) }
        try folder.write("Scenarios/a.yaml", Small.passing)
        let state = ["--state", "disk/state"]
        #expect(try Tool.run(["run", "--quiet"] + state, in: folder.url).code == 0)
        let huge = Small.passing.replacing(
            "output: done",
            with: "output: \(String(repeating: "x", count: 900_000))"
        )
        try folder.write("Scenarios/b.yaml", huge.replacing("name: passing", with: "name: huge"))
        let outcome = try Tool.run(["run"] + state, in: folder.url)
        #expect(outcome.code == 75)
        #expect(outcome.errors.contains("disk/state"))
        #expect(try folder.text(of: "reports/junit.xml").contains("name=\"huge\""))
        let shown = try Tool.run(["show", "passing/once"] + state, in: folder.url)
        #expect(shown.code == 0, "\(shown.errors)")
    }

    @Test(
        "under the history alone is a warning, and changes no exit code",
        .enabled(if: canMount, "mounting a small file system needs the right to")
    )
    func fullHistory() throws {
        let folder = try TemporaryFolder()
        let disk = try folder.folder("disk")
        let mounted = try Tool.run(
            "/bin/sh",
            ["-c", "mount -t tmpfs -o size=64k none \(disk)"],
            in: folder.url
        )
        try #require(mounted.code == 0)
        defer { _ = try? Tool.run("/bin/sh", ["-c", "umount \(disk)"], in: folder.url) }
        try folder.write("Scenarios/a.yaml", Small.passing)
        try folder.folder(".moonlight")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path(of: ".moonlight/history.sqlite"),
            withDestinationPath: "../disk/history.sqlite"
        )
        let outcome = try Tool.run(["run", "--quiet"], in: folder.url)
        #expect(outcome.code == 0)
        #expect(outcome.errors.contains("history.sqlite: warning: no space left on the disk"))
        #expect(try Tool.run(["show", "passing/once"], in: folder.url).code == 0)
    }
}
