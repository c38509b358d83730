extension JSONValue {
    /// The value with another in the place of what is at a path; `nil` if there is nothing or the path is malformed.
    package func replacing(_ path: String, with other: JSONValue) -> JSONValue? {
        guard let steps = Self.steps(of: path) else { return nil }
        return replacing(steps[...], with: other)
    }

    private func replacing(_ steps: ArraySlice<PathStep>, with other: JSONValue) -> JSONValue? {
        guard let step = steps.first else { return other }
        switch (step, self) {
        case (.key(let key), .object(var members)):
            guard let changed = members[key]?.replacing(steps.dropFirst(), with: other) else {
                return nil
            }
            members[key] = changed
            return .object(members)
        case (.index(let index), .list(var items)):
            guard items.indices.contains(index),
                let changed = items[index].replacing(steps.dropFirst(), with: other)
            else { return nil }
            items[index] = changed
            return .list(items)
        default: return nil
        }
    }
}
