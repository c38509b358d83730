internal import JSON

// Demands on the parts of lists and objects.
extension JSONSchemaCheck {
    mutating func violation(
        of demand: JSONSchemaDemand,
        inPartsOf value: JSONValue
    ) -> JSONSchemaViolation? {
        switch (demand, value) {
        case (.items(let first, let others), .list(let items)):
            for (position, item) in items.enumerated() {
                guard let own = position < first.count ? first[position] : others else { break }
                path.steps.append(.index(position))
                defer { path.steps.removeLast() }
                if let violation = violation(of: own, in: item) { return violation }
            }
        case (.members(let schemas), .object(let members)):
            for name in members.keys.sorted() {
                guard let member = members[name] else { continue }
                path.steps.append(.name(name))
                defer { path.steps.removeLast() }
                for index in schemaIndices(in: schemas, named: name) {
                    if let violation = violation(of: index, in: member) {
                        let isUnknown = index == schemas.others && nodes[index].isFalse
                        guard isUnknown else { return violation }
                        return self.violation("no property of this name", found: member.brief)
                    }
                }
            }
        default: break
        }
        return nil
    }

    /// The schemas that a member of this name is held against.
    private mutating func schemaIndices(in schemas: JSONSchemaMembers, named name: String) -> [Int]
    {
        var indices: [Int] = []
        if let named = schemas.named[name] { indices.append(named) }
        for matching in schemas.matching where matches(matching.pattern, name) {
            indices.append(matching.index)
        }
        if indices.isEmpty, let others = schemas.others { indices.append(others) }
        return indices
    }
}
