internal import JSON
package import JSONValidation
package import Patterns

/// The output is JSON that a schema allows.
package struct JSONBySchema: OutputCondition {
    /// What judges the output.
    package let schema: JSONSchemaValidator
    /// The digest of the schema's text.
    package let digest: Digest

    /// Expects JSON that a schema allows; the digest is that of the schema's text.
    package init(_ schema: JSONSchemaValidator, _ digest: Digest) {
        self.schema = schema
        self.digest = digest
    }

    package var description: String { "json_schema \(digest.short)" }

    package func mismatch(in output: PhaseOutput, within steps: PatternSteps) -> String? {
        guard let json = JSONValue(parsing: output.text) else {
            return JSONContent.noJSON(in: output)
        }
        return schema.firstViolation(in: json, within: steps)
    }
}

extension Validator {
    /// The output is JSON that this schema allows; the digest is that of the schema's text.
    package static func jsonSchema(_ schema: JSONSchemaValidator, _ digest: Digest) -> Validator {
        .condition(JSONBySchema(schema, digest))
    }
}
