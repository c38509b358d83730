internal import Shapes
internal import Workflows

/// Turns an entry of `validate` into a validator.
struct ValidatorDecoder {
    let files: ScenarioFiles
    var problems = ProblemList()

    mutating func decode(_ node: YAMLNode, at path: String) -> Validator? {
        guard let entry = node.tagged else { return nil }
        let value = entry.value
        let path = "\(path).\(entry.key)"
        switch entry.key {
        case "contains": return value.text.map(Validator.contains)
        case "matches": return problems.pattern(value, path).map(Validator.matches)
        case "max_bytes": return value.size.map(Validator.maxBytes)
        case "json":
            if value.boolean == false { problems.addNoJSON(value, path) }
            return .json(problems.values(value, path).map(\.value))
        case "json_schema": return schema(value, path)
        case "exit_status": return .exitStatus(Set(value.itemsOrSelf.compactMap(\.integer)))
        case "command":
            var decoder = ProcessDecoder(files: files)
            let words = decoder.words(value, at: path)
            problems.add(contentsOf: decoder.problems.list)
            let files = files.beside(value)
            return .command(
                .init(
                    words: words,
                    scenarioDirectory: files.directory,
                    repository: files.repository
                )
            )
        default: return nil
        }
    }

    private mutating func schema(_ node: YAMLNode, _ path: String) -> Validator? {
        guard let (json, source) = schemaText(node, path) else { return nil }
        do throws(JSONSchemaProblem) {
            return .jsonSchema(try Workflows.JSONSchema(json), Digest(of: json.text))
        } catch {
            let place = source == nil ? node.node(at: error.pointer) : node
            problems.add(place, path, (source.map { "\($0) " } ?? "") + error.description)
            return nil
        }
    }

    /// The schema and, where it stands in a file of its own, the name of that.
    private mutating func schemaText(
        _ node: YAMLNode,
        _ path: String
    ) -> (json: JSONValue, source: String?)? {
        guard let file = node.text else {
            guard case .mapping(let keywords) = node.content else { return nil }
            guard !keywords.isEmpty else {
                problems.add(
                    node,
                    path,
                    "expected a file or a JSON Schema, found none; \"json\" allows any JSON"
                )
                return nil
            }
            return (JSONValue(node), nil)
        }
        switch files.beside(node).read(file) {
        case .failure(let mistake):
            problems.add(node, path, mistake.message)
            return nil
        case .success(let bytes):
            guard let text = String(validating: bytes, as: UTF8.self),
                let json = JSONValue(parsing: text)
            else {
                problems.add(node, path, "expected JSON in \"\(file)\", found something else")
                return nil
            }
            return (json, file)
        }
    }
}

extension YAMLNode {
    /// The deepest node on the way of a JSON pointer such as `#/properties/name`.
    fileprivate func node(at pointer: String) -> YAMLNode {
        var node = self
        for step in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
            let name = String(step).replacing("~1", with: "/").replacing("~0", with: "~")
            if let value = node[name] {
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
