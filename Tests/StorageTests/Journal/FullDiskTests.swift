import Foundation
import TestSupport
import Testing

@testable import Storage

@Suite("A journal on a full disk", .serialized, .timeLimit(.minutes(1)))
struct FullDiskTests {
    /// Whether this machine lets us mount a small file system.
    private static let canMount: Bool = {
        guard geteuid() == 0, let folder = try? TemporaryFolder() else { return false }
        return shell("mount -t tmpfs -o size=64k none \(folder.path) && umount \(folder.path)")
    }()

    private static func shell(_ command: String) -> Bool { run("/bin/sh", ["-c", command]) == 0 }

    @Test(
        "keeps what it acknowledged, and continues once there is room",
        .enabled(if: canMount, "mounting a small file system needs the right to"),
        arguments: [1, 8]
    )
    func full(tasks: Int) async throws {
        let folder = try TemporaryFolder()
        let disk = folder.path
        try #require(Self.shell("mount -t tmpfs -o size=1m none \(disk)"))
        defer { _ = Self.shell("umount \(disk)") }
        let acknowledged = try await fill(folder, tasks: tasks)
        #expect(acknowledged.reduce(0, +) > 10)
        try #require(Self.shell("mount -o remount,size=64m \(disk)"))
        let journal = try JournalDatabase(folder: disk)
        for (task, count) in acknowledged.enumerated() where count > 0 {
            let entries = try journal.entries(of: "run\(task)")
            let expected = (0..<count).map { Runs.record("run\(task)", $0, length: 1600) }
            #expect(entries == expected)
            try await journal.append(Runs.append("run\(task)", count, length: 1600))
        }
    }

    /// Appends until nothing goes any more; how many appends of each task were acknowledged.
    private func fill(_ folder: TemporaryFolder, tasks: Int) async throws -> [Int] {
        let journal = try JournalDatabase(folder: folder.path)
        return await withTaskGroup(of: (Int, Int).self) { group in
            for task in 0..<tasks {
                group.addTask {
                    for position in 0..<2000 {
                        do throws(StorageFailure) {
                            try await journal.append(
                                Runs.append("run\(task)", position, length: 1600)
                            )
                        } catch {
                            #expect(error.kind == .infrastructure)
                            #expect(error.message == "no space left on the disk")
                            #expect(error.path.hasSuffix("journal.sqlite"))
                            return (task, position)
                        }
                    }
                    return (task, 2000)
                }
            }
            return await group.reduce(into: [Int](repeating: 0, count: tasks)) { $0[$1.0] = $1.1 }
        }
    }
}
