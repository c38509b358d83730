extension [String] {
    /// The name that a misspelt one was probably meant to be, if one is near enough to be believed.
    package func nearest(to name: String) -> String? { NearestName.find(name, among: self) }
}

/// Finds the name that a misspelt one was probably meant to be.
package enum NearestName {
    /// The known name with the fewest typing errors, if they are few enough to be believed.
    ///
    /// One error is believed in a name of up to three letters; otherwise two, or a third of the
    /// length where that is more. Of equally near names the first in the list wins.
    package static func find(_ name: String, among known: [String]) -> String? {
        let typed = Array(name.lowercased().unicodeScalars.prefix(200))
        var best: (name: String, distance: Int)?
        for candidate in known {
            let target = Array(candidate.lowercased().unicodeScalars)
            let limit = typed.count <= 3 ? 1 : max(2, typed.count / 3)
            guard abs(typed.count - target.count) <= limit else { continue }
            let distance = distance(from: typed, to: target)
            if distance <= limit, distance < best?.distance ?? .max {
                best = (candidate, distance)
            }
        }
        return best?.name
    }

    /// The ending that a message gets: `; did you mean "initial"?`, or nothing.
    package static func suggestion(_ name: String, among known: [String]) -> String {
        find(name, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
    }

    /// The Damerau–Levenshtein distance in its optimal string alignment form: insertions,
    /// deletions, substitutions and swaps of neighbours, no part edited twice.
    package static func distance(from first: [Unicode.Scalar], to second: [Unicode.Scalar]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...second.count)
        for (row, a) in first.enumerated() {
            var current = [row + 1]
            for (column, b) in second.enumerated() {
                var cost = min(
                    last[column + 1] + 1,
                    current[column] + 1,
                    last[column] + (a == b ? 0 : 1)
                )
                if row > 0, column > 0, a == second[column - 1], first[row - 1] == b {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            (beforeLast, last) = (last, current)
        }
        return last[second.count]
    }
}
