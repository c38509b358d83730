internal import JSON

/// How deep schemas and data may nest.
package enum Nesting {
    /// The most levels.
    package static let deepest = 128
}

extension JSONValue {
    /// How many values there are in this one, itself included; `nil` where it nests deeper than said.
    func count(withinDepth depth: Int) -> Int? {
        guard depth > 0 else { return nil }
        var total = 1
        switch self {
        case .null, .boolean, .number, .text: break
        case .list(let items):
            for item in items {
                guard let count = item.count(withinDepth: depth - 1) else { return nil }
                total += count
            }
        case .object(let members):
            for member in members.values {
                guard let count = member.count(withinDepth: depth - 1) else { return nil }
                total += count
            }
        }
        return total
    }
}
