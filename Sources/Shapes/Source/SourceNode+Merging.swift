extension SourceNode {
    /// This node laid over another: mappings merge key by key, anything else is replaced.
    ///
    /// The base's keys come first, in its order. What wins keeps its place in its own file, and so
    /// does a mapping that exists on both sides: it has this side's place.
    package func merging(over base: SourceNode) -> SourceNode {
        guard case .mapping(let own) = content, case .mapping(let inherited) = base.content else {
            return self
        }
        var overrides: [String: Entry] = [:]
        for entry in own { overrides[entry.key] = entry }
        var merged: [Entry] = []
        for entry in inherited {
            guard let override = overrides.removeValue(forKey: entry.key) else {
                merged.append(entry)
                continue
            }
            merged.append(
                Entry(
                    key: entry.key,
                    keyLocation: override.keyLocation,
                    value: override.value.merging(over: entry.value)
                )
            )
        }
        merged += own.filter { overrides[$0.key] != nil }
        return SourceNode(location: location, content: .mapping(merged))
    }
}

extension SourceNode {
    /// This mapping without a key; anything else is unchanged.
    package func without(_ key: String) -> SourceNode {
        guard case .mapping(let entries) = content else { return self }
        return SourceNode(location: location, content: .mapping(entries.filter { $0.key != key }))
    }

    /// This mapping with another value under a key that it has; anything else is unchanged.
    package func replacing(_ key: String, with value: SourceNode) -> SourceNode {
        guard case .mapping(let entries) = content else { return self }
        return SourceNode(
            location: location,
            content: .mapping(
                entries.map {
                    $0.key == key
                        ? Entry(key: key, keyLocation: $0.keyLocation, value: value) : $0
                }
            )
        )
    }
}
