/// A JSON value, for agents' answers and for expectations on responses.
package enum JSONValue: Sendable, Equatable {
    /// `null`.
    case null
    /// `true` or `false`.
    case boolean(Bool)
    /// A number, exactly as it was written.
    case number(JSONNumber)
    /// A text.
    case text(String)
    /// A list.
    case list([JSONValue])
    /// An object.
    case object([String: JSONValue])

    /// The value at a path such as `$.items[0].name`; `nil` if there is none or the path is malformed.
    package func value(at path: String) -> JSONValue? {
        guard let steps = Self.steps(of: path) else { return nil }
        var current = self
        for step in steps {
            switch (step, current) {
            case (.key(let key), .object(let members)):
                guard let member = members[key] else { return nil }
                current = member
            case (.index(let index), .list(let items)):
                guard items.indices.contains(index) else { return nil }
                current = items[index]
            default: return nil
            }
        }
        return current
    }

    /// Whether a text is a path that `value(at:)` understands.
    package static func isPath(_ text: String) -> Bool {
        steps(of: text) != nil
    }

    /// The value as compact JSON with sorted keys.
    package var text: String {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func append(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .boolean(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .number(let value): bytes.append(contentsOf: value.description.utf8)
        case .text(let value): JSONText.append(value, to: &bytes)
        case .list(let items):
            bytes.append(UInt8(ascii: "["))
            for (index, item) in items.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                item.append(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                JSONText.append(member.key, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.append(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }
}

extension JSONValue {
    enum PathStep {
        case key(String)
        case index(Int)
    }

    static func steps(of path: String) -> [PathStep]? {
        guard path.hasPrefix("$") else { return nil }
        var rest = path.dropFirst()
        var steps: [PathStep] = []
        while let first = rest.first {
            rest = rest.dropFirst()
            if first == "." {
                let key = rest.prefix { $0 != "." && $0 != "[" }
                guard !key.isEmpty else { return nil }
                steps.append(.key(String(key)))
                rest = rest.dropFirst(key.count)
            } else if first == "[" {
                let inner = rest.prefix { $0 != "]" }
                guard rest.dropFirst(inner.count).first == "]" else { return nil }
                rest = rest.dropFirst(inner.count + 1)
                if let index = Int(inner) {
                    steps.append(.index(index))
                } else if inner.count >= 2, let quote = inner.first, quote == "\"" || quote == "'",
                    inner.last == quote
                {
                    steps.append(.key(String(inner.dropFirst().dropLast())))
                } else {
                    return nil
                }
            } else {
                return nil
            }
        }
        return steps
    }
}
