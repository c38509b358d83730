import Foundation
import TestSupport
import Testing

@testable import XML

@Suite("The XML reader")
struct XMLStreamReaderTests {
    @Test("it gives starts, texts and ends in order")
    func order() throws {
        let found = try events(
            "<a x='1' y='&lt;&amp;&#38;'>t<!-- c -->u<?p i?><b/><![CDATA[<]]></a>"
        )
        #expect(
            found == [
                .start(
                    XMLElementStart(
                        name: "a",
                        attributes: [
                            XMLAttribute(name: "x", value: "1"),
                            XMLAttribute(name: "y", value: "<&&"),
                        ],
                        line: 1,
                        column: 1
                    )
                ),
                .text("tu"),
                .start(XMLElementStart(name: "b", attributes: [], line: 1, column: 48)),
                .end(name: "b"),
                .text("<"),
                .end(name: "a"),
            ]
        )
    }

    @Test("attributes are found by name, prefixes are kept")
    func attributes() throws {
        guard case .start(let start) = try events("<p:a xmlns:p='u' p:b='1' b='2'/>").first else {
            Issue.record("expected a start")
            return
        }
        #expect(start.name == "p:a")
        #expect(start["p:b"] == "1")
        #expect(start["b"] == "2")
        #expect(start["xmlns:p"] == "u")
        #expect(start["c"] == nil)
    }

    @Test(
        "a start tag's place is that of its first character",
        arguments: [
            ("<a>\n  <x/></a>", 2, 3),
            ("<a>\n\n <b/> <x\n  c='1'\n/></a>", 3, 7),
            ("<a>é😀<x é='é'/></a>", 1, 6),
            ("<a b='é😀'><x/></a>", 1, 11),
            ("<a>\r\n<x b='>'/></a>", 2, 1),
            ("<a><!-- < \n --> <x/></a>", 2, 6),
        ]
    )
    func places(document: String, line: Int, column: Int) throws {
        let place = try events(document).compactMap { event -> [Int]? in
            if case .start(let start) = event, start.name == "x" {
                [start.line, start.column]
            } else {
                nil
            }
        }
        #expect(place == [[line, column]])
    }

    @Test("other encodings are read")
    func encodings() throws {
        let latin = Array("<?xml version='1.0' encoding='ISO-8859-1'?><a>".utf8) + [0xE9]
        let found = try events(latin + Array("</a>".utf8))
        #expect(found.contains(.text("é")))
    }

    @Test(
        "the first error is thrown, with its place",
        arguments: [
            ("<a>\n  <b></c>\n</a>", 2, 10),
            ("<a>\n<b x=1/></a>", 2, 6),
            ("<a>&undefined;</a>", 1, 15),
            ("<a/><b/>", 1, 5),
            ("<a x='1' x='2'/>", 1, 15),
            ("<p:a/>", 1, 5),
            ("<a>\u{1}</a>", 1, 4),
        ]
    )
    func firstError(document: String, line: Int, column: Int) throws {
        let problem = try problem { _ = try events(document) }
        #expect(problem.kind == .malformed)
        #expect(problem.place == [line, column])
        #expect(!problem.message.contains("\n"))
        #expect(problem.description.hasPrefix("test.xml:\(line):\(column): error: "))
    }

    @Test("bytes that are not UTF-8 are an error")
    func invalidEncoding() throws {
        let problem = try problem { _ = try events(Array("<a>".utf8) + [0xFF, 0x3C]) }
        #expect(problem.kind == .malformed)
        #expect(problem.line == 1)
    }

    @Test("events before a problem are given, then the problem every time")
    func problemStays() throws {
        var reader = try XMLStreamReader(bytes: Array("<a>t<b></a>".utf8), name: "test.xml")
        var count = 0
        let first = try problem { while try reader.next() != nil { count += 1 } }
        let second = try problem { _ = try reader.next() }
        #expect(count == 3)
        #expect(first == second)
    }

    @Test("every cut of a document is an error")
    func truncated() throws {
        let document = Array(
            "<?xml version='1.0'?>\n<a b='c'>t<d/><!-- e --><![CDATA[f]]></a>".utf8
        )
        for length in document.indices {
            let problem = try problem { _ = try events(Array(document[..<length])) }
            #expect(problem.kind == .malformed)
        }
        #expect(throws: Never.self) { try events(document) }
    }

    @Test("too little and too much are distinguished")
    func endOfDocument() throws {
        let little = "the document ends before its root element does"
        for document in ["", "<a>", "<a>\nt", "<a><b/>"] {
            #expect(try problem { _ = try events(document) }.message == little)
        }
        for document in ["<a/>t", "<a></a><b/>"] {
            #expect(try problem { _ = try events(document) }.message.hasPrefix("Extra content"))
        }
    }

    @Test("a cut tag is not an element", arguments: ["<a><b", "<a><b ", "<a><b x='>'", "<a><b/"])
    func cutOff(document: String) throws {
        var reader = try XMLStreamReader(bytes: Array(document.utf8), name: "test.xml")
        #expect(
            try reader.next().map { if case .start(let start) = $0 { start.name } else { "" } }
                == "a"
        )
        let problem = try problem { _ = try reader.next() }
        #expect(problem.kind == .malformed)
    }

    @Test("a file is read as bytes are")
    func file() throws {
        let directory = try TemporaryFolder()
        let path = try directory.write("a.xml", "<a>t</a>")
        var reader = try XMLStreamReader(file: path)
        var names: [XMLEvent] = []
        while let event = try reader.next() { names.append(event) }
        #expect(try names == events("<a>t</a>"))
    }

    @Test("a missing file is an error of the system, a directory is not a file")
    func missing() throws {
        let missing = try problem { _ = try XMLStreamReader(file: "/nowhere.xml") }
        #expect(missing.kind == .io(errno: ENOENT))
        #expect(
            missing.description == "/nowhere.xml: error: cannot open: No such file or directory"
        )
        let directory = try problem {
            var reader = try XMLStreamReader(file: "/")
            try reader.drain()
        }
        #expect(directory.kind == .notRegularFile)
    }
}
