import Foundation
import TestSupport
import Testing

@testable import XML

@Suite("Documents that are refused")
struct RefusalTests {
    @Test("a plain DOCTYPE is refused at its place")
    func doctype() throws {
        let problem = try problem {
            _ = try events("<?xml version='1.0'?>\n<!-- c -->\n  <!DOCTYPE a SYSTEM 'a.dtd'>\n<a/>")
        }
        #expect(problem.kind == .doctypeRefused)
        #expect(problem.place == [3, 3])
        #expect(problem.message.contains("<!DOCTYPE a>"))
    }

    @Test("entities that multiply are refused before they are declared")
    func billionLaughs() throws {
        var document = "<!DOCTYPE a [\n<!ENTITY e0 'ha'>\n"
        for level in 1..<30 {
            let references = String(repeating: "&e\(level - 1);", count: 10)
            document += "<!ENTITY e\(level) '\(references)'>\n"
        }
        document += "]>\n<a>&e29;</a>"
        let problem = try problem { _ = try events(document) }
        #expect(problem.kind == .doctypeRefused)
        #expect(problem.place == [1, 1])
    }

    @Test("an external entity leaks no file")
    func externalEntity() throws {
        let directory = try TemporaryFolder()
        let secret = try directory.write("secret", "secret")
        var reader = try XMLStreamReader(
            bytes: Array("<!DOCTYPE a [<!ENTITY s SYSTEM '\(secret)'>]><a>&s;</a>".utf8),
            name: "test.xml"
        )
        var found: [XMLEvent] = []
        let problem = try problem { while let event = try reader.next() { found.append(event) } }
        #expect(problem.kind == .doctypeRefused)
        #expect(found.isEmpty)
    }

    @Test("the limit of bytes is exact", arguments: [(8, true), (7, false), (0, false)])
    func oversized(limit: Int, isAccepted: Bool) throws {
        let limits = XMLLimits(maxBytes: limit)
        guard !isAccepted else {
            #expect(throws: Never.self) { try events("<a>t</a>", limits: limits) }
            return
        }
        let problem = try problem { _ = try events("<a>t</a>", limits: limits) }
        #expect(problem.kind == .tooLarge(limit: limit))
    }

    @Test("what follows a chunk that was too large is never read")
    func oversizedStays() throws {
        let chunk = "<a>" + String(repeating: "<b/>", count: 40_000)
        let limits = XMLLimits(maxBytes: 150_000)
        var reader = try XMLStreamReader(bytes: Array(chunk.utf8), name: "test.xml", limits: limits)
        let first = try problem { try reader.drain() }
        let second = try problem { try reader.drain() }
        #expect(first.kind == .tooLarge(limit: 150_000))
        #expect(first == second)
    }

    #if os(Linux)
    @Test("a file without end, and one that waits for a writer, are refused unread")
    func endless() throws {
        let directory = try TemporaryFolder()
        let fifo = directory.path + "/fifo"
        #expect(mkfifo(fifo, 0o600) == 0)
        for path in ["/dev/zero", fifo] {
            let problem = try problem { _ = try XMLStreamReader(file: path) }
            #expect(problem.kind == .notRegularFile)
        }
    }
    #endif

    @Test("the limit of depth is exact and has a place")
    func depth() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "<a>\n", count: depth) + String(repeating: "</a>", count: depth)
        }
        #expect(throws: Never.self) { try events(nested(64)) }
        let problem = try problem { _ = try events(nested(65)) }
        #expect(problem.kind == .tooDeep(limit: 64))
        #expect(problem.place == [65, 1])
    }

    @Test("a million open elements do no harm")
    func veryDeep() throws {
        let problem = try problem { _ = try events(String(repeating: "<a>", count: 1_000_000)) }
        #expect(problem.kind == .tooDeep(limit: 64))
    }

    @Test("text that other readers would refuse is refused")
    func longText() throws {
        let text = String(repeating: "x", count: XMLLimits.maxTextBytes)
        #expect(try events("<a>\(text)</a>").count == 3)
        let problem = try problem { _ = try events("<a>\(text)y</a>") }
        #expect(problem.kind == .tooLarge(limit: XMLLimits.maxTextBytes))
    }

    /// Documents by what they are: two are too long for a list of arguments.
    enum Document: CaseIterable {
        case whole, longText, tooLongText, longTexts, tooDeep, doctype, mismatch, cutOff, empty

        var text: String {
            let longest = String(repeating: "x", count: XMLLimits.maxTextBytes)
            return switch self {
            case .whole: "<a><b c='d'>t</b></a>"
            case .longText: "<a>\(longest)</a>"
            case .tooLongText: "<a>\(longest)y</a>"
            case .longTexts: "<a>\(longest)<b/>y</a>"
            case .tooDeep: String(repeating: "<a>", count: 65)
            case .doctype: "<!DOCTYPE a><a/>"
            case .mismatch: "<a><b></a>"
            case .cutOff: "<a>"
            case .empty: ""
            }
        }
    }

    @Test(
        "what is read only to be checked is refused as what is kept",
        arguments: Document.allCases
    )
    func drained(document: Document) throws {
        func problem(_ read: (inout XMLStreamReader) throws -> Void) throws -> XMLProblem? {
            var reader = try XMLStreamReader(bytes: Array(document.text.utf8), name: "test.xml")
            do {
                try read(&reader)
                return nil
            } catch let problem as XMLProblem {
                return problem
            }
        }
        let kept = try problem { while try $0.next() != nil {} }
        #expect(try problem { try $0.drain() } == kept)
        #expect((kept == nil) == [.whole, .longText, .longTexts].contains(document))
    }
}
