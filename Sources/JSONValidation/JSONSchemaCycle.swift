/// Cycles of schemas that are all held against the same value: checking them would never end.
enum JSONSchemaCycle {
    /// The first schema on a cycle; `nil` if there is none.
    static func first(in nodes: [JSONSchemaNode]) -> Int? {
        let followers = nodes.map(\.inPlace)
        var waiting = followers.map(\.count)
        var leaders = [[Int]](repeating: [], count: nodes.count)
        for (index, indices) in followers.enumerated() {
            for follower in indices { leaders[follower].append(index) }
        }
        // Whatever leads only to schemas that end does end (Kahn 1962); no recursion, so chains may be long.
        var ready = waiting.indices.filter { waiting[$0] == 0 }
        while let index = ready.popLast() {
            for leader in leaders[index] {
                waiting[leader] -= 1
                if waiting[leader] == 0 { ready.append(leader) }
            }
        }
        guard var index = waiting.firstIndex(where: { $0 > 0 }) else { return nil }
        // What is left leads to a cycle, though it need not lie on one.
        var seen: Set<Int> = []
        while seen.insert(index).inserted {
            guard let next = followers[index].first(where: { waiting[$0] > 0 }) else { break }
            index = next
        }
        return index
    }
}
