/// p-values of several hypotheses, adjusted for their number and in the order given.
///
/// A hypothesis is rejected where its adjusted value is at most the level.
package enum MultipleTesting {
    /// By Holm: at a level of 5 %, in at most 5 % of the families anything true is rejected.
    package static func holm(_ pValues: [Double]) -> [Double] {
        let count = pValues.count
        var adjusted = pValues
        var largest = 0.0
        for (rank, place) in ascending(pValues).enumerated() {
            largest = max(largest, min(1, Double(count - rank) * pValues[place]))
            adjusted[place] = largest
        }
        return adjusted
    }

    /// By Benjamini and Hochberg: at a level of 5 %, at most 5 % of what is rejected is true, on average.
    package static func benjaminiHochberg(_ pValues: [Double]) -> [Double] {
        let count = pValues.count
        var adjusted = pValues
        var least = 1.0
        for (rank, place) in ascending(pValues).enumerated().reversed() {
            least = min(least, Double(count) / Double(rank + 1) * pValues[place])
            adjusted[place] = least
        }
        return adjusted
    }

    private static func ascending(_ pValues: [Double]) -> [Int] {
        pValues.indices.sorted { (pValues[$0], $0) < (pValues[$1], $1) }
    }
}
