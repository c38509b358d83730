import Foundation
import JSON
import Testing

@testable import JSONValidation

@Suite("Limits of JSON Schema")
struct JSONSchemaLimitTests {
    private func nested(_ depth: Int, _ wrap: (JSONValue) -> JSONValue) -> JSONValue {
        (0..<depth).reduce(JSONValue.number(1)) { value, _ in wrap(value) }
    }

    /// On a stack of 1 MiB, an eighth of what a thread usually has.
    private func onSmallStack<Result: Sendable>(
        _ body: @escaping @Sendable () -> Result
    ) async -> Result {
        await withCheckedContinuation { continuation in
            let thread = Thread { continuation.resume(returning: body()) }
            thread.stackSize = 1024 << 10
            thread.start()
        }
    }

    /// What reading a schema of so many levels says.
    private func problem(depth: Int) -> String? {
        var json = JSONValue.boolean(true)
        for _ in 0..<depth { json = .object(["not": json]) }
        do {
            _ = try JSONSchemaValidator(json)
            return nil
        } catch {
            return error.description
        }
    }

    @Test("deep data against a schema of itself is checked or given up on a small stack")
    func deepData() async throws {
        let schema = try JSONSchemaValidator(
            .object(["anyOf": .list([.object(["items": .object(["$ref": .text("#")])])])])
        )
        let found = await onSmallStack {
            [30, 60, 120, 400].map { depth in
                schema.firstViolation(in: nested(depth) { .list([$0]) })
            }
        }
        #expect(found[0] == nil)
        #expect(found[1]?.contains("can be checked with 128 nested schemas, found more") == true)
        #expect(found[2]?.contains("can be checked with 128 nested schemas, found more") == true)
        #expect(found[3] == "at $: expected at most 128 levels of nesting, found more")
    }

    @Test("a check that was given up is not a match for not")
    func givenUpWithinNot() throws {
        let inner = JSONValue.object(["items": .object(["$ref": .text("#/$defs/a")])])
        let once = JSONValue.object(["allOf": .list([inner])])
        let schema = try JSONSchemaValidator(
            .object([
                "$defs": .object(["a": once]),
                "not": .object(["$ref": .text("#/$defs/a")]),
            ])
        )
        let found = schema.firstViolation(in: nested(100) { .list([$0]) })
        #expect(found?.contains("nested schemas, found more") == true)
    }

    @Test("a deep schema is read on a small stack, a deeper one refused")
    func deepSchema() async throws {
        let problems = await onSmallStack { [problem(depth: 127), problem(depth: 128)] }
        #expect(problems == [nil, "at #: expected at most 128 levels of nesting, found more"])
    }

    @Test("work that doubles at every level is given up")
    func doubling() throws {
        let again = JSONValue.object(["items": .object(["$ref": .text("#")])])
        let schema = try JSONSchemaValidator(.object(["allOf": .list([again, again])]))
        let found = schema.firstViolation(in: nested(40) { .list([$0]) })
        #expect(
            found?.hasSuffix("can be checked with so many steps, found more") == true,
            "\(found ?? "valid")"
        )
        #expect(schema.firstViolation(in: nested(8) { .list([$0]) }) == nil)
    }

    @Test("a long list is no reason to give up")
    func longList() throws {
        let schema = try JSONSchemaValidator(.object(["items": .object(["type": .text("number")])]))
        let list = JSONValue.list((0..<1_200_000).map { .number(JSONNumber($0)) })
        #expect(schema.firstViolation(in: list) == nil)
    }
}
