internal import XML

/// The schema of the rich profile.
enum JUnitSchema {
    /// The schema, ready for use.
    static let compiled = Result { () throws(XMLProblem) in
        try XMLSchema(xsd: text, name: "junit-rich.xsd")
    }

    /// What a file of the rich profile may hold. Long texts have no patterns: those would be slow.
    static let text = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <xs:simpleType name="seconds">
            <xs:restriction base="xs:string">
              <xs:pattern value="(0|[1-9][0-9]*)(\\.[0-9]{1,3})?"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="moment">
            <xs:restriction base="xs:dateTime">
              <xs:pattern value="[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="line">
            <xs:restriction base="xs:string"><xs:pattern value="[^\\n\\r\\t]+"/></xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="caseName">
            <xs:restriction base="line">
              <xs:pattern value="run .+|claim .+|crash .+|explore( .+)?|invariants( \\[.+\\])?"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="someText">
            <xs:restriction base="xs:string"><xs:minLength value="1"/></xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="expectationKind">
            <xs:restriction base="xs:string">
              <xs:enumeration value="expectation"/>
              <xs:enumeration value="invariant"/>
              <xs:enumeration value="claim"/>
              <xs:enumeration value="comparison"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="breakageKind">
            <xs:restriction base="xs:string">
              <xs:enumeration value="breakage"/>
              <xs:enumeration value="cancelled"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:attributeGroup name="counts">
            <xs:attribute name="name" type="line" use="required"/>
            <xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/>
            <xs:attribute name="failures" type="xs:nonNegativeInteger" use="required"/>
            <xs:attribute name="errors" type="xs:nonNegativeInteger" use="required"/>
            <xs:attribute name="skipped" type="xs:nonNegativeInteger" use="required"/>
            <xs:attribute name="time" type="seconds" use="required"/>
          </xs:attributeGroup>
          <xs:element name="testsuites">
            <xs:complexType>
              <xs:sequence>
                <xs:element name="testsuite" type="testsuite" minOccurs="0" maxOccurs="unbounded">
                  <xs:unique name="caseNames">
                    <xs:selector xpath="testcase"/><xs:field xpath="@name"/>
                  </xs:unique>
                </xs:element>
              </xs:sequence>
              <xs:attributeGroup ref="counts"/>
            </xs:complexType>
          </xs:element>
          <xs:complexType name="testsuite">
            <xs:sequence>
              <xs:element name="properties">
                <xs:complexType>
                  <xs:sequence>
                    <xs:element name="property" maxOccurs="unbounded">
                      <xs:complexType>
                        <xs:attribute name="name" type="line" use="required"/>
                        <xs:attribute name="value" type="line" use="required"/>
                      </xs:complexType>
                    </xs:element>
                  </xs:sequence>
                </xs:complexType>
                <xs:unique name="propertyNames">
                  <xs:selector xpath="property"/><xs:field xpath="@name"/>
                </xs:unique>
              </xs:element>
              <xs:element name="testcase" type="testcase" maxOccurs="unbounded"/>
            </xs:sequence>
            <xs:attributeGroup ref="counts"/>
            <xs:attribute name="timestamp" type="moment" use="required"/>
            <xs:attribute name="hostname" type="line" use="required"/>
            <xs:attribute name="file" type="line" use="required"/>
          </xs:complexType>
          <xs:complexType name="testcase">
            <xs:sequence>
              <xs:choice minOccurs="0">
                <xs:sequence>
                  <xs:element name="failure" type="failure"/>
                  <xs:element name="flakyFailure" type="flaky" minOccurs="0" maxOccurs="unbounded"/>
                </xs:sequence>
                <xs:element name="flakyFailure" type="flaky" maxOccurs="unbounded"/>
                <xs:element name="skipped" type="skipped"/>
                <xs:element name="error" type="error"/>
              </xs:choice>
              <xs:element name="system-out" type="someText" minOccurs="0"/>
              <xs:element name="system-err" type="someText" minOccurs="0"/>
            </xs:sequence>
            <xs:attribute name="name" type="caseName" use="required"/>
            <xs:attribute name="classname" type="line" use="required"/>
            <xs:attribute name="time" type="seconds" use="required"/>
            <xs:attribute name="file" type="line" use="required"/>
            <xs:attribute name="line" type="xs:positiveInteger"/>
          </xs:complexType>
          <xs:complexType name="failure">
            <xs:simpleContent>
              <xs:extension base="someText">
                <xs:attribute name="message" type="line" use="required"/>
                <xs:attribute name="type" type="expectationKind" use="required"/>
              </xs:extension>
            </xs:simpleContent>
          </xs:complexType>
          <xs:complexType name="error">
            <xs:simpleContent>
              <xs:extension base="someText">
                <xs:attribute name="message" type="line" use="required"/>
                <xs:attribute name="type" type="breakageKind" use="required"/>
              </xs:extension>
            </xs:simpleContent>
          </xs:complexType>
          <xs:complexType name="skipped">
            <xs:simpleContent>
              <xs:extension base="someText">
                <xs:attribute name="message" type="line" use="required"/>
              </xs:extension>
            </xs:simpleContent>
          </xs:complexType>
          <xs:complexType name="flaky">
            <xs:sequence>
              <xs:element name="stackTrace" type="someText"/>
              <xs:element name="system-out" type="someText" minOccurs="0"/>
            </xs:sequence>
            <xs:attribute name="message" type="line" use="required"/>
            <xs:attribute name="type" type="expectationKind" use="required"/>
          </xs:complexType>
        </xs:schema>
        """
}
