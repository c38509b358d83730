internal import Shapes

/// What is expected of outputs and of responses.
enum OutputCheckKeys {
    typealias Found = (check: OutputCheck, place: SourceLocation)
    typealias CheckKey = EntryKey<ExpectationContext, Found>

    /// What any text may satisfy.
    static let text = [contains, matches, json]

    /// What only an output with files may satisfy.
    static let files = [equalsFile, file]

    static let contains = CheckKey(
        "contains",
        .singleOrList(.scalar),
        doc: "It contains this."
    ) { entry, _, _ in
        entry.node.itemsOrSelf.compactMap(\.text).map { (.contains($0), entry.place) }
    }

    static let matches = CheckKey(
        "matches",
        .singleOrList(.text),
        doc: "It matches this regular expression."
    ) { entry, _, problems in
        var found: [Found] = []
        for item in entry.node.itemsOrSelf {
            guard let pattern = problems.pattern(item, entry.path) else { continue }
            found.append((.matches(pattern), entry.place))
        }
        return found
    }

    static let json = CheckKey(
        "json",
        PhaseKeys.json,
        doc: "It is JSON: true, values at JSON paths, or one {path, equals}."
    ) { entry, _, problems in
        guard entry.node.boolean == nil else {
            if entry.node.boolean == false { problems.addNoJSON(entry.node, entry.path) }
            return [(.isJSON, entry.place)]
        }
        return problems.values(entry.node, entry.path).map { (.json($0.value), $0.place) }
    }

    static let equalsFile = CheckKey(
        "equals_file",
        .text,
        doc: "It has the content of this file."
    ) { entry, context, problems in
        guard let file = entry.node.text else { return [] }
        switch context.files.relative(to: entry.node).read(file) {
        case .success(let bytes): return [(.equals(bytes, file: file), entry.place)]
        case .failure(let mistake):
            problems.add(entry.node, entry.path, mistake.message)
            return []
        }
    }

    static let file = CheckKey(
        "files",
        .list(.text, min: 1),
        doc: "It has these files."
    ) { entry, _, _ in
        entry.node.itemsOrSelf.compactMap(\.text).map { (.file($0), entry.place) }
    }
}
