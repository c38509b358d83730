internal import Faults
internal import JSON
internal import Patterns
internal import Shapes
internal import Workflows

// What validators and expectations have in common.
extension ProblemList {
    /// The regular expression that a node holds; `nil` where it holds none, with the reason.
    mutating func pattern(_ node: SourceNode, _ path: String) -> Pattern? {
        guard let text = node.text else { return nil }
        do throws(PatternProblem) {
            return try Pattern(text)
        } catch {
            add(node, path, "expected a regular expression, found \"\(text)\": \(error)")
            return nil
        }
    }

    /// `json: false` would hold whatever the output is.
    mutating func addNoJSON(_ node: SourceNode, _ path: String) {
        add(node, path, "expected true, found false")
    }

    /// The values at JSON paths that a mapping names, or one `{path, equals}`.
    mutating func values(
        _ node: SourceNode,
        _ path: String
    ) -> [(value: JSONPathValue, place: SourceLocation)] {
        let (jsonPath, equals) = (JSONPairKeys.path, JSONPairKeys.equals)
        let isPair = node.entries.count == 2 && node.has(jsonPath) && node.has(equals)
        let pairs: [(key: String, place: SourceLocation, value: SourceNode)] =
            if isPair, let key = node[jsonPath], let value = node[equals] {
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

/// One value at a JSON path, written as two keys.
private enum JSONPairKeys {
    static let path = Key("path", .part(.text), doc: "A JSON path.")
    static let equals = Key("equals", .part(.any), doc: "The value there.")
}
