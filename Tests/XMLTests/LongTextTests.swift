import TestSupport
import Testing

@testable import XML

@Suite("Long texts while validating", .timeLimit(.minutes(2)))
struct LongTextTests {
    private static let schema = Result {
        try XMLSchema(
            xsd: """
                <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
                  <xs:element name="notes">
                    <xs:complexType>
                      <xs:sequence>
                        <xs:element name="note" maxOccurs="unbounded">
                          <xs:simpleType>
                            <xs:restriction base="xs:string">
                              <xs:minLength value="1"/><xs:maxLength value="8000000"/>
                            </xs:restriction>
                          </xs:simpleType>
                        </xs:element>
                      </xs:sequence>
                    </xs:complexType>
                  </xs:element>
                </xs:schema>
                """,
            name: "long.xsd"
        )
    }

    /// For the parser each reference is a separate text. A validator that measured all of them again each time would
    /// need hours for these eight million.
    @Test(
        "eight million references in one text are as good as eight million letters",
        arguments: ["&lt;", "x"]
    )
    func references(piece: String) throws {
        let directory = try TemporaryFolder()
        let path = try directory.write(
            "a.xml",
            "<notes><note>\(String(repeating: piece, count: 8_000_000))</note></notes>"
        )
        try Self.schema.get().validate(file: path)
    }

    @Test(
        "every character counts, wherever the text is gathered",
        arguments: [1, 65_535, 65_536, 65_537, 131_072, 200_000]
    )
    func lengths(count: Int) throws {
        let schema = try XMLSchema(
            xsd: """
                <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
                  <xs:element name="note">
                    <xs:simpleType>
                      <xs:restriction base="xs:string"><xs:length value="\(count)"/></xs:restriction>
                    </xs:simpleType>
                  </xs:element>
                </xs:schema>
                """,
            name: "exact.xsd"
        )
        let directory = try TemporaryFolder()
        let text = String(repeating: "&amp;", count: count)
        try schema.validate(file: directory.write("a.xml", "<note>\(text)</note>"))
        for other in [text + "é", String(text.dropFirst(5))] {
            let path = try directory.write("b.xml", "<note>\(other)</note>")
            #expect(throws: XMLProblem.self) { try schema.validate(file: path) }
        }
    }

    @Test("texts of one element don't run into the next, and stray text is found")
    func apart() throws {
        let directory = try TemporaryFolder()
        let schema = try Self.schema.get()
        try schema.validate(
            file: directory.write("a.xml", "<notes> <note>&lt;a</note> <note>b&gt;</note> </notes>")
        )
        for document in [
            "<notes><note>a</note>&lt;</notes>", "<notes>x<note>a</note></notes>",
            "<notes><note>a</note><note></note></notes>",
        ] {
            let path = try directory.write("b.xml", document)
            let found = #expect(throws: XMLProblem.self) { try schema.validate(file: path) }
            #expect(found?.kind == .invalid)
        }
    }

    @Test("an entity that nobody declared is an error of the document")
    func undeclared() throws {
        let directory = try TemporaryFolder()
        let path = try directory.write("a.xml", "<notes><note>a&b;</note></notes>")
        let found = #expect(throws: XMLProblem.self) { try Self.schema.get().validate(file: path) }
        #expect(found?.kind == .malformed)
    }
}
