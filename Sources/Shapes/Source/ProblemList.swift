/// Gathers the mistakes of a file while it is decoded.
package struct ProblemList {
    /// The mistakes in the order in which they were found.
    package private(set) var list: [Problem] = []

    /// No mistakes yet.
    package init() {}

    /// Adds a mistake at the place of a node.
    package mutating func add(_ node: SourceNode, _ path: String, _ message: String) {
        list.append(Problem(location: node.location, path: path, message: message))
    }

    /// Adds a mistake at a place.
    package mutating func add(at location: SourceLocation, _ path: String, _ message: String) {
        list.append(Problem(location: location, path: path, message: message))
    }

    /// Adds what another list has gathered.
    package mutating func add(contentsOf problems: [Problem]) {
        list += problems
    }

    /// Reports a name that should be one of some others, and the nearest of them.
    package mutating func unknown(
        _ what: String,
        _ name: String,
        among known: [String],
        _ node: SourceNode,
        _ path: String
    ) {
        add(node, path, Self.unknownMessage(what, name, among: known))
    }

    /// Reports what does not fit in a tree that was merged, unless it is known from a tree that it comes from.
    package mutating func addMerged(_ node: SourceNode, _ shape: Shape, at path: String) {
        var found: [Problem] = []
        Checker.check(node, against: shape, at: NodePath(path), into: &found)
        let reported = Set(list.map(\.withoutPath))
        list += found.filter { !reported.contains($0.withoutPath) }
    }

    /// The message for a name that should be one of some others.
    package static func unknownMessage(_ what: String, _ name: String, among known: [String])
        -> String
    {
        var message = "expected \(what), found \"\(name)\""
        if let near = NearestName.find(name, among: known) {
            message += "; did you mean \"\(near)\"?"
        } else if !known.isEmpty {
            message += "; there are \(known.joined(separator: ", "))"
        }
        return message
    }

    /// Every mistake once, in the order of the file.
    package var problems: Problems {
        var seen: Set<Problem> = []
        return Problems(list.filter { seen.insert($0).inserted })
    }
}

extension Problem {
    /// The same mistake wherever the tree that holds it is merged into.
    package var withoutPath: Problem {
        Problem(location: location, message: message)
    }
}
