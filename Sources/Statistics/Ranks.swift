/// Midranks: tied numbers share the mean of the ranks they occupy.
enum Ranks {
    /// Twice the midrank of every number, in the order given; doubling keeps halves whole.
    static func doubled(_ values: [Double]) -> (ranks: [Int], tieSizes: [Int]) {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = [Int](repeating: 0, count: values.count)
        var tieSizes: [Int] = []
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
            // The ranks start + 1 ... end have the mean (start + 1 + end) / 2.
            for place in start..<end { ranks[order[place]] = start + 1 + end }
            tieSizes.append(end - start)
            start = end
        }
        return (ranks, tieSizes)
    }
}
