/// Finds the series of two baselines that belong together.
///
/// A scenario is known by file, name and run; where its file was moved, by name and run alone if
/// those are unique on both sides.
enum SeriesMatching {
    /// A series with its counterpart; one side is missing where there is none.
    typealias Match = (base: Series?, candidate: Series?)

    /// The matches in the base's order, then what only the candidate has.
    static func matches(_ base: [Series], _ candidate: [Series]) -> [Match] {
        let byPlace = index(candidate, by: \.place)
        var taken: Set<Int> = []
        var found: [Int?] = base.map { series in
            guard let first = byPlace[series.place]?.first else { return nil }
            taken.insert(first)
            return first
        }
        let left = candidate.indices.filter { !taken.contains($0) }
        let missing = base.indices.filter { found[$0] == nil }
        let byName = Dictionary(grouping: left) { candidate[$0].label }
        let askers = Dictionary(grouping: missing) { base[$0].label }
        for (label, places) in askers where places.count == 1 {
            guard let counterparts = byName[label], counterparts.count == 1,
                let place = places.first, let counterpart = counterparts.first
            else { continue }
            found[place] = counterpart
            taken.insert(counterpart)
        }
        return zip(base, found).map { ($0, $1.map { candidate[$0] }) }
            + candidate.indices.filter { !taken.contains($0) }.map { (nil, candidate[$0]) }
    }

    private static func index<Key: Hashable>(
        _ series: [Series],
        by key: (Series) -> Key
    ) -> [Key: [Int]] {
        Dictionary(grouping: series.indices) { key(series[$0]) }
    }
}

extension Series {
    /// What a series is known by, wherever its file lies.
    fileprivate var label: [String] { [scenario, run, metric.rawValue] }

    /// What a series is known by.
    fileprivate var place: [String] { [file] + label }
}
