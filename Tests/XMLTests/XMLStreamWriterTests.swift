import Foundation
import TestSupport
import Testing

@testable import XML

@Suite("The XML writer")
struct XMLStreamWriterTests {
    @Test("it indents children and leaves text as it is")
    func indentation() throws {
        let text = try written { writer in
            try writer.start("a")
            try writer.attribute("n", "1\n<&\"")
            try writer.element("b", attributes: [("x", "y")])
            try writer.element("c", text: "t <&> ]]>\r")
            try writer.end()
        }
        #expect(
            text == """
                <?xml version="1.0" encoding="UTF-8"?>
                <a n="1&#10;&lt;&amp;&quot;">
                  <b x="y"/>
                  <c>t &lt;&amp;&gt; ]]&gt;&#13;</c>
                </a>

                """
        )
    }

    @Test("children of an element with text get no white space around them")
    func mixedContent() throws {
        let text = try written { writer in
            try writer.start("a")
            try writer.text("one ")
            try writer.start("b")
            try writer.element("c")
            try writer.end()
            try writer.text(" two")
            try writer.end()
        }
        #expect(text.hasSuffix("\n<a>one <b><c/></b> two</a>\n"))
    }

    @Test("an element that was given text is never self-closed", arguments: ["", "why"])
    func neverSelfClosed(text: String) throws {
        let written = try written { try $0.element("failure", attributes: [("m", "")], text: text) }
        #expect(written.hasSuffix("<failure m=\"\">\(text)</failure>\n"))
    }

    @Test("names and values of any kind cannot make a file unreadable")
    func sanitises() throws {
        let text = try written { writer in
            try writer.element("a", attributes: [("b", "\u{1B}[1m\u{0}")], text: "\u{FFFE}]]>")
        }
        #expect(text.hasSuffix("<a b=\"#x0\">#xFFFE]]&gt;</a>\n"))
        #expect(throws: Never.self) { try events(text) }
    }

    @Test(
        "an invalid name is refused",
        arguments: ["", "1a", "a b", "a>", "a\u{0}", "a:b:c", "é ", "-"]
    )
    func refusedNames(name: String) throws {
        let asElement = try problem { _ = try written { try $0.element(name) } }
        let asAttribute = try problem {
            _ = try written { try $0.element("a", attributes: [(name, "")]) }
        }
        #expect(asElement.kind == .malformed)
        #expect(asAttribute.kind == .malformed)
    }

    @Test("what would not be a document is refused")
    func misuse() throws {
        let misuses: [(String, (inout XMLStreamWriter) throws -> Void)] = [
            ("root element, found none", { _ in }),
            ("open element to end", { try $0.end() }),
            ("found it outside", { try $0.text("t") }),
            ("to be ended, found <a>", { try $0.start("a") }),
            (
                "found a second, <b>",
                {
                    try $0.element("a"); try $0.element("b")
                }
            ),
            ("found n again", { try $0.element("a", attributes: [("n", ""), ("n", "")]) }),
            (
                "found n after",
                {
                    try $0.start("a"); try $0.text(""); try $0.attribute("n", "")
                }
            ),
        ]
        for (message, body) in misuses {
            let problem = try problem { _ = try written(body) }
            #expect(problem.kind == .malformed)
            #expect(problem.message.contains(message))
        }
    }

    @Test("a failure that was swallowed is thrown again")
    func failureStays() throws {
        let problem = try problem {
            _ = try written { writer in
                try? writer.start("1")
                try writer.element("a")
            }
        }
        #expect(problem.message.contains("\"1\""))
    }

    @Test("it writes into a file")
    func file() throws {
        let directory = try TemporaryFolder()
        var writer = try XMLStreamWriter(path: directory.path + "/a.xml")
        try writer.element("a", text: "t")
        try writer.finish()
        let content = try directory.text(of: "a.xml")
        #expect(content == "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a>t</a>\n")
    }

    @Test("a directory that does not exist is an error of the system")
    func missingDirectory() throws {
        let problem = try problem { _ = try XMLStreamWriter(path: "/nowhere/at/all.xml") }
        #expect(problem.kind == .io(errno: ENOENT))
        #expect(problem.file == "/nowhere/at/all.xml")
    }

    #if os(Linux)
    @Test("a full disk is noticed, however little is written", arguments: [1, 100_000])
    func fullDisk(size: Int) throws {
        let problem = try problem {
            var writer = try XMLStreamWriter(path: "/dev/full")
            try writer.element("a", text: String(repeating: "x", count: size))
            try writer.finish()
        }
        #expect(problem.kind == .io(errno: ENOSPC))
    }
    #endif
}
