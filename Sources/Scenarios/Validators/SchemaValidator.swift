internal import Faults
internal import JSON
internal import JSONValidation
internal import Shapes
internal import Workflows

extension ValidatorDeclaration {
    static let jsonSchema = ValidatorDeclaration(
        "json_schema",
        .anyOf(
            description: "a file or a JSON Schema",
            [.text, .map(of: .any, keyName: "keyword of JSON Schema")]
        ),
        summary: "The output is JSON that this schema, or the one in this file, allows.",
        decode: { value, problems in
            guard let (json, file) = schema(value, &problems) else { return nil }
            do throws(JSONSchemaProblem) {
                return .jsonSchema(try JSONSchemaValidator(json), Digest(of: json.text))
            } catch {
                let place = file == nil ? value.node.node(at: error.pointer) : value.node
                let prefix = file.map { "\($0) " } ?? ""
                problems.add(place, value.path, prefix + error.description)
                return nil
            }
        }
    )

    /// The schema and, where it is in its own file, the name of that file.
    private static func schema(
        _ value: Value,
        _ problems: inout ProblemList
    ) -> (json: JSONValue, file: String?)? {
        let node = value.node
        guard let file = node.text else {
            guard case .mapping(let keywords) = node.content else { return nil }
            guard !keywords.isEmpty else {
                problems.add(
                    node,
                    value.path,
                    "expected a file or a JSON Schema, found none; \"json\" allows any JSON"
                )
                return nil
            }
            return (JSONValue(node), nil)
        }
        switch value.files.relative(to: node).read(file) {
        case .failure(let mistake):
            problems.add(node, value.path, mistake.message)
            return nil
        case .success(let bytes):
            guard let text = String(validating: bytes, as: UTF8.self),
                let json = JSONValue(parsing: text)
            else {
                problems.add(
                    node,
                    value.path,
                    "expected JSON in \"\(file)\", found something else"
                )
                return nil
            }
            return (json, file)
        }
    }
}

extension SourceNode {
    /// The deepest node along a JSON pointer such as `#/properties/name`.
    fileprivate func node(at pointer: String) -> SourceNode {
        var node = self
        for step in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
            let name = String(step).replacing("~1", with: "/").replacing("~0", with: "~")
            if let value = node.value(named: name) {
                node = value
            } else if let index = Int(name), node.items.indices.contains(index) {
                node = node.items[index]
            } else {
                break
            }
        }
        return node
    }
}
