/// Ranges of Unicode scalars, sorted and apart: however many were written, a look-up takes a few steps.
struct ScalarRanges: Sendable {
    private var ranges: [ClosedRange<UInt32>] = []

    init(_ written: [ClosedRange<Unicode.Scalar>]) {
        let sorted = written.map { $0.lowerBound.value...$0.upperBound.value }
            .sorted { $0.lowerBound < $1.lowerBound }
        for range in sorted {
            if let last = ranges.last, range.lowerBound <= last.upperBound + 1 {
                let end = max(last.upperBound, range.upperBound)
                ranges[ranges.count - 1] = last.lowerBound...end
            } else {
                ranges.append(range)
            }
        }
    }

    /// How many they are.
    var count: Int { ranges.count }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].lowerBound <= value
    }
}
