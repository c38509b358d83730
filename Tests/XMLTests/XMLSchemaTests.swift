import Foundation
import TestSupport
import Testing

@testable import XML

@Suite("Validation against a schema")
struct XMLSchemaTests {
    private static let schema = Result {
        try XMLSchema(xsd: notesSchema, name: "notes.xsd")
    }

    @Test("a valid file passes")
    func valid() throws {
        try validate("<notes>\n  <note n='1'>a</note>\n  <note n='2'/>\n</notes>")
    }

    @Test(
        "the first violation is thrown with its place",
        arguments: [
            ("<notes>\n  <note n='x'/>\n  <note/>\n</notes>", 2, 3),
            ("<notes>\n  <note n='1'/>\n  <note>a</note>\n</notes>", 3, 3),
            ("<notes>\n  <note n='1'/><other/>\n</notes>", 2, 16),
            ("<notes>\n</notes>", 2, 1),
            ("<other/>", 1, 1),
            ("<notes>\n  <note n='1'/>\n  <note n='1'/>\n</notes>", 3, 3),
        ]
    )
    func invalid(document: String, line: Int, column: Int) throws {
        let problem = try problem { try validate(document) }
        #expect(problem.kind == .invalid)
        #expect(problem.place == [line, column])
        #expect(problem.file.hasSuffix("/notes.xml"))
    }

    @Test("lines are right beyond what a tree of libxml2 can count")
    func manyLines() throws {
        let blank = String(repeating: "\n", count: 70_000)
        let problem = try problem { try validate("<notes>\(blank)<note/></notes>") }
        #expect(problem.line == 70_001)
    }

    @Test("every cut of a valid file fails")
    func truncated() throws {
        let document = "<notes><note n='1'>a</note></notes>"
        for length in 0..<document.count {
            let problem = try problem { try validate(String(document.prefix(length))) }
            #expect(problem.kind == .malformed, "\(length) \(problem)")
        }
    }

    @Test("a DOCTYPE, size and depth are refused while validating")
    func refusals() throws {
        let doctype = try problem { try validate("<!DOCTYPE notes><notes/>") }
        #expect(doctype.kind == .doctypeRefused)
        let large = try problem { try validate("<notes/>", limits: XMLLimits(maxBytes: 3)) }
        #expect(large.kind == .tooLarge(limit: 3))
        let deep = try problem {
            try validate("<notes><note n='1'/></notes>", limits: XMLLimits(maxDepth: 1))
        }
        #expect(deep.kind == .tooDeep(limit: 1))
    }

    @Test("a missing file is an error of the system")
    func missing() throws {
        let schema = try Self.schema.get()
        #expect(try problem { try schema.validate(file: "/no.xml") }.kind == .io(errno: ENOENT))
        #expect(try problem { _ = try XMLSchema(file: "/no.xsd") }.kind == .io(errno: ENOENT))
    }

    @Test("a document cannot name a schema to be loaded")
    func schemaLocation() throws {
        let directory = try TemporaryFolder()
        let loose = try directory.write("loose.xsd", Self.looseSchema)
        let document = """
            <other xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
              xsi:noNamespaceSchemaLocation="\(loose)"/>
            """
        let problem = try problem { try validate(document) }
        #expect(problem.kind == .invalid)
    }

    @Test("a schema is read from a file, and reused")
    func fromFile() throws {
        let directory = try TemporaryFolder()
        let schema = try XMLSchema(file: directory.write("notes.xsd", notesSchema))
        let valid = try directory.write("a.xml", "<notes><note n='1'/></notes>")
        let invalid = try directory.write("b.xml", "<notes/>")
        for _ in 0..<2 {
            try schema.validate(file: valid)
            #expect(try problem { try schema.validate(file: invalid) }.kind == .invalid)
        }
    }

    @Test("one schema validates in many tasks at once")
    func shared() async throws {
        let schema = try Self.schema.get()
        let directory = try TemporaryFolder()
        let path = try directory.write("a.xml", "<notes><note n='1'>a</note></notes>")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask { try schema.validate(file: path) }
            }
            try await group.waitForAll()
        }
    }

    @Test(
        "a schema that is not well-formed, no schema or senseless is refused",
        arguments: [
            ("<xs:schema", XMLProblem.Kind.malformed, 1),
            ("<a/>", .invalid, 0),
            (
                """
                <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
                  <xs:element name="a" type="missing"/>
                </xs:schema>
                """, .invalid, 2
            ),
            ("<!DOCTYPE a [<!ENTITY b SYSTEM '/etc/passwd'>]><a>&b;</a>", .doctypeRefused, 1),
        ]
    )
    func unusable(xsd: String, kind: XMLProblem.Kind, line: Int) throws {
        let problem = try problem { _ = try XMLSchema(xsd: xsd, name: "bad.xsd") }
        #expect(problem.kind == kind)
        #expect(problem.line == line)
        #expect(problem.file == "bad.xsd")
    }

    @Test(
        "a schema that names another file is refused",
        arguments: ["include", "import", "redefine"],
        ["http://127.0.0.1:9/a.xsd", "a.xsd"]
    )
    func references(tag: String, location: String) throws {
        let xsd = """
            <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
              <xs:\(tag) schemaLocation="\(location)"/>
              <xs:element name="a"/>
            </xs:schema>
            """
        let problem = try problem { _ = try XMLSchema(xsd: xsd, name: "bad.xsd") }
        #expect(problem.kind == .invalid)
        #expect(problem.place == [2, 3])
        #expect(problem.message.contains(location))
    }

    private func validate(_ document: String, limits: XMLLimits = XMLLimits()) throws {
        let directory = try TemporaryFolder()
        let path = try directory.write("notes.xml", document)
        try Self.schema.get().validate(file: path, limits: limits)
    }

    private static let looseSchema = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <xs:element name="other"/>
        </xs:schema>
        """
}

/// Notes, at least one, numbered without repetition.
let notesSchema = """
    <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
      <xs:element name="notes">
        <xs:complexType>
          <xs:sequence>
            <xs:element name="note" maxOccurs="unbounded">
              <xs:complexType>
                <xs:simpleContent>
                  <xs:extension base="xs:string">
                    <xs:attribute name="n" type="xs:int" use="required"/>
                  </xs:extension>
                </xs:simpleContent>
              </xs:complexType>
            </xs:element>
          </xs:sequence>
        </xs:complexType>
        <xs:unique name="numbers">
          <xs:selector xpath="note"/>
          <xs:field xpath="@n"/>
        </xs:unique>
      </xs:element>
    </xs:schema>
    """
