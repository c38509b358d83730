/// Looks for a match by being in all places of a program at once: no text makes it go back.
struct PatternMatcher {
    private let program: PatternProgram
    /// The places at which the machine waits for the next character, each once.
    private var places: [Int] = []
    private var nextPlaces: [Int] = []
    /// The position at which a place was entered last.
    private var entered: [Int]
    private var waiting: [Int] = []
    private var hasFound = false
    private var steps: PatternSteps

    init(_ program: PatternProgram, steps: PatternSteps) {
        self.program = program
        self.steps = steps
        entered = Array(repeating: -1, count: program.instructions.count)
    }

    /// Whether there is a match; `nil` where the steps are used up.
    mutating func search(_ text: String, _ left: inout PatternSteps) -> Bool? {
        defer { left = steps }
        var rest = text.unicodeScalars.makeIterator()
        var around = Around(previous: nil, next: rest.next(), second: rest.next())
        var position = 0
        while true {
            if canBegin(at: position, around) {
                enter(0, at: position, around)
                swap(&places, &nextPlaces)
                places += nextPlaces
                nextPlaces.removeAll(keepingCapacity: true)
            }
            if hasFound { return true }
            guard let scalar = around.next else { return false }
            if places.isEmpty, program.isAnchored { return false }
            guard steps.take(1) else { return nil }
            around = Around(previous: scalar, next: around.second, second: rest.next())
            position += 1
            guard !places.isEmpty else { continue }
            guard steps.take(places.count) else { return nil }
            for place in places {
                guard case .scalar(let set) = program.instructions[place],
                    program.set(set, contains: scalar)
                else { continue }
                enter(place + 1, at: position, around)
            }
            swap(&places, &nextPlaces)
            nextPlaces.removeAll(keepingCapacity: true)
        }
    }

    /// The characters at a position.
    private struct Around {
        var previous: Unicode.Scalar?
        var next: Unicode.Scalar?
        var second: Unicode.Scalar?

        func satisfies(_ assertion: PatternAssertion) -> Bool {
            let isNearEnd = second == nil || (next == "\r" && second == "\n")
            return assertion.holds(after: previous, before: next, isNearEnd: isNearEnd)
        }
    }

    private func canBegin(at position: Int, _ around: Around) -> Bool {
        if program.isAnchored { return position == 0 }
        return program.canBegin(before: around.next)
    }

    /// Enters a place and all that it leads to without a character.
    private mutating func enter(_ start: Int, at position: Int, _ around: Around) {
        waiting.append(start)
        while let place = waiting.popLast() {
            guard entered[place] < position else { continue }
            entered[place] = position
            _ = steps.take(1)
            switch program.instructions[place] {
            case .scalar: nextPlaces.append(place)
            case .assertion(let assertion):
                if around.satisfies(assertion) { waiting.append(place + 1) }
            case .jump(let target): waiting.append(target)
            case .fork(let left, let right):
                waiting.append(right)
                waiting.append(left)
            case .found: hasFound = true
            }
        }
    }
}

/// The steps that matching may take: what exceeds them has no verdict, on every machine alike.
package struct PatternSteps: Sendable {
    /// What one look at an output may take: an ordinary pattern takes one to six steps a character.
    package static let most = 100_000_000

    /// Those that are left.
    package private(set) var left: Int

    /// So many steps.
    package init(_ steps: Int = PatternSteps.most) {
        left = steps
    }

    /// Takes some; says whether there were so many.
    mutating func take(_ count: Int) -> Bool {
        let isEnough = count <= left
        left = isEnough ? left - count : 0
        return isEnough
    }
}
