import Foundation
import TestSupport
import Testing

@testable import Shapes

@Suite("The JSON Schema of a shape")
struct JSONSchemaTests {
    @Test("a document that another completes needs nothing itself")
    func completed() {
        let shape = Shape.object([
            Field("base", .text, doc: ""), Field("name", .text, required: true, doc: ""),
        ])
        let properties =
            #""type": "object", "properties": {"base": {"type": "string"}, "#
            + #""name": {"type": "string"}}, "#
        let expected =
            #"{"$schema": "https://json-schema.org/draft/2020-12/schema", "#
            + #""$id": "urn:x", "title": "X", "if": {"required": ["base"]}, "#
            + #""then": {\#(properties)"additionalProperties": false}, "#
            + #""else": {\#(properties)"required": ["name"], "additionalProperties": false}}"#
        let found = ShapeSchema.render(shape, completingKey: "base", title: "X", id: "urn:x")
        let lines = found.split(separator: "\n").map { $0.drop { $0 == " " } }
        let text = lines.joined(separator: " ").replacing("{ ", with: "{")
            .replacing("[ ", with: "[").replacing(" }", with: "}").replacing(" ]", with: "]")
        #expect(text == expected)
    }

    @Test("a small shape gives exactly this schema")
    func golden() {
        let shape = Shape.object(
            [
                Field("name", .text, required: true, doc: "A \"name\"."),
                Field("delay", .duration(), default: "10ms", doc: "A delay."),
                Field("share", .probability, default: "0.5", doc: ""),
                Field("mode", .choice([Choice("a", doc: "First."), "b"]), doc: "A mode."),
                Field("tree", .named("Tree") { ReadingFixture.tree }, doc: "A tree."),
                Field("inject", ReadingFixture.inject, doc: "A fault."),
                Field("nth", .integer(1...Int.max), doc: "A visit."),
            ],
            groups: [.exactlyOne(["share", "nth"])]
        )
        let schema = ShapeSchema.render(shape, title: "Sample", id: "https://example.org/s.json")
        #expect(schema == Self.expected)
    }

    @Test(
        "every document that the checker accepts satisfies the schema",
        .enabled(if: Python.hasJSONSchema, "python3 with the package jsonschema is not installed")
    )
    func agreement() throws {
        let documents = [
            ReadingFixture.valid, "name: a", "{name: a, retry: {}, agents: {}, faults: []}",
            "{name: a, workflow: full, version: true, tags: [a, b], data: null, rate: 1.5}",
            "{name: a, cache: 0, tree: {}, faults: [{id: b, nth: 9, attempt: 3}]}",
            "{name: a, faults: [{id: b, probability: '0.5', inject: {auth: {}}}], share: 0%..100%}",
            "{name: a, agents: {x: {latency: 0.5s, process: {}}}, data: [.5, {a: b}], cache: 1TiB}",
        ]
        for document in documents {
            #expect(complaints(about: document, against: ReadingFixture.shape) == [], "\(document)")
            let verdict = try Python.validate(readYAML(document), against: ReadingFixture.shape)
            #expect(verdict == "valid", "\(document)")
        }
    }

    @Test(
        "the schema refuses plain mistakes too",
        .enabled(if: Python.hasJSONSchema, "python3 with the package jsonschema is not installed")
    )
    func refusals() throws {
        let documents = [
            "{}", "{name: 1}", "{name: a, nmae: b}", "{name: a, retry: {initial: soon}}",
            "{name: a, workflow: {phases: []}}", "{name: a, faults: [{id: b}]}",
            "{name: a, faults: [{id: b, nth: 1, probability: 1}]}",
            "{name: a, agents: {x: {simulated: {}, process: {}}}}",
            "{name: a, faults: [{id: b, nth: 1, inject: rate_limit}]}",
            "{name: a, tree: {children: [{children: 1}]}}", "{name: a, cache: 64MB}",
        ]
        for document in documents {
            let verdict = try Python.validate(readYAML(document), against: ReadingFixture.shape)
            #expect(verdict == "invalid", "\(document)")
        }
    }

    @Test("a partial shape requires nothing and keeps everything else")
    func partial() {
        let partial = ReadingFixture.shape.partial
        #expect(complaints(about: "{}", against: partial) == [])
        let override = "agents: {a: {latency: {lognormal: {p90: 2s}}}}\nretry: {zzz: 1}"
        let expected =
            "x.yaml:2:9: error: retry.zzz: unknown key \"zzz\";"
            + " known keys: initial, max_attempts, on_exhausted"
        #expect(complaints(about: override, against: partial) == [expected])
        #expect(complaints(about: "faults: [{}]", against: partial).count == 2)
    }

    static let expected = #"""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$id": "https://example.org/s.json",
          "title": "Sample",
          "type": "object",
          "properties": {
            "name": {
              "description": "A \"name\".",
              "type": "string"
            },
            "delay": {
              "description": "A delay.",
              "type": "string",
              "pattern": "^([0-9]+(\\.[0-9]+)?(us|ms|s|m|h))+$",
              "default": "10ms"
            },
            "share": {
              "anyOf": [
                {
                  "type": "number",
                  "minimum": 0,
                  "maximum": 1
                },
                {
                  "type": "string",
                  "pattern": "^[0-9]+(\\.[0-9]+)?%?$"
                }
              ],
              "default": 0.5
            },
            "mode": {
              "description": "A mode.",
              "enum": [
                "a",
                "b"
              ],
              "enumDescriptions": [
                "First.",
                ""
              ]
            },
            "tree": {
              "description": "A tree.",
              "$ref": "#/$defs/Tree"
            },
            "inject": {
              "description": "A fault.",
              "anyOf": [
                {
                  "enum": [
                    "auth"
                  ],
                  "enumDescriptions": [
                    "Access is denied."
                  ]
                },
                {
                  "type": "object",
                  "properties": {
                    "auth": {
                      "description": "Access is denied.",
                      "type": "object",
                      "properties": {},
                      "additionalProperties": false
                    },
                    "rate_limit": {
                      "description": "Too many calls.",
                      "type": "object",
                      "properties": {
                        "retry_after": {
                          "description": "When to come back.",
                          "type": "string",
                          "pattern": "^([0-9]+(\\.[0-9]+)?(us|ms|s|m|h))+$"
                        }
                      },
                      "required": [
                        "retry_after"
                      ],
                      "additionalProperties": false
                    }
                  },
                  "additionalProperties": false,
                  "minProperties": 1,
                  "maxProperties": 1
                }
              ]
            },
            "nth": {
              "description": "A visit.",
              "type": "integer",
              "minimum": 1
            }
          },
          "required": [
            "name"
          ],
          "additionalProperties": false,
          "allOf": [
            {
              "oneOf": [
                {
                  "required": [
                    "share"
                  ]
                },
                {
                  "required": [
                    "nth"
                  ]
                }
              ]
            }
          ],
          "$defs": {
            "Tree": {
              "type": "object",
              "properties": {
                "children": {
                  "description": "The branches.",
                  "type": "array",
                  "items": {
                    "$ref": "#/$defs/Tree"
                  }
                }
              },
              "additionalProperties": false
            }
          }
        }

        """#
}

/// The validator of another project, which knows the standard better than we do.
private enum Python {
    static let hasJSONSchema = (try? Machine.runPython("import jsonschema", input: "")) == ""

    /// `valid` or `invalid`, or what went wrong in between.
    static func validate(_ node: SourceNode, against shape: Shape) throws -> String {
        let schema = ShapeSchema.render(shape, title: "Sample", id: "https://example.org/s.json")
        let program = """
            import json, sys, jsonschema
            both = json.load(sys.stdin)
            kind = jsonschema.Draft202012Validator
            kind.check_schema(both["schema"])
            print("valid" if kind(both["schema"]).is_valid(both["document"]) else "invalid")
            """
        let input = "{\"schema\": \(schema), \"document\": \(node.schemaValue.prettyPrinted)}"
        return try Machine.runPython(program, input: input).trimmingCharacters(
            in: .whitespacesAndNewlines
        )
    }
}

extension SourceNode {
    fileprivate var schemaValue: SchemaValue {
        switch content {
        case .sequence(let items): .array(items.map(\.schemaValue))
        case .mapping(let entries): .object(entries.map { ($0.key, $0.value.schemaValue) })
        case .scalar(let scalar):
            switch scalar.value {
            case .null: .null
            case .boolean(let value): .boolean(value)
            case .integer(let value): .integer(value)
            case .number(let value): .number(value)
            case .string: .string(scalar.text)
            }
        }
    }
}
