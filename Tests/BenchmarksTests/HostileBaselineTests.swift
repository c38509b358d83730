import Foundation
import TestSupport
import Testing
import XML

@testable import Benchmarks

@Suite("Hostile baselines")
struct HostileBaselineTests {
    private static let golden = "Tests/BenchmarksTests/Golden/baseline.xml"

    private func refused(_ text: String) throws -> XMLProblem {
        let folder = try TemporaryFolder()
        let file = try folder.write("hostile.xml", text)
        let problem = #expect(throws: XMLProblem.self) { try BaselineXML.read(file: file) }
        let found = try #require(problem)
        #expect(found.file == file)
        return found
    }

    /// The golden file with something before its root, and something in place of a text.
    private func twin(prolog: String = "", _ sound: String, _ broken: String) throws -> String {
        let text = try Repository.text(of: Self.golden)
        #expect(text.contains(sound))
        return text.replacing(sound, with: broken, maxReplacements: 1)
            .replacing("?>\n", with: "?>\n\(prolog)", maxReplacements: 1)
    }

    @Test("entities that multiply are refused where they are declared")
    func billionLaughs() throws {
        var prolog = "<!DOCTYPE baseline [<!ENTITY e0 '7 '>"
        for level in 1..<30 {
            let more = String(repeating: "&e\(level - 1);", count: 10)
            prolog += "<!ENTITY e\(level) '\(more)'>"
        }
        let problem = try refused(try twin(prolog: prolog + "]>\n", "120 95", "&e29;"))
        #expect(problem.kind == .doctypeRefused)
        #expect(problem.line == 2)
    }

    @Test(
        "no file is read and no address asked",
        arguments: ["SYSTEM 'SECRET'", "SYSTEM 'http://127.0.0.1:9/x'", "PUBLIC 'p' 'SECRET'"]
    )
    func externalEntity(declaration: String) throws {
        let folder = try TemporaryFolder()
        // A reader of it would wait for a writer.
        let secret = folder.path(of: "secret")
        #expect(mkfifo(secret, 0o600) == 0)
        let text = declaration.replacing("SECRET", with: secret)
        for prolog in [
            "<!DOCTYPE baseline [<!ENTITY x \(text)>]>\n", "<!DOCTYPE baseline \(text)>\n",
            "<!DOCTYPE baseline [<!ENTITY % x \(text)> %x;]>\n",
        ] {
            let problem = try refused(try twin(prolog: prolog, "120 95", "&x; 1"))
            #expect(problem.kind == .doctypeRefused)
            #expect(!"\(problem)".contains("root:"))
        }
    }

    @Test("an inclusion and a schema of its own are not followed")
    func inclusion() throws {
        let include =
            "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"/etc/passwd\"/>"
        let problem = try refused(try twin("<samples>1 2 1000000000000000000</samples>", include))
        #expect(problem.line == 5)
        let schema =
            "xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" "
            + "i:noNamespaceSchemaLocation=\"/etc/passwd\" "
        // It is read like any other: what a file says of its schema is not asked.
        let folder = try TemporaryFolder()
        let file = try folder.write("own.xml", try twin("<baseline ", "<baseline \(schema)"))
        #expect(try BaselineXML.read(file: file).series.count == 3)
    }

    @Test("another schema version, another root and a series twice have their place")
    func otherDocuments() throws {
        #expect(try refused(try twin("schema=\"1\"", "schema=\"2\"")).line == 2)
        #expect(try refused("<testsuites name=\"x\"/>\n").line == 1)
        #expect(try refused("{}").kind == .malformed)
        #expect(try refused("").kind == .malformed)
        let twice = try refused(try twin("run=\"warm\"", "run=\"cold\""))
        #expect(twice.line > 4)
    }

    @Test("a tail that is missing has its place", arguments: [0.3, 0.7, 0.97])
    func truncated(share: Double) throws {
        let text = try Repository.text(of: Self.golden)
        let kept = text.prefix(Int(Double(text.count) * share))
        #expect(try refused(String(kept)).line >= 2)
    }

    @Test("phases that do not fit the samples are refused where they stand")
    func phases() throws {
        let samples = "<samples>120 95 310</samples>"
        for (phases, line) in [
            ("<phase name=\"a\">1 2</phase>", 9), ("<phase name=\"a\">1 2 x</phase>", 9),
            ("<phase>1 2 3</phase>", 9), ("<phase name=\"a\"/>", 9),
            ("<phase name=\"a\">1 2 3</phase><phase name=\"a\">1 2 3</phase>", 9),
        ] {
            let text = try twin(samples, "\(samples)\n    \(phases)")
            #expect(try refused(text).line == line, "\(phases)")
        }
        for failed in ["3", "0 0", "1 0", "-1", "x"] {
            let text = try twin("clock=\"real\"", "clock=\"real\" failed=\"\(failed)\"")
            #expect(try refused(text).line == 7, "\(failed)")
        }
    }

    @Test("an attribute and a list without end are refused")
    func gigantic() throws {
        let golden = try Repository.text(of: Self.golden)
        let head = try #require(golden.components(separatedBy: "120 95").first)
        for text in [
            "<?xml version=\"1.0\"?>\n<baseline name=\"" + String(repeating: "x", count: 12 << 20),
            head + String(repeating: "7 ", count: 6 << 20),
        ] {
            #expect(try refused(text).line >= 1)
        }
    }
}
