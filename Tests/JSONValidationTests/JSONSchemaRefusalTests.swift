import Foundation
import JSON
import Testing

@testable import JSONValidation

@Suite("What JSON Schema does not accept")
struct JSONSchemaRefusalTests {
    private func problem(_ text: String) throws -> String? {
        let json = try #require(JSONValue(parsing: text), "no JSON: \(text)")
        do {
            _ = try JSONSchemaValidator(json)
            return nil
        } catch {
            return error.description
        }
    }

    @Test(
        "an unsupported or ill-typed keyword is refused with its place",
        arguments: [
            ("3", "at #: expected a schema: an object, true or false, found 3"),
            (
                #"{"properties":{"a/b":{"contains":true}}}"#,
                "at #/properties/a~1b: expected keywords that are supported, found \"contains\""
            ),
            (
                #"{"definitions":{}}"#,
                "at #: expected keywords that are supported, found \"definitions\""
            ),
            (
                #"{"minlength":1}"#,
                "at #: expected keywords that are supported, found \"minlength\""
            ),
            (
                #"{"type":"int"}"#,
                "at #/type: expected one of null, boolean, integer, number, string, array, object, found \"int\""
            ),
            (#"{"type":[]}"#, "at #/type: expected one type or more, found a list of 0 items"),
            (
                #"{"type":["null","null"]}"#,
                "at #/type: expected each type once, found a list of 2 items"
            ),
            (#"{"enum":1}"#, "at #/enum: expected a list of one value or more, found 1"),
            (#"{"minimum":"1"}"#, "at #/minimum: expected a number, found \"1\""),
            (
                #"{"multipleOf":0}"#,
                "at #/multipleOf: expected more than 0, with at most 18 digits, found 0"
            ),
            (
                #"{"multipleOf":1234567890123456789}"#,
                "at #/multipleOf: expected more than 0, with at most 18 digits, found 1234567890123456789"
            ),
            (#"{"minLength":1.5}"#, "at #/minLength: expected a whole number from 0, found 1.5"),
            (#"{"maxItems":-1}"#, "at #/maxItems: expected a whole number from 0, found -1"),
            (
                #"{"minItems":3,"maxItems":2}"#,
                "at #/maxItems: expected at least the 3 of minItems, found 2"
            ),
            (
                #"{"pattern":"("}"#,
                "at #/pattern: expected a regular expression, found \"(\": at character 1: "
                    + "this group isn't closed"
            ),
            (
                #"{"pattern":"(a)\\1"}"#,
                "at #/pattern: expected a regular expression, found \"(a)\\\\1\": at character 4: "
                    + "a reference to a group isn't supported: patterns are matched in linear time"
            ),
            (
                #"{"patternProperties":{"(":true}}"#,
                "at #/patternProperties: expected a regular expression, found \"(\": at character 1: "
                    + "this group isn't closed"
            ),
            (#"{"uniqueItems":1}"#, "at #/uniqueItems: expected true or false, found 1"),
            (#"{"required":"a"}"#, "at #/required: expected a list of names, found \"a\""),
            (#"{"required":["a","a"]}"#, "at #/required: expected each name once, found \"a\""),
            (
                #"{"items":[true]}"#,
                "at #/items: expected a schema: an object, true or false, found a list of 1 item"
            ),
            (
                #"{"allOf":[]}"#,
                "at #/allOf: expected a list of one schema or more, found a list of 0 items"
            ),
            (
                #"{"anyOf":[true,{"not":null}]}"#,
                "at #/anyOf/1/not: expected a schema: an object, true or false, found null"
            ),
            (
                #"{"$defs":[]}"#,
                "at #/$defs: expected an object of schemas, found a list of 0 items"
            ),
            (#"{"title":1}"#, "at #/title: expected a string, found 1"),
            (#"{"examples":1}"#, "at #/examples: expected a list, found 1"),
            (
                #"{"items":{"$id":"x"}}"#,
                "at #/items/$id: expected $id at the root only, found \"x\""
            ),
            (
                #"{"then":{"type":1}}"#,
                "at #/then/type: expected one of null, boolean, integer, number, string, "
                    + "array, object, found 1"
            ),
        ]
    )
    func refused(schema: String, message: String) throws {
        #expect(try problem(schema) == message)
    }

    @Test(
        "a reference that leads out of the schema, or nowhere, is refused",
        arguments: [
            "https://example.org/a", "other.json#/$defs/a", "#/$defs/b", "#a", "#/$defs",
            "#/properties/x/type",
        ]
    )
    func strayReference(target: String) throws {
        let text =
            ##"{"$defs":{"a":{}},"properties":{"x":{"type":"null"},"y":{"$ref":"\##(target)"}}}"##
        #expect(
            try problem(text) == "at #/properties/y/$ref: expected a reference to a schema within "
                + "this one, such as #/$defs/name, found \"\(target)\""
        )
    }

    @Test(
        "a cycle that consumes nothing is refused",
        arguments: [
            (##"{"$ref":"#"}"##, "#"),
            (
                ##"{"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/b"},"b":{"not":{"$ref":"#/$defs/a"}}}}"##,
                "#/$defs/a"
            ),
            (##"{"items":{"if":{"$ref":"#/items"}}}"##, "#/items"),
            (##"{"$defs":{"a":{"anyOf":[{"type":"null"},{"$ref":"#/$defs/a"}]}}}"##, "#/$defs/a"),
        ]
    )
    func cycle(schema: String, place: String) throws {
        #expect(
            try problem(schema) == "at \(place): expected references that get to a part of the "
                + "value, found a cycle that leads back here with the same value"
        )
    }

    @Test(
        "a cycle through a part of the value is no such cycle",
        arguments: [
            ##"{"items":{"$ref":"#"}}"##,
            ##"{"$ref":"#/$defs/n","$defs":{"n":{"properties":{"next":{"$ref":"#/$defs/n"}}}}}"##,
        ]
    )
    func recursion(schema: String) throws {
        #expect(try problem(schema) == nil)
    }
}
