import Foundation
import Testing

@testable import Files

@Suite("Files that a user names", .timeLimit(.minutes(1)))
struct RegularFileTests {
    let folder: TestFolder

    init() throws { folder = try TestFolder() }

    @Test("a file is read whole, through links too", arguments: [0, 1, 70_000, 1 << 20])
    func whole(size: Int) throws {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        try Data(bytes).write(to: folder.url("file"))
        try FileManager.default.createSymbolicLink(
            at: folder.url("link"),
            withDestinationURL: folder.url("file")
        )
        #expect(try RegularFile.read(folder.path("file")) == bytes)
        #expect(try RegularFile.read(folder.path("link")) == bytes)
    }

    @Test("what never ends or waits for another side is refused without being opened")
    func others() throws {
        #expect(mkfifo(folder.path("fifo"), 0o600) == 0)
        try FileManager.default.createDirectory(
            at: folder.url("folder"),
            withIntermediateDirectories: false
        )
        for (path, kind) in [
            (folder.path("fifo"), FileKind.fifo), (folder.path("folder"), .folder),
            ("/dev/zero", .device), ("/dev/null", .device),
        ] {
            #expect(throws: RegularFile.Problem.isOther(kind)) { try RegularFile.read(path) }
            #expect(RegularFile.obstacle(at: path) == kind)
        }
        #expect(RegularFile.obstacle(at: folder.path("folder"), allowsFolder: true) == nil)
        #expect(RegularFile.obstacle(at: folder.path("missing")) == nil)
        #expect(
            "\(RegularFile.Problem.isOther(.fifo))" == "expected a regular file, found a FIFO"
        )
    }

    @Test("a missing file is told apart from one that cannot be had")
    func missing() {
        #expect {
            try RegularFile.read(folder.path("missing"))
        } throws: { error in
            (error as? RegularFile.Problem)?.isMissing == true
        }
    }

    @Test("a file may have as many bytes as allowed and no more", arguments: [9, 10, 11])
    func limit(limit: Int) throws {
        try Data(repeating: 1, count: 10).write(to: folder.url("file"))
        let content = try? RegularFile.read(folder.path("file"), limit: limit)
        #expect(content?.count == (limit < 10 ? nil : 10))
    }
}

/// A folder that is removed, with all it holds, when its owner goes.
final class TestFolder: Sendable {
    private let root: URL

    init() throws {
        root = FileManager.default.temporaryDirectory
            .appendingPathComponent("files-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    func url(_ name: String) -> URL { root.appendingPathComponent(name) }

    func path(_ name: String) -> String { url(name).path }
}
