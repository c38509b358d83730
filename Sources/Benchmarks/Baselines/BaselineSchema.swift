internal import XML

/// The schema of baseline files.
enum BaselineSchema {
    /// The schema, ready for use.
    static let compiled = Result { () throws(XMLProblem) in
        try XMLSchema(xsd: text, name: "baseline.xsd")
    }

    /// What a baseline file may hold; samples are whole numbers from 0, at most 4000 a series.
    static let text = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <xs:simpleType name="someText">
            <xs:restriction base="xs:string"><xs:minLength value="1"/></xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="moment">
            <xs:restriction base="xs:dateTime">
              <xs:pattern value="[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="digest">
            <xs:restriction base="xs:string"><xs:pattern value="[0-9a-f]{64}"/></xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="configuration">
            <xs:restriction base="xs:string">
              <xs:enumeration value="debug"/><xs:enumeration value="release"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="clock">
            <xs:restriction base="xs:string">
              <xs:enumeration value="virtual"/><xs:enumeration value="real"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="metric">
            <xs:restriction base="xs:string">
              \(enumeration(Series.Metric.allCases.map(\.rawValue)))
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="unit">
            <xs:restriction base="xs:string">
              \(enumeration(Series.Metric.allCases.map(\.unit)))
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="load">
            <xs:restriction base="xs:decimal"><xs:minInclusive value="0"/></xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="places">
            <xs:restriction>
              <xs:simpleType><xs:list itemType="xs:unsignedShort"/></xs:simpleType>
              <xs:minLength value="1"/><xs:maxLength value="4000"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="sample">
            <xs:restriction base="xs:nonNegativeInteger">
              <xs:maxInclusive value="1000000000000000000"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="samples">
            <xs:restriction>
              <xs:simpleType><xs:list itemType="sample"/></xs:simpleType>
              <xs:minLength value="1"/><xs:maxLength value="4000"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:complexType name="environment">
            <xs:attribute name="cpu" type="someText" use="required"/>
            <xs:attribute name="cores" type="xs:unsignedShort" use="required"/>
            <xs:attribute name="kernel" type="someText" use="required"/>
            <xs:attribute name="os" type="someText" use="required"/>
            <xs:attribute name="toolchain" type="someText" use="required"/>
            <xs:attribute name="configuration" type="configuration" use="required"/>
          </xs:complexType>
          <xs:complexType name="series">
            <xs:sequence>
              <xs:element name="samples" type="samples"/>
              <xs:element name="phase" type="phase" minOccurs="0" maxOccurs="unbounded"/>
            </xs:sequence>
            <xs:attribute name="file" type="someText" use="required"/>
            <xs:attribute name="scenario" type="xs:string" use="required"/>
            <xs:attribute name="digest" type="digest" use="required"/>
            <xs:attribute name="workflow" type="someText" use="required"/>
            <xs:attribute name="workflow-digest" type="digest" use="required"/>
            <xs:attribute name="run" type="xs:string" use="required"/>
            <xs:attribute name="metric" type="metric" use="required"/>
            <xs:attribute name="unit" type="unit" use="required"/>
            <xs:attribute name="clock" type="clock" use="required"/>
            <xs:attribute name="seed" type="xs:unsignedLong" use="required"/>
            <xs:attribute name="failed" type="places"/>
            <xs:attribute name="call" type="someText"/>
            <xs:attribute name="command" type="someText"/>
            <xs:attribute name="setup" type="someText"/>
            <xs:attribute name="prepare" type="someText"/>
            <xs:attribute name="cleanup" type="someText"/>
          </xs:complexType>
          <xs:complexType name="phase">
            <xs:simpleContent>
              <xs:extension base="samples">
                <xs:attribute name="name" type="someText" use="required"/>
              </xs:extension>
            </xs:simpleContent>
          </xs:complexType>
          <xs:element name="baseline">
            <xs:complexType>
              <xs:sequence>
                <xs:element name="environment" type="environment"/>
                <xs:element name="series" type="series" minOccurs="0" maxOccurs="unbounded">
                  <xs:unique name="onePhaseOfAName">
                    <xs:selector xpath="phase"/><xs:field xpath="@name"/>
                  </xs:unique>
                </xs:element>
              </xs:sequence>
              <xs:attribute name="schema" use="required">
                <xs:simpleType>
                  <xs:restriction base="xs:string"><xs:enumeration value="1"/></xs:restriction>
                </xs:simpleType>
              </xs:attribute>
              <xs:attribute name="name" type="someText" use="required"/>
              <xs:attribute name="tool" type="someText" use="required"/>
              <xs:attribute name="created" type="moment" use="required"/>
              <xs:attribute name="runnable" type="load"/>
              <xs:attribute name="steal" type="load"/>
            </xs:complexType>
            <xs:unique name="oneSeriesOfAKind">
              <xs:selector xpath="series"/>
              <xs:field xpath="@file"/><xs:field xpath="@scenario"/>
              <xs:field xpath="@run"/><xs:field xpath="@metric"/>
            </xs:unique>
          </xs:element>
        </xs:schema>
        """

    /// The elements that allow these values; a value that several metrics share is there once.
    private static func enumeration(_ values: [String]) -> String {
        var seen: Set<String> = []
        return values.filter { seen.insert($0).inserted }
            .map { "<xs:enumeration value=\"\($0)\"/>" }.joined()
    }
}
