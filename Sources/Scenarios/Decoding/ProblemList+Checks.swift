internal import JSON
internal import Patterns
internal import Shapes
internal import Workflows

// What validators and expectations have in common.
extension ProblemList {
    /// The regular expression that a node holds; `nil` where it holds none, with the reason.
    mutating func pattern(_ node: YAMLNode, _ path: String) -> Pattern? {
        guard let text = node.text else { return nil }
        do throws(PatternProblem) {
            return try Pattern(text)
        } catch {
            add(node, path, "expected a regular expression, found \"\(text)\": \(error)")
            return nil
        }
    }

    /// `json: false` would hold whatever the output is.
    mutating func addNoJSON(_ node: YAMLNode, _ path: String) {
        add(node, path, "expected true, found false")
    }

    /// The values at JSON paths that a mapping names, or one `{path, equals}`.
    mutating func values(
        _ node: YAMLNode,
        _ path: String
    ) -> [(value: JSONPathValue, place: SourceLocation)] {
        let isPair = node.entries.count == 2 && node["path"] != nil && node["equals"] != nil
        let pairs: [(key: String, place: SourceLocation, value: YAMLNode)] =
            if isPair, let key = node["path"], let value = node["equals"] {
                [(key.text ?? "", key.location, value)]
            } else {
                node.entries.map { ($0.key, $0.keyLocation, $0.value) }
            }
        return pairs.compactMap { pair in
            guard JSONValue.isPath(pair.key) else {
                add(
                    at: pair.place,
                    path,
                    "expected a JSON path such as \"$.message\", found \"\(pair.key)\""
                )
                return nil
            }
            return (JSONPathValue(path: pair.key, equals: JSONValue(pair.value)), pair.place)
        }
    }
}
