/// How to make one list of lines of another: the fewest lines removed and added.
///
/// The greedy algorithm of E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (Algorithmica 1, 1986). Its work
/// grows with the number of differences: where there are very many, all that lies between the first and the last of them
/// is replaced.
package struct LineDiff: Sendable, Equatable {
    /// What becomes of a line.
    package enum Change: Character, Sendable {
        case same = " "
        case removed = "-"
        case added = "+"
    }

    /// A line of either list.
    package struct Line: Sendable, Equatable {
        /// What becomes of it.
        package let change: Change
        /// The line.
        package let text: String
    }

    /// The lines of both, those that are removed before those that are added.
    package let lines: [Line]
    /// Whether nothing shorter leads from one to the other; otherwise there were too many differences to look.
    package let isShortest: Bool

    /// The most lines removed and added that are looked for.
    private static let mostEdits = 500
    /// The most lines, of both lists, that are compared one by one.
    private static let mostLines = 100_000

    /// Compares two lists.
    package init(from old: [Substring], to new: [Substring]) {
        let prefix = zip(old, new).prefix(while: Self.areEqual).count
        let (oldRest, newRest) = (old.dropFirst(prefix), new.dropFirst(prefix))
        let suffix = zip(oldRest.reversed(), newRest.reversed()).prefix(while: Self.areEqual).count
        let (oldMiddle, newMiddle) = (oldRest.dropLast(suffix), newRest.dropLast(suffix))
        let path = Self.path(from: Array(oldMiddle), to: Array(newMiddle))
        isShortest = path != nil
        let middle =
            path.map { Self.lines($0, Array(oldMiddle), Array(newMiddle)) }
            ?? oldMiddle.map { Line(change: .removed, text: String($0)) }
            + newMiddle.map { Line(change: .added, text: String($0)) }
        lines =
            old.prefix(prefix).map { Line(change: .same, text: String($0)) } + middle
            + old.suffix(suffix).map { Line(change: .same, text: String($0)) }
    }

    /// The lines of a text; a line feed at its end begins another, empty one.
    package static func lines(of text: String) -> [Substring] {
        text.isEmpty
            ? []
            : text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
                .map { Substring($0) }
    }

    /// Lines are equal byte for byte: what is only canonically equal differs.
    private static func areEqual(_ lines: (Substring, Substring)) -> Bool {
        lines.0.utf8.elementsEqual(lines.1.utf8)
    }

    /// A step along the shortest path.
    private enum Step {
        case remove, add, keep
    }

    /// The steps of the shortest path; `nil` where it is too long.
    private static func path(from old: [Substring], to new: [Substring]) -> [Step]? {
        if old.isEmpty || new.isEmpty {
            return old.map { _ in .remove } + new.map { _ in .add }
        }
        guard old.count + new.count <= mostLines else { return nil }
        let (oldNumbers, newNumbers) = numbers(old, new)
        guard let rounds = rounds(oldNumbers, newNumbers) else { return nil }
        return steps(back: rounds, oldNumbers.count, newNumbers.count)
    }

    /// Equal lines get equal numbers, which are quicker to compare.
    private static func numbers(_ old: [Substring], _ new: [Substring]) -> ([Int], [Int]) {
        var known: [[UInt8]: Int] = [:]
        func number(_ line: Substring) -> Int {
            let (next, bytes) = (known.count, Array(line.utf8))
            let number = known[bytes] ?? next
            if number == next { known[bytes] = next }
            return number
        }
        return (old.map(number), new.map(number))
    }

    /// The furthest place in the old list on each diagonal, after each number of edits; diagonals −d…d are at 0…2d.
    private static func rounds(_ old: [Int], _ new: [Int]) -> [[Int]]? {
        var rounds: [[Int]] = []
        for edits in 0...min(mostEdits, old.count + new.count) {
            var round = Array(repeating: -1, count: 2 * edits + 1)
            for place in stride(from: 0, through: 2 * edits, by: 2) {
                let diagonal = place - edits
                var x = edits == 0 ? 0 : start(place, of: rounds[edits - 1]).x
                while x < old.count, x - diagonal < new.count, x >= diagonal,
                    old[x] == new[x - diagonal]
                {
                    x += 1
                }
                round[place] = x
                if x >= old.count, x - diagonal >= new.count { return rounds + [round] }
            }
            rounds.append(round)
        }
        return nil
    }

    /// Where a round begins on a diagonal, and whether a line of the new list was added to get there.
    private static func start(_ place: Int, of previous: [Int]) -> (x: Int, isAdded: Bool) {
        // A diagonal at `place` lies between those at `place - 2` and `place` of the round before.
        let left = place >= 2 ? previous[place - 2] : -1
        let right = place < previous.count ? previous[place] : -1
        return place < 2 || (place < previous.count && left < right)
            ? (right, true) : (left + 1, false)
    }

    /// Walks back from the end.
    private static func steps(back rounds: [[Int]], _ oldCount: Int, _ newCount: Int) -> [Step] {
        var steps: [Step] = []
        var (x, y) = (oldCount, newCount)
        for edits in stride(from: rounds.count - 1, to: 0, by: -1) {
            let place = x - y + edits
            let (begin, isAdded) = start(place, of: rounds[edits - 1])
            while x > begin {
                steps.append(.keep)
                x -= 1
                y -= 1
            }
            steps.append(isAdded ? .add : .remove)
            if isAdded { y -= 1 } else { x -= 1 }
        }
        steps += Array(repeating: .keep, count: max(0, x))
        return steps.reversed()
    }

    /// Of edits next to each other those that remove come first.
    private static func lines(
        _ path: [Step],
        _ old: [Substring],
        _ new: [Substring]
    ) -> [Line] {
        var (rest, coming) = (old[...], new[...])
        var lines: [Line] = []
        var added: [Line] = []
        for step in path {
            switch step {
            case .remove:
                if let line = rest.popFirst() {
                    lines.append(Line(change: .removed, text: String(line)))
                }
            case .add:
                if let line = coming.popFirst() {
                    added.append(Line(change: .added, text: String(line)))
                }
            case .keep:
                lines += added
                added = []
                coming = coming.dropFirst()
                if let line = rest.popFirst() {
                    lines.append(Line(change: .same, text: String(line)))
                }
            }
        }
        return lines + added
    }
}
