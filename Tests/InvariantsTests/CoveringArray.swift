/// Rows of settings in which every two values of two different settings meet in some row (pairwise testing).
struct CoveringArray {
    private struct Pair: Hashable {
        let first: Int
        let firstValue: Int
        let second: Int
        let secondValue: Int
    }

    /// In each row the number of the value of each setting.
    private(set) var rows: [[Int]] = []

    /// Builds rows one after another; in each, the setting whose turn it is takes the value that meets the most
    /// values it has not met before (Cohen et al., "The AETG System", 1997, with one candidate a row).
    init(sizes: [Int]) {
        var open = Self.pairs(sizes)
        while let seed = open.min(by: { Self.key($0) < Self.key($1) }) {
            var row = [Int?](repeating: nil, count: sizes.count)
            row[seed.first] = seed.firstValue
            row[seed.second] = seed.secondValue
            for setting in sizes.indices where row[setting] == nil {
                let gains = (0..<sizes[setting]).map { value in
                    row.indices.count { other in
                        guard other != setting, let chosen = row[other] else { return false }
                        return open.contains(Self.pair(setting, value, other, chosen))
                    }
                }
                row[setting] = gains.indices.max { gains[$0] < gains[$1] } ?? 0
            }
            let values = row.map { $0 ?? 0 }
            for first in values.indices {
                for second in values.indices where first < second {
                    open.remove(Self.pair(first, values[first], second, values[second]))
                }
            }
            rows.append(values)
        }
    }

    private static func key(_ pair: Pair) -> Int {
        ((pair.first * 100 + pair.firstValue) * 100 + pair.second) * 100 + pair.secondValue
    }

    private static func pair(_ one: Int, _ value: Int, _ other: Int, _ otherValue: Int) -> Pair {
        one < other
            ? Pair(first: one, firstValue: value, second: other, secondValue: otherValue)
            : Pair(first: other, firstValue: otherValue, second: one, secondValue: value)
    }

    private static func pairs(_ sizes: [Int]) -> Set<Pair> {
        var pairs: Set<Pair> = []
        for first in sizes.indices {
            for second in sizes.indices where first < second {
                for value in 0..<sizes[first] {
                    for other in 0..<sizes[second] {
                        pairs.insert(pair(first, value, second, other))
                    }
                }
            }
        }
        return pairs
    }
}
