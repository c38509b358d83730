/// A pattern as instructions for a machine that is in many places at once.
struct PatternProgram: Sendable {
    enum Instruction: Sendable {
        /// Continues after the next character if the set with this number has it.
        case scalar(Int)
        case assertion(PatternAssertion)
        case jump(Int)
        /// Continues in both places.
        case fork(Int, Int)
        case found
    }

    private(set) var instructions: [Instruction] = []
    private(set) var sets: [ScalarSet] = []
    /// Which of the first 128 scalars each set has: most texts are made of these.
    private(set) var bits: [ScalarSet.Bits] = []
    /// Whether a match can begin at the start of the text only.
    let isAnchored: Bool
    /// Every character that a match can begin with; `nil` where one may begin with none.
    private var first: FirstScalars?

    /// The program of a pattern of no more than some thousand instructions.
    init(_ node: PatternNode) {
        isAnchored = node.isAnchored
        append(node)
        instructions.append(.found)
        first = firstScalars()
    }

    private mutating func append(_ node: PatternNode) {
        switch node {
        case .scalar(let set):
            instructions.append(.scalar(sets.count))
            sets.append(set)
            bits.append(set.bits)
        case .assertion(let assertion): instructions.append(.assertion(assertion))
        case .sequence(let parts):
            for part in parts { append(part) }
        case .choice(let branches): append(choice: branches)
        case .repeated(let body, let least, let most): append(body, least: least, most: most)
        }
    }

    private mutating func append(choice branches: [PatternNode]) {
        var exits: [Int] = []
        for (number, branch) in branches.enumerated() {
            guard number < branches.count - 1 else {
                append(branch)
                break
            }
            let fork = reserve()
            append(branch)
            exits.append(reserve())
            instructions[fork] = .fork(fork + 1, instructions.count)
        }
        for exit in exits { instructions[exit] = .jump(instructions.count) }
    }

    private mutating func append(_ body: PatternNode, least: Int, most: Int?) {
        guard let most else {
            for _ in 0..<max(least - 1, 0) { append(body) }
            let start = least == 0 ? reserve() : instructions.count
            append(body)
            if least == 0 {
                instructions.append(.jump(start))
                instructions[start] = .fork(start + 1, instructions.count)
            } else {
                instructions.append(.fork(start, instructions.count + 1))
            }
            return
        }
        for _ in 0..<least { append(body) }
        var forks: [Int] = []
        for _ in least..<most {
            forks.append(reserve())
            append(body)
        }
        for fork in forks { instructions[fork] = .fork(fork + 1, instructions.count) }
    }

    /// Leaves room for an instruction that leads forward.
    private mutating func reserve() -> Int {
        instructions.append(.found)
        return instructions.count - 1
    }

    private func firstScalars() -> FirstScalars? {
        var found: [ScalarSet] = []
        var seen = Array(repeating: false, count: instructions.count)
        var waiting = [0]
        while let place = waiting.popLast() {
            guard !seen[place] else { continue }
            seen[place] = true
            switch instructions[place] {
            case .scalar(let set): found.append(sets[set])
            case .assertion: waiting.append(place + 1)
            case .jump(let target): waiting.append(target)
            case .fork(let left, let right): waiting += [left, right]
            case .found: return nil
            }
        }
        return FirstScalars(found)
    }

    /// Whether a match can begin before this character, or before the end of the text.
    func canBegin(before scalar: Unicode.Scalar?) -> Bool {
        guard let first else { return true }
        return scalar.map(first.mayContain) ?? false
    }

    /// Whether a set has a character.
    func set(_ set: Int, contains scalar: Unicode.Scalar) -> Bool {
        bits[set].contains(scalar) ?? sets[set].contains(scalar)
    }
}
