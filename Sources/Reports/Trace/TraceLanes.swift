internal import Workflows

/// Lanes for slices: in each of them a slice lies within another or beside it, because viewers drop what overlaps.
///
/// A slice goes to the lane of the one that it is a part of; where that is taken, to the first in which nothing is open
/// then, or to a new one.
struct TraceLanes: Sendable, Equatable {
    /// The lane of each slice, from 1.
    let lanes: [Int]

    /// How many there are.
    var count: Int { lanes.max() ?? 0 }

    /// Assigns lanes to slices in the order in which they begin.
    init(_ slices: [TraceSlice]) {
        var lanes: [Int] = []
        // Of each lane the places of the slices that are open, the outermost first.
        var open: [[Int]] = []
        for (place, slice) in slices.enumerated() {
            for lane in open.indices {
                while let last = open[lane].last, !Self.isOpen(last, for: slice, in: slices) {
                    open[lane].removeLast()
                }
            }
            let parents = slice.parent.map { lanes[$0] - 1 }
            let lane =
                parents.flatMap { open[$0].last == slice.parent ? $0 : nil }
                ?? open.firstIndex { $0.isEmpty } ?? open.count
            if lane == open.count { open.append([]) }
            open[lane].append(place)
            lanes.append(lane + 1)
        }
        self.lanes = lanes
    }

    /// Whether a slice is not over when another begins, or has it as a part.
    private static func isOpen(_ place: Int, for slice: TraceSlice, in slices: [TraceSlice]) -> Bool
    {
        if slices[place].end > slice.start { return true }
        var ancestor = slice.parent
        while let next = ancestor, next != place { ancestor = slices[next].parent }
        return ancestor != nil
    }
}
