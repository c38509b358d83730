import Foundation
import JSON
import Testing

@testable import JSONValidation

@Suite("JSON Schema of answers")
struct JSONSchemaValidatorTests {
    private func schema(_ text: String) throws -> JSONSchemaValidator {
        try JSONSchemaValidator(try #require(JSONValue(parsing: text), "no JSON: \(text)"))
    }

    private func violation(_ schemaText: String, _ text: String) throws -> String? {
        let value = try #require(JSONValue(parsing: text), "no JSON: \(text)")
        return try schema(schemaText).firstViolation(in: value)
    }

    @Test(
        "each keyword lets through what it should",
        arguments: [
            ("true", "[1]"), ("{}", "null"), (#"{"type":"integer"}"#, "3.0"),
            (#"{"type":["string","null"]}"#, "null"), (#"{"enum":[1,"a",{"b":[]}]}"#, #"{"b":[]}"#),
            (#"{"const":-0.0}"#, "0"), (#"{"minimum":2,"maximum":2}"#, "2"),
            (#"{"exclusiveMinimum":1,"exclusiveMaximum":3}"#, "2"),
            (#"{"multipleOf":0.1}"#, "0.3"), (#"{"multipleOf":0.01}"#, "19.99"),
            (#"{"maximum":9007199254740992}"#, "9007199254740992"),
            (#"{"const":123456789012345678901234567890}"#, "123456789012345678901234567890"),
            (#"{"multipleOf":7}"#, "700000000000000000000000000007"),
            (#"{"multipleOf":7}"#, "7e999999999"), (#"{"multipleOf":7}"#, "7e20"),
            (#"{"multipleOf":1e-300}"#, "1e300"),
            (#"{"minLength":2,"maxLength":2}"#, #""e\u0301""#), (#"{"minLength":3}"#, "1"),
            (#"{"pattern":"^a+$"}"#, #""aaa""#), (#"{"minItems":1,"maxItems":1}"#, "[0]"),
            (#"{"uniqueItems":true}"#, #"[1,"1",true,[1],{"a":1}]"#),
            (#"{"prefixItems":[{"type":"null"}],"items":false}"#, "[null]"),
            (#"{"prefixItems":[false]}"#, "[]"), (#"{"minProperties":1}"#, #"{"a":0}"#),
            (#"{"required":["a"]}"#, #"{"a":null}"#), (#"{"required":["a"]}"#, "[]"),
            (
                #"{"properties":{"a":true},"patternProperties":{"^x":true},"additionalProperties":false}"#,
                #"{"a":1,"x-y":2}"#
            ),
            (#"{"allOf":[{"minimum":1},{"maximum":3}]}"#, "2"),
            (#"{"anyOf":[{"type":"null"},{"minimum":1}]}"#, "1"),
            (#"{"oneOf":[{"minimum":5},{"maximum":3}]}"#, "1"), (#"{"not":{"type":"null"}}"#, "1"),
            (#"{"if":{"minimum":5},"then":{"multipleOf":5},"else":{"multipleOf":2}}"#, "10"),
            (#"{"if":{"minimum":5},"then":{"multipleOf":5},"else":{"multipleOf":2}}"#, "4"),
            (#"{"then":false}"#, "1"),
            (##"{"$ref":"#/$defs/a%20b~1c","$defs":{"a b/c":true}}"##, "1"),
            (#"{"title":"t","description":"d","default":1,"examples":[1],"format":"uri"}"#, "1"),
        ]
    )
    func valid(schema: String, value: String) throws {
        #expect(try violation(schema, value) == nil)
    }

    @Test(
        "each keyword says where, what was expected, and what was found",
        arguments: [
            ("false", "1", "at $: expected nothing here, found 1"),
            (#"{"type":"integer"}"#, "1.5", "at $: expected an integer, found 1.5"),
            (
                #"{"type":["string","null"]}"#, "[]",
                "at $: expected a string or null, found a list of 0 items"
            ),
            (#"{"enum":[1,"a"]}"#, "true", "at $: expected one of 1, \"a\", found true"),
            (#"{"const":"\u00e9"}"#, #""e\u0301""#, "at $: expected \"é\", found \"e\u{301}\""),
            (#"{"minimum":2}"#, "1.5", "at $: expected at least 2, found 1.5"),
            (#"{"maximum":2}"#, "3", "at $: expected at most 2, found 3"),
            (#"{"exclusiveMinimum":2}"#, "2", "at $: expected more than 2, found 2"),
            (#"{"exclusiveMaximum":2}"#, "2", "at $: expected less than 2, found 2"),
            (
                #"{"maximum":9007199254740992}"#, "9007199254740993",
                "at $: expected at most 9007199254740992, found 9007199254740993"
            ),
            (
                #"{"const":123456789012345678901234567890}"#, "123456789012345678901234567891",
                "at $: expected 123456789012345678901234567890, found 123456789012345678901234567891"
            ),
            (#"{"multipleOf":0.1}"#, "0.35", "at $: expected a multiple of 0.1, found 0.35"),
            (
                #"{"multipleOf":7}"#, "8e20",
                "at $: expected a multiple of 7, found 800000000000000000000"
            ),
            (#"{"maxLength":1}"#, #""ab""#, "at $: expected at most 1 character, found 2"),
            (
                #"{"minLength":3,"maxLength":4}"#, #""ab""#,
                "at $: expected 3 to 4 characters, found 2"
            ),
            (#"{"pattern":"^a$"}"#, #""b""#, "at $: expected a match of \"^a$\", found \"b\""),
            (#"{"minItems":2}"#, "[0]", "at $: expected at least 2 items, found 1"),
            (#"{"minItems":2,"maxItems":2}"#, "[0]", "at $: expected exactly 2 items, found 1"),
            (
                #"{"uniqueItems":true}"#, #"[{"a":1,"b":2},0,{"b":2,"a":1.0}]"#,
                "at $: expected items that differ, found an object with 2 properties at [0] and at [2]"
            ),
            (#"{"items":{"type":"null"}}"#, "[null,1]", "at $[1]: expected null, found 1"),
            (
                #"{"prefixItems":[true],"items":false}"#, "[1,2]",
                "at $[1]: expected nothing here, found 2"
            ),
            (#"{"minProperties":2}"#, #"{"a":0}"#, "at $: expected at least 2 properties, found 1"),
            (
                #"{"required":["a","b"]}"#, #"{"a":1}"#,
                "at $: expected the property \"b\", found none"
            ),
            (
                #"{"properties":{"a":true},"additionalProperties":false}"#, #"{"a":1,"b c":2}"#,
                "at $[\"b c\"]: expected no property of this name, found 2"
            ),
            (
                #"{"properties":{"items":{"items":{"properties":{"name":{"type":"string"}}}}}}"#,
                #"{"items":[{},{"name":"x"},{"name":12}]}"#,
                "at $.items[2].name: expected a string, found 12"
            ),
            (
                #"{"anyOf":[{"type":"null"},{"properties":{"a":{"type":"null"}},"type":"object"}]}"#,
                #"{"a":1}"#,
                "at $: expected one of the 2 schemas of anyOf to fit, found an object with 1 property; "
                    + "nearest: at $.a: expected null, found 1"
            ),
            (
                #"{"oneOf":[{"minimum":1},{"type":"string"},{"minimum":2}]}"#, "3",
                "at $: expected exactly one of the 3 schemas of oneOf to fit, found 3, which fits number 1 and 3"
            ),
            (#"{"not":{}}"#, "1", "at $: expected a value that the schema of not refuses, found 1"),
            (
                #"{"if":{"minimum":5},"then":{"multipleOf":5}}"#, "7",
                "at $: expected a multiple of 5, found 7"
            ),
            (
                ##"{"items":{"$ref":"#"},"type":"array"}"##, "[[],[1]]",
                "at $[1][0]: expected an array, found 1"
            ),
        ]
    )
    func invalid(schema: String, value: String, message: String) throws {
        #expect(try violation(schema, value) == message)
    }

    @Test("of several violations the first in a fixed order is reported")
    func order() throws {
        let text = #"{"properties":{"b":{"type":"null"},"a":{"type":"null"}},"required":["c"]}"#
        #expect(
            try violation(text, #"{"b":1,"a":1}"#)
                == "at $: expected the property \"c\", found none"
        )
        #expect(
            try violation(text, #"{"b":1,"a":1,"c":1}"#) == "at $.a: expected null, found 1"
        )
    }

    @Test("equal texts make equal schemas, others do not")
    func equality() throws {
        #expect(try schema(#"{"minimum":1}"#) == schema(#"{ "minimum" : 1.0 }"#))
        #expect(try schema(#"{"minimum":1}"#) != schema(#"{"minimum":2}"#))
    }
}
