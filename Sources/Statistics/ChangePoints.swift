/// Where values that follow one another go over to another level.
///
/// The most striking split is that whose earlier and later values differ most in ranks, of those with enough values on
/// both sides. It counts where a share of less than 1 % of random orders of the same values has one as striking. What
/// lies before and after it is then searched in the same way (binary segmentation).
package enum ChangePoints {
    /// How many values at least lie on either side of a split.
    package static let leastOnSide = 8
    /// A split counts where its p-value is less than this.
    package static let level = 0.01
    /// In how many random orders a split is looked for.
    private static let orders = 999

    /// A change of level.
    package struct Change: Sendable, Equatable {
        /// The place of the first value of the new level, from 0.
        package let place: Int
        /// The share of random orders that have as striking a split, this one among them; at most 0.009.
        package let p: Double
        /// The median of the values since the change before it, or since the first.
        package internal(set) var before: Double
        /// The median of the values up to the next change, or to the last.
        package internal(set) var after: Double

        /// How many times the old level the new one is; `nil` where that was 0.
        package var ratio: Double? { before > 0 ? after / before : nil }
    }

    /// The changes in their order. The same values and seed give the same changes.
    ///
    /// Throws `SampleError`: `.notFinite`, and `.tooMany` beyond 4,000 values.
    package static func find(
        in values: [Double],
        seed: UInt64
    ) throws(SampleError) -> [Change] {
        try SampleCheck.finite(values, place: "values")
        try SampleCheck.count(values)
        var changes: [Change] = []
        var open = [values.indices]
        while let part = open.popLast() {
            // Each part has its own orders: what is found in one does not depend on the others.
            var generator = OrderGenerator(seed: seed, part)
            guard let split = split(values[part], &generator) else { continue }
            let place = part.lowerBound + split.size
            changes.append(Change(place: place, p: split.p, before: .nan, after: .nan))
            open.append(part.lowerBound..<place)
            open.append(place..<part.upperBound)
        }
        changes.sort { $0.place < $1.place }
        let ends = [0] + changes.map(\.place) + [values.count]
        let levels = zip(ends, ends.dropFirst()).map { start, end in
            OrderStatistics.median(values[start..<end].sorted())
        }
        for index in changes.indices {
            changes[index].before = levels[index]
            changes[index].after = levels[index + 1]
        }
        return changes
    }

    /// The most striking split of the values, as the number of those before it; `nil` where it does not count.
    private static func split(
        _ values: ArraySlice<Double>,
        _ generator: inout OrderGenerator
    ) -> (size: Int, p: Double)? {
        guard values.count >= 2 * leastOnSide else { return nil }
        var ranks = Ranks.doubled(Array(values)).ranks
        let weights = SplitWeights(values.count)
        let (size, striking) = weights.mostStriking(ranks)
        guard striking > 0 else { return nil }
        // So many orders may have one as striking.
        let most = Int((level * Double(orders + 1)).rounded(.up)) - 2
        var found = 0
        for _ in 0..<orders {
            generator.shuffle(&ranks)
            // Equal sums may differ in the last bit.
            if weights.mostStriking(ranks).value >= striking * (1 - 1e-12) { found += 1 }
            if found > most { return nil }
        }
        return (size, Double(found + 1) / Double(orders + 1))
    }
}

/// What makes rank sums of parts of different sizes comparable: their standard deviation, but for a factor that all
/// have.
private struct SplitWeights {
    private let count: Int
    private let sizes: ClosedRange<Int>
    private let weights: [Double]

    init(_ count: Int) {
        self.count = count
        let sizes = ChangePoints.leastOnSide...count - ChangePoints.leastOnSide
        self.sizes = sizes
        weights = sizes.map { size in 1 / Double(size * (count - size)).squareRoot() }
    }

    /// The size of the first part whose rank sum is farthest from its expectation, and how far, with doubled ranks.
    func mostStriking(_ ranks: [Int]) -> (size: Int, value: Double) {
        var best = (size: sizes.lowerBound, value: 0.0)
        var distance = 0
        for (place, rank) in ranks.enumerated() {
            // A doubled rank is expected to be count + 1.
            distance += rank - (count + 1)
            let size = place + 1
            guard sizes.contains(size) else { continue }
            let value = Double(distance.magnitude) * weights[size - sizes.lowerBound]
            if value > best.value { best = (size, value) }
        }
        return best
    }
}

/// Random orders by SplitMix64 (Steele, Lea, Flood 2014).
private struct OrderGenerator {
    private var state: UInt64

    init(seed: UInt64, _ part: Range<Int>) {
        state = seed &+ UInt64(bitPattern: Int64(part.lowerBound)) &* 0x9e37_79b9_7f4a_7c15
        state = next() ^ UInt64(bitPattern: Int64(part.upperBound))
    }

    private mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }

    /// Fisher and Yates's shuffle; a place is drawn by multiplication, whose bias is below 2^-50 here.
    mutating func shuffle(_ values: inout [Int]) {
        for end in stride(from: values.count, to: 1, by: -1) {
            let place = Int(next().multipliedFullWidth(by: UInt64(end)).high)
            values.swapAt(place, end - 1)
        }
    }
}
