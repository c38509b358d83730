internal import JSON
internal import Patterns

/// The keywords of one schema, read with their types.
struct JSONSchemaKeywords {
    /// Where the schema is.
    let pointer: String
    /// Keyword to value.
    let members: [String: JSONValue]

    /// The pointer to a keyword's value.
    func pointer(to keyword: String) -> String {
        "\(pointer)/\(JSONPointer.escaped(keyword))"
    }

    /// What a keyword's value should have been.
    func problem(_ name: String, _ expected: String, _ found: JSONValue) -> JSONSchemaProblem {
        JSONSchemaProblem(at: pointer(to: name), expected: expected, found: found.brief)
    }

    /// The text of a keyword.
    func text(_ name: String) throws(JSONSchemaProblem) -> String? {
        guard let value = members[name] else { return nil }
        guard case .text(let text) = value else { throw problem(name, "a string", value) }
        return text
    }

    /// The demands that need no other schema.
    func scalarDemands() throws(JSONSchemaProblem) -> [JSONSchemaDemand] {
        var demands: [JSONSchemaDemand] = []
        if let types = try types() { demands.append(.types(types)) }
        if let values = members["enum"] {
            guard case .list(let list) = values, !list.isEmpty else {
                throw problem("enum", "a list of one value or more", values)
            }
            demands.append(.values(list))
        }
        if let value = members["const"] { demands.append(.values([value])) }
        if let number = try number("minimum") { demands.append(.atLeast(number)) }
        if let number = try number("maximum") { demands.append(.atMost(number)) }
        if let number = try number("exclusiveMinimum") { demands.append(.above(number)) }
        if let number = try number("exclusiveMaximum") { demands.append(.below(number)) }
        if let number = try number("multipleOf") {
            guard number > 0, DecimalMultiple.isUnit(number) else {
                let expected = "more than 0, with at most \(DecimalMultiple.mostDigits) digits"
                throw problem("multipleOf", expected, .number(number))
            }
            demands.append(.multiple(of: number))
        }
        if let range = try range("minLength", "maxLength") { demands.append(.length(range)) }
        if let pattern = try text("pattern") {
            demands.append(.pattern(try self.pattern(pattern, in: "pattern")))
        }
        if let range = try range("minItems", "maxItems") { demands.append(.itemCount(range)) }
        if try flag("uniqueItems") { demands.append(.uniqueItems) }
        if let range = try range("minProperties", "maxProperties") {
            demands.append(.memberCount(range))
        }
        if let names = try required(), !names.isEmpty { demands.append(.required(names)) }
        return demands
    }

    private func types() throws(JSONSchemaProblem) -> [JSONSchemaType]? {
        guard let value = members["type"] else { return nil }
        var types: [JSONSchemaType] = []
        let names = if case .list(let list) = value { list } else { [value] }
        for name in names {
            guard case .text(let text) = name, let type = JSONSchemaType(rawValue: text) else {
                let known = JSONSchemaType.allCases.map(\.rawValue).joined(separator: ", ")
                throw problem("type", "one of \(known)", name)
            }
            guard !types.contains(type) else { throw problem("type", "each type once", value) }
            types.append(type)
        }
        guard !types.isEmpty else { throw problem("type", "one type or more", value) }
        return types
    }

    private func required() throws(JSONSchemaProblem) -> [String]? {
        guard let value = members["required"] else { return nil }
        guard case .list(let list) = value else {
            throw problem("required", "a list of names", value)
        }
        var names: [String] = []
        for item in list {
            guard case .text(let name) = item else {
                throw problem("required", "names that are strings", item)
            }
            guard !names.contains(name) else { throw problem("required", "each name once", item) }
            names.append(name)
        }
        return names
    }

    private func flag(_ name: String) throws(JSONSchemaProblem) -> Bool {
        guard let value = members[name] else { return false }
        guard case .boolean(let flag) = value else { throw problem(name, "true or false", value) }
        return flag
    }

    /// A regular expression; `keyword` is the one that holds it.
    func pattern(_ text: String, in keyword: String) throws(JSONSchemaProblem) -> Pattern {
        do throws(PatternProblem) {
            return try Pattern(text)
        } catch {
            throw JSONSchemaProblem(
                at: pointer(to: keyword),
                expected: "a regular expression",
                found: "\(JSONValue.text(text).brief): \(error)"
            )
        }
    }

    private func number(_ name: String) throws(JSONSchemaProblem) -> JSONNumber? {
        guard let value = members[name] else { return nil }
        guard case .number(let number) = value else {
            throw problem(name, "a number", value)
        }
        return number
    }

    private func range(
        _ low: String,
        _ high: String
    ) throws(JSONSchemaProblem) -> ClosedRange<Int>? {
        let (least, most) = (try count(low), try count(high))
        guard least != nil || most != nil else { return nil }
        let (lower, upper) = (least ?? 0, most ?? .max)
        guard lower <= upper else {
            throw problem(high, "at least the \(lower) of \(low)", .number(JSONNumber(upper)))
        }
        return lower...upper
    }

    private func count(_ name: String) throws(JSONSchemaProblem) -> Int? {
        guard let number = try number(name) else { return nil }
        guard let count = number.integer, count >= 0 else {
            throw problem(name, "a whole number from 0", .number(number))
        }
        return count
    }
}
