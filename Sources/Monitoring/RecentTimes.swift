internal import Workflows

/// The latest times of a series in microseconds, and the same by size: a time more is put in its place, not all sorted.
struct RecentTimes: Sendable {
    /// How many of the latest are remembered.
    static let most = 64

    /// The times by size, the smallest first.
    private(set) var sorted: [Double] = []
    /// The same in their order, from `oldest` on and then from the start.
    private var latest: [Double] = []
    private var oldest = 0

    /// No times.
    init() {}

    /// The latest of these times.
    init(_ times: some Sequence<Duration>) {
        for time in times { add(time) }
    }

    /// How many are remembered.
    var count: Int { sorted.count }

    /// Takes up the next time; the oldest makes room for it.
    mutating func add(_ time: Duration) {
        // No logarithm of nothing: no clock here is finer than a microsecond.
        let next = max(1, Double(time.microseconds))
        if latest.count < Self.most {
            latest.append(next)
        } else {
            sorted.remove(at: place(of: latest[oldest]))
            latest[oldest] = next
            oldest = (oldest + 1) % Self.most
        }
        sorted.insert(next, at: place(of: next))
    }

    /// The first place that nothing smaller than the time has.
    private func place(of time: Double) -> Int {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < time { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
