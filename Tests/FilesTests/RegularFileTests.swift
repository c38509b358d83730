import Foundation
import TestSupport
import Testing

@testable import Files

@Suite("Files that a user names", .timeLimit(.minutes(1)))
struct RegularFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("a file is read whole, through links too", arguments: [0, 1, 70_000, 1 << 20])
    func whole(size: Int) throws {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        try Data(bytes).write(to: folder.url(of: "file"))
        try FileManager.default.createSymbolicLink(
            at: folder.url(of: "link"),
            withDestinationURL: folder.url(of: "file")
        )
        #expect(try RegularFile.read(folder.path(of: "file")) == bytes)
        #expect(try RegularFile.read(folder.path(of: "link")) == bytes)
    }

    @Test("what never ends or waits for another side is refused without being opened")
    func others() throws {
        #expect(mkfifo(folder.path(of: "fifo"), 0o600) == 0)
        try FileManager.default.createDirectory(
            at: folder.url(of: "folder"),
            withIntermediateDirectories: false
        )
        for (path, kind) in [
            (folder.path(of: "fifo"), FileKind.fifo), (folder.path(of: "folder"), .folder),
            ("/dev/zero", .device), ("/dev/null", .device),
        ] {
            #expect(throws: RegularFile.Problem.isOther(kind)) { try RegularFile.read(path) }
            #expect(RegularFile.obstacle(at: path) == kind)
        }
        #expect(RegularFile.obstacle(at: folder.path(of: "folder"), allowsFolder: true) == nil)
        #expect(RegularFile.obstacle(at: folder.path(of: "missing")) == nil)
        #expect(
            "\(RegularFile.Problem.isOther(.fifo))" == "expected a regular file, found a FIFO"
        )
    }

    @Test("a missing file is distinguished from one that cannot be opened")
    func missing() {
        #expect {
            try RegularFile.read(folder.path(of: "missing"))
        } throws: { error in
            (error as? RegularFile.Problem)?.isMissing == true
        }
    }

    @Test("a file may have as many bytes as allowed and no more", arguments: [9, 10, 11])
    func limit(limit: Int) throws {
        try Data(repeating: 1, count: 10).write(to: folder.url(of: "file"))
        let content = try? RegularFile.read(folder.path(of: "file"), limit: limit)
        #expect(content?.count == (limit < 10 ? nil : 10))
    }
}
