package import JSON
package import Patterns

/// A JSON Schema, checked and ready to judge values: a subset of draft 2020-12 in which everything that is declared is
/// also enforced.
///
/// Understood are `type`, `enum`, `const`, `minimum`, `maximum`, `exclusiveMinimum`, `exclusiveMaximum`,
/// `multipleOf`, `minLength`, `maxLength`, `pattern`, `minItems`, `maxItems`, `uniqueItems`, `prefixItems`, `items`,
/// `minProperties`, `maxProperties`, `required`, `properties`, `patternProperties`, `additionalProperties`, `allOf`,
/// `anyOf`, `oneOf`, `not`, `if`/`then`/`else`, `$defs`, `$ref` within the schema, `true` and `false`. Annotations
/// (`title`, `description`, `default`, `examples`, `format`, `$schema`, `$id`, `$comment`) are accepted and demand
/// nothing. Every other keyword is refused: it would otherwise be silently ignored.
///
/// Lengths count Unicode scalars, as the standard does; patterns are those of `Pattern`. Numbers are compared
/// as the decimals that they are written as, so that 0.3 is a multiple of 0.1. Texts are equal only where their scalars
/// are.
package struct JSONSchemaValidator: Sendable, Equatable {
    /// The schema itself is the first.
    private let nodes: [JSONSchemaNode]

    /// Reads a schema; a value that is not one, or uses an unsupported or ill-typed keyword, is refused with its place.
    package init(_ json: JSONValue) throws(JSONSchemaProblem) {
        var reader = JSONSchemaReader()
        nodes = try reader.read(json)
    }

    /// What is wrong with a value first, as in `at $.items[2].name: expected a string, found 12`; `nil` if nothing is.
    ///
    /// A value that nests deeper than `Nesting.deepest`, or that takes more than 100,000 steps and 64 more for every value
    /// in it, is itself a violation: neither can exhaust the stack or the time.
    ///
    /// All patterns together may take `patternSteps`.
    package func firstViolation(
        in value: JSONValue,
        within patternSteps: PatternSteps = PatternSteps()
    ) -> String? {
        guard let count = value.count(withinDepth: Nesting.deepest) else {
            return "at $: expected at most \(Nesting.deepest) levels of nesting, found more"
        }
        var check = JSONSchemaCheck(
            nodes: nodes,
            steps: 100_000 + 64 * count,
            patternSteps: patternSteps
        )
        return check.verdict(on: value)?.description
    }
}
