import Foundation
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
        let disk = folder.url.appendingPathComponent("disk")
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
}
