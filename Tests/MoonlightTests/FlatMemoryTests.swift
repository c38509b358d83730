import Foundation
import TestSupport
import Testing

/// Baselines from somebody who wishes us ill, read by the tool with an address space that none of them may outgrow.
@Suite("Memory of hostile baselines")
struct FlatMemoryTests {
    private let folder: TemporaryFolder
    private let sound: String

    /// The address space of the tool, in KiB: less than half of what the largest of the files is.
    private static let limit = 400_000

    init() throws {
        folder = try TemporaryFolder()
        sound = try Repository.text(of: "Tests/BenchmarksTests/Golden/baseline.xml")
        try folder.write("sound.xml", sound)
    }

    /// Compares a file with a sound one, the tool's address space limited; ends after ten seconds in any case.
    private func compare(_ file: String, limit: Int = limit) throws -> Tool.Outcome {
        let command = "ulimit -v \(limit) && exec timeout 10 \"$0\" compare sound.xml \"$1\""
        return try Tool.run("/bin/bash", ["-c", command, Tool.path, file], in: folder.url)
    }

    /// The sound file with something before its root, and something in place of a text.
    private func twin(prolog: String = "", _ text: String, _ other: String) throws -> String {
        #expect(sound.contains(text))
        return sound.replacing(text, with: other, maxReplacements: 1)
            .replacing("?>\n", with: "?>\n\(prolog)", maxReplacements: 1)
    }

    private func expectRefusal(of file: String, _ pattern: String) throws {
        let outcome = try compare(file)
        #expect(outcome.code == 65, "\(outcome)")
        #expect(outcome.output.isEmpty)
        let place = try Regex("^\(file):[0-9]+(:[0-9]+)?: error: .*\(pattern)")
        #expect(outcome.errors.firstMatch(of: place) != nil, "\(outcome.errors)")
        #expect(outcome.errors.utf8.count < 4096)
    }

    @Test("the limit is enough for a sound file, and one that is too low is not")
    func limit() throws {
        // Its series are too short for a verdict.
        let sound = try compare("sound.xml")
        #expect(sound.code == 2 && sound.output.contains(", 3 inconclusive, "))
        #expect(try compare("sound.xml", limit: 20_000).output.isEmpty)
    }

    /// A file of a gibibyte, most of which is a hole: what reads beyond its first 16 MiB meets zeros.
    private func writeGibibyte(_ name: String, _ start: String, filler: String) throws {
        let url = folder.url(of: name)
        let block = String(repeating: filler, count: (1 << 20) / filler.utf8.count)
        try Data(start.utf8).write(to: url)
        let handle = try FileHandle(forWritingTo: url)
        defer { try? handle.close() }
        try handle.seekToEnd()
        for _ in 0..<16 { try handle.write(contentsOf: Data(block.utf8)) }
        try handle.truncate(atOffset: 1 << 30)
    }

    @Test("an attribute and a list of samples of a gibibyte")
    func gibibyte() throws {
        try writeGibibyte(
            "attribute.xml",
            "<?xml version=\"1.0\"?>\n<baseline schema=\"1\" name=\"",
            filler: "x"
        )
        try expectRefusal(of: "attribute.xml", "Huge input lookup")
        let head = try #require(sound.components(separatedBy: "120 95").first)
        try writeGibibyte("samples.xml", head, filler: "7 ")
        try expectRefusal(of: "samples.xml", "expected at most 10000000 bytes")
    }

    @Test("entities that multiply")
    func entities() throws {
        var prolog = "<!DOCTYPE baseline [<!ENTITY e0 '7 '>"
        for level in 1..<30 {
            let more = String(repeating: "&e\(level - 1);", count: 10)
            prolog += "<!ENTITY e\(level) '\(more)'>"
        }
        try folder.write("laughs.xml", try twin(prolog: prolog + "]>\n", "120 95", "&e29;"))
        try expectRefusal(of: "laughs.xml", "expected no document type declaration")
    }

    @Test("entities of other files, none of which is opened")
    func otherFiles() throws {
        // Whoever opens it waits for a writer, until it is ended: 124.
        let pipe = folder.path(of: "pipe")
        #expect(mkfifo(pipe, 0o600) == 0)
        for (name, prolog) in [
            ("entity.xml", "<!DOCTYPE baseline [<!ENTITY x SYSTEM '\(pipe)'>]>\n"),
            ("subset.xml", "<!DOCTYPE baseline SYSTEM '\(pipe)'>\n"),
            ("parameter.xml", "<!DOCTYPE baseline [<!ENTITY % x SYSTEM '\(pipe)'> %x;]>\n"),
        ] {
            try folder.write(name, try twin(prolog: prolog, "120 95", "&x; 1"))
            try expectRefusal(of: name, "expected no document type declaration")
        }
    }

    @Test("a missing tail, another root, another version, a series twice")
    func others() throws {
        try folder.write("tail.xml", String(sound.prefix(sound.count * 2 / 3)))
        try folder.write("root.xml", "<?xml version=\"1.0\"?>\n<testsuites name=\"x\"/>\n")
        try folder.write("version.xml", try twin("schema=\"1\"", "schema=\"2\""))
        try folder.write("twice.xml", try twin("run=\"warm\"", "run=\"cold\""))
        try expectRefusal(of: "tail.xml", "attributes construct error")
        try expectRefusal(of: "root.xml", "expected a baseline, found testsuites")
        try expectRefusal(of: "version.xml", "attribute 'schema': .* '2' is not")
        try expectRefusal(of: "twice.xml", "Duplicate key-sequence")
    }
}
