internal import Shapes
internal import Patterns
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
                for item in entry.value.itemsOrSelf {
                    guard let pattern = problems.pattern(item, path) else { continue }
                    found.append((.matches(pattern), entry.keyLocation))
                }
            case "json": found += json(entry, path)
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

    private mutating func json(_ entry: YAMLNode.Entry, _ path: String) -> [FoundCheck] {
        guard entry.value.boolean == nil else {
            if entry.value.boolean == false { problems.addNoJSON(entry.value, path) }
            return [(.isJSON, entry.keyLocation)]
        }
        return problems.values(entry.value, path).map { (.json($0.value), $0.place) }
    }
}
