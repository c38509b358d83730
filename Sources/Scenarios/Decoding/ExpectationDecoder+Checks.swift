internal import Workflows

// Checks of outputs and responses.
extension ExpectationDecoder {
    typealias FoundCheck = (check: OutputCheck, place: SourceLocation)

    mutating func checks(_ node: YAMLNode, _ path: String) -> [FoundCheck] {
        var found: [FoundCheck] = []
        for entry in node.entries {
            let path = "\(path).\(entry.key)"
            let texts = entry.value.itemsOrSelf.compactMap(\.text)
            switch entry.key {
            case "contains": found += texts.map { (.contains($0), entry.keyLocation) }
            case "matches":
                for text in texts where !Validator.isPattern(text) {
                    problems.add(
                        entry.value,
                        path,
                        "expected a regular expression, found \"\(text)\""
                    )
                }
                found += texts.map { (.matches($0), entry.keyLocation) }
            case "json": found += json(entry.value, path)
            case "files": found += texts.map { (.file($0), entry.keyLocation) }
            case "equals_file":
                guard let file = entry.value.text else { continue }
                switch files.beside(entry.value).read(file) {
                case .success(let bytes):
                    found.append((.equals(bytes, file: file), entry.keyLocation))
                case .failure(let mistake): problems.add(entry.value, path, mistake.message)
                }
            default: break
            }
        }
        return found
    }

    private mutating func json(_ node: YAMLNode, _ path: String) -> [FoundCheck] {
        let isPair = node.entries.count == 2 && node["path"] != nil && node["equals"] != nil
        let pairs: [(key: String, location: SourceLocation, value: YAMLNode)] =
            if isPair, let key = node["path"], let value = node["equals"] {
                [(key.text ?? "", key.location, value)]
            } else {
                node.entries.map { ($0.key, $0.keyLocation, $0.value) }
            }
        return pairs.compactMap { pair in
            guard JSONValue.isPath(pair.key) else {
                problems.add(
                    at: pair.location,
                    path,
                    "expected a JSON path such as \"$.message\", found \"\(pair.key)\""
                )
                return nil
            }
            return (.json(path: pair.key, equals: JSONValue(pair.value)), pair.location)
        }
    }
}
