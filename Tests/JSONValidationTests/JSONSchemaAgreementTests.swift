import Foundation
import JSON
import TestSupport
import Testing

@testable import JSONValidation

@Suite("JSON Schema against another validator")
struct JSONSchemaAgreementTests {
    @Test(
        "300 generated schemas judge 3,000 values as Python's jsonschema does",
        .enabled(
            if: Python.hasJSONSchema,
            "no python3 with the package jsonschema: nothing was compared"
        ),
        .timeLimit(.minutes(2)),
        arguments: [1] as [UInt64]
    )
    func agreement(seed: UInt64) throws {
        var generator = SchemaGenerator(seed: seed)
        var cases: [(schema: JSONValue, values: [JSONValue], verdicts: [Bool])] = []
        var cycles = 0
        while cases.count < 300 {
            let json = generator.root()
            do {
                let schema = try JSONSchemaValidator(json)
                let values = (0..<10).map { _ in generator.value(depth: 3) }
                cases.append((json, values, values.map { schema.firstViolation(in: $0) == nil }))
            } catch {
                try #require(error.found.contains("cycle"), "\(error) in \(json.text)")
                cycles += 1
            }
        }
        let judged = try Python.judge(cases.map { ($0.schema, $0.values) })
        try #require(judged.count == cases.count)
        for (own, other) in zip(cases, judged) {
            #expect(
                own.verdicts == other,
                "\(own.schema.text) on \(JSONValue.list(own.values).text)"
            )
        }
        // Neither verdict may be so rare that agreement on it says nothing.
        let valid = judged.joined().count { $0 }
        #expect((500...2500).contains(valid), "\(valid) of 3,000 were valid")
        #expect(cycles > 0)
    }
}

/// Schemas and values over so few names and constants that they often meet.
private struct SchemaGenerator {
    private var source: SplitMix64

    init(seed: UInt64) {
        source = SplitMix64(seed: seed)
    }

    /// A schema with two definitions that it may refer to.
    mutating func root() -> JSONValue {
        var members = keywords(depth: 3)
        members["$defs"] = .object(["a": schema(depth: 2), "b": schema(depth: 2)])
        return .object(members)
    }

    mutating func value(depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &source) {
        case 0: return pick([.null, .boolean(true), .boolean(false)])
        case 1, 2, 3: return pick([-1, 0, 0.5, 1, 2, 3, 4, 7].map(JSONValue.number))
        case 4, 5: return pick(["", "a", "ab", "b1", "é", "e\u{301}", "👩‍👩‍👧"].map(JSONValue.text))
        case 6, 7:
            let count = Int.random(in: 0...3, using: &source)
            return .list((0..<count).map { _ in value(depth: depth - 1) })
        default: return .object(named { $0.value(depth: depth - 1) })
        }
    }

    private mutating func schema(depth: Int) -> JSONValue {
        switch Int.random(in: 0..<8, using: &source) {
        case 0: .boolean(Int.random(in: 0..<4, using: &source) > 0)
        case 1: .object(["$ref": pick(["#/$defs/a", "#/$defs/b", "#"].map(JSONValue.text))])
        default: .object(keywords(depth: depth))
        }
    }

    private mutating func keywords(depth: Int) -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        for _ in 0..<Int.random(in: 1...3, using: &source) {
            let (name, value) = depth > 0 ? deepKeyword(depth - 1) : flatKeyword()
            members[name] = value
        }
        // What the standard calls legal though nothing can satisfy it is refused here.
        for thing in ["Length", "Items", "Properties"] where members["min\(thing)"] != nil {
            members["max\(thing)"] = nil
        }
        return members
    }

    private mutating func deepKeyword(_ depth: Int) -> (String, JSONValue) {
        switch Int.random(in: 0..<16, using: &source) {
        case 0, 1: return ("properties", .object(named { $0.schema(depth: depth) }))
        case 2: return ("additionalProperties", schema(depth: depth))
        case 3: return ("patternProperties", .object(["^[ab]": schema(depth: depth)]))
        case 4: return ("items", schema(depth: depth))
        case 5: return ("prefixItems", .list([schema(depth: depth), schema(depth: depth)]))
        case 6: return ("not", schema(depth: depth))
        case 7: return ("if", schema(depth: depth))
        case 8: return ("then", schema(depth: depth))
        case 9: return ("else", schema(depth: depth))
        case 10, 11:
            let schemas = (0..<Int.random(in: 1...3, using: &source)).map { _ in
                schema(depth: depth)
            }
            return (pick(["allOf", "anyOf", "oneOf"]), .list(schemas))
        default: return flatKeyword()
        }
    }

    private mutating func flatKeyword() -> (String, JSONValue) {
        switch Int.random(in: 0..<8, using: &source) {
        case 0, 1:
            let types = JSONSchemaType.allCases.map { JSONValue.text($0.rawValue) }
            let (one, other) = (pick(types), pick(types))
            return ("type", one == other ? one : .list([one, other]))
        case 2: return ("enum", .list((0..<3).map { _ in value(depth: 1) }))
        case 3: return ("const", value(depth: 1))
        case 4:
            let name = pick(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"])
            return (name, .number(pick([0, 1, 2, 3])))
        case 5: return ("multipleOf", .number(pick([0.5, 1, 2])))
        case 6:
            let things = pick(["Length", "Items", "Properties"])
            return (pick(["min", "max"]) + things, .number(pick([0, 1, 2, 3])))
        default:
            let others: [(String, JSONValue)] = [
                ("pattern", .text("^a")), ("pattern", .text("b[0-9]?$")),
                ("uniqueItems", .boolean(true)), ("required", .list([.text("a")])),
                ("title", .text("t")),
            ]
            return pick(others)
        }
    }

    private mutating func named(
        _ make: (inout SchemaGenerator) -> JSONValue
    ) -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        for name in ["a", "b", "c"] where Bool.random(using: &source) {
            members[name] = make(&self)
        }
        return members
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &source)]
    }
}

/// The validator of another project, which knows the standard better than we do.
private enum Python {
    static let hasJSONSchema = (try? Machine.runPython("import jsonschema", input: "")) == ""

    /// For each schema, whether it accepts each of its values.
    static func judge(_ cases: [(JSONValue, [JSONValue])]) throws -> [[Bool]] {
        let program = """
            import json, sys, jsonschema
            kind = jsonschema.Draft202012Validator
            verdicts = []
            for schema, values in json.load(sys.stdin.buffer):
                kind.check_schema(schema)
                verdicts.append([kind(schema).is_valid(value) for value in values])
            json.dump(verdicts, sys.stdout)
            """
        let input = JSONValue.list(cases.map { .list([$0.0, .list($0.1)]) }).text
        return try JSONDecoder().decode(
            [[Bool]].self,
            from: Data(Machine.runPython(program, input: input).utf8)
        )
    }
}
