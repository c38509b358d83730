import Foundation
import TestSupport
import Testing

@testable import XML

@Suite("Files that appear whole or not at all")
struct XMLFileTests {
    private struct Interruption: Error {}

    @Test("a file is written, and nothing else is left")
    func writes() throws {
        let directory = try TemporaryFolder()
        try XMLFile.write(to: directory.path + "/a.xml") { try $0.element("a", text: "t") }
        #expect(directory.names() == ["a.xml"])
        #expect(try directory.text(of: "a.xml").hasSuffix("<a>t</a>\n"))
    }

    @Test("a name that begins with a combining mark is a name")
    func combiningMark() throws {
        let directory = try TemporaryFolder()
        try XMLFile.write(to: directory.path + "/\u{301}a.xml") { try $0.element("a") }
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
        #expect(names == ["\u{301}a.xml"])
    }

    @Test("an old file is replaced")
    func replaces() throws {
        let directory = try TemporaryFolder()
        let path = try directory.write("a.xml", "old")
        try XMLFile.write(to: path) { try $0.element("new") }
        #expect(try directory.text(of: "a.xml").hasSuffix("<new/>\n"))
    }

    @Test("a valid file passes its schema")
    func valid() throws {
        let directory = try TemporaryFolder()
        let schema = try XMLSchema(xsd: notesSchema, name: "notes.xsd")
        try XMLFile.write(to: directory.path + "/a.xml", validatedBy: schema) { writer in
            try writer.start("notes")
            try writer.element("note", attributes: [("n", "1")], text: "a")
            try writer.end()
        }
        #expect(directory.names() == ["a.xml"])
    }

    @Test("an invalid file leaves the old one, and is named by its own name")
    func invalid() throws {
        let directory = try TemporaryFolder()
        let path = try directory.write("a.xml", "old")
        let schema = try XMLSchema(xsd: notesSchema, name: "notes.xsd")
        let problem = try problem {
            try XMLFile.write(to: path, validatedBy: schema) { try $0.element("notes") }
        }
        #expect(problem.kind == .invalid)
        #expect(problem.file == path)
        #expect(problem.line == 2)
        try expectOnlyOld(directory)
    }

    @Test("a file that its readers would refuse leaves the old one")
    func unreadable() throws {
        let directory = try TemporaryFolder()
        let path = try directory.write("a.xml", "old")
        let deep = try problem {
            try XMLFile.write(to: path) { writer in
                for _ in 0..<65 { try writer.start("a") }
                for _ in 0..<65 { try writer.end() }
            }
        }
        #expect(deep.kind == .tooDeep(limit: 64))
        let unbound = try problem { try XMLFile.write(to: path) { try $0.element("p:a") } }
        #expect(unbound.kind == .malformed)
        try expectOnlyOld(directory)
    }

    @Test("an error of the caller leaves the old file")
    func interrupted() throws {
        let directory = try TemporaryFolder()
        let path = try directory.write("a.xml", "old")
        #expect(throws: Interruption.self) {
            try XMLFile.write(to: path) { writer in
                try writer.start("a")
                try writer.text(String(repeating: "x", count: 100_000))
                throw Interruption()
            }
        }
        try expectOnlyOld(directory)
    }

    #if os(Linux)
    @Test("a full disk leaves the old file", arguments: [1, 100_000])
    func fullDisk(size: Int) throws {
        let directory = try TemporaryFolder()
        let path = try directory.write("a.xml", "old")
        let problem = try problem {
            try XMLFile.write(
                to: path,
                validatedBy: nil,
                opening: { temporary throws(FileDescriptor.Failure) in
                    _ = try FileDescriptor(temporary, for: .writingHere)
                    return try FileDescriptor("/dev/full", for: .writing)
                },
                { try $0.element("a", text: String(repeating: "x", count: size)) }
            )
        }
        #expect(problem.kind == .io(errno: ENOSPC))
        #expect(problem.file == path)
        try expectOnlyOld(directory)
    }

    @Test("a device is not replaced")
    func device() throws {
        let problem = try problem { try XMLFile.write(to: "/dev/null") { try $0.element("a") } }
        #expect(problem.kind == .notRegularFile)
        #expect(problem.message == "expected a regular file, found a device")
    }
    #endif

    @Test("a missing directory is an error of the system, a directory is not replaced")
    func directories() throws {
        let missing = try problem { try XMLFile.write(to: "/no/a.xml") { try $0.element("a") } }
        #expect(missing.kind == .io(errno: ENOENT))
        let directory = try TemporaryFolder()
        let path = directory.path
        let occupied = try problem { try XMLFile.write(to: path) { try $0.element("a") } }
        #expect(occupied.kind == .notRegularFile)
    }

    @Test("writers of one file at the same time leave one whole file")
    func concurrent() async throws {
        let directory = try TemporaryFolder()
        let path = directory.path + "/a.xml"
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<10 {
                group.addTask { try XMLFile.write(to: path) { try $0.element("a", text: "t") } }
            }
            try await group.waitForAll()
        }
        #expect(directory.names() == ["a.xml"])
        #expect(try directory.text(of: "a.xml").hasSuffix("<a>t</a>\n"))
    }

    private func expectOnlyOld(_ directory: TemporaryFolder) throws {
        #expect(directory.names() == ["a.xml"])
        #expect(try directory.text(of: "a.xml") == "old")
    }
}
