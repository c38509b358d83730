internal import Quantities
internal import Workflows

/// What came of a run's repetitions, in their order.
///
/// All count; those to which the same happened share what is kept of them. Of a run with very many only the first, the
/// failed ones up to a limit and the last are kept.
package struct Repetitions: Sendable {
    /// Of a run with more repetitions than this not all are kept.
    package static let wholeLimit = 100_000
    /// How many of the first, and how many that failed, are then kept.
    package static let partLimit = 1_000
    private let keepsAll: Bool
    /// A list of one, so that whoever is handed the repetitions of 10,000 runs copies one reference of each.
    private var box: [KeptRepetitions]
    private var kept: KeptRepetitions {
        get { box[0] }
        _modify { yield &box[0] }
    }
    private var keptFailed = 0

    /// How many there were.
    package private(set) var total = 0
    /// How many did not hold.
    package private(set) var failed = 0
    /// How many failures are not kept.
    package private(set) var failuresLeftOut = 0
    /// The time of all by their own clock.
    package private(set) var duration = Duration.zero
    /// The tokens that all used; `nil` where no agent said.
    package private(set) var tokens: Int?
    /// What all cost, in millionths; `nil` where no agent said.
    package private(set) var costMicros: Int?
    /// Whether agents did something to the world in any of them, or said of it what could not be read.
    package private(set) var hasEffects = false
    /// Whether programs left something in the workspace of any of them.
    package private(set) var hasLeftovers = false

    /// Room for what will come of so many repetitions.
    package init(expecting count: Int) {
        keepsAll = count <= Self.wholeLimit
        box = [KeptRepetitions(canShare: count > 1)]
    }

    /// These repetitions.
    package init(_ results: some Collection<RepetitionResult>) {
        self.init(expecting: results.count)
        for result in results { append(result) }
    }

    /// How many are not kept.
    package var leftOut: Int { total - count }

    /// Takes up the next repetition; says whether it is kept, whatever comes after it.
    @discardableResult
    package mutating func append(_ result: RepetitionResult) -> Bool {
        total += 1
        duration += result.record.duration
        tokens = Self.sum(tokens, result.record.tokens)
        costMicros = Self.sum(costMicros, result.record.costMicros)
        noteTraces(of: result)
        let hasFailed = !result.failures.isEmpty || result.status == .cancelled
        if !result.failures.isEmpty { failed += 1 }
        var isKept = keepsAll || total <= Self.partLimit
        if !isKept, hasFailed, keptFailed < Self.partLimit {
            keptFailed += 1
            isKept = true
        }
        if isKept {
            kept.keep(result)
        } else {
            kept.latest = [result]
            failuresLeftOut += result.failures.count
        }
        return isKept
    }

    /// No other repetition follows: the last is kept, and none is searched for any more.
    package mutating func finish() {
        if let last = kept.latest.first {
            failuresLeftOut -= last.failures.count
            kept.keep(last)
        }
        kept.finish()
    }

    /// Adds failures that concern each repetition, kept or not; the body says how to one that is kept.
    package mutating func addToEach(
        _ count: Int,
        _ body: (inout RepetitionResult) -> Void
    ) {
        for index in indices { body(&self[index]) }
        failed = total
        failuresLeftOut += count * leftOut
    }

    /// Adds a failure of all of them together to the one that it names, or to the first.
    package mutating func addToFirst(_ failure: ExpectationFailure) {
        guard let place = firstIndex(where: { $0.id == failure.run }) ?? indices.first else {
            return
        }
        var failure = failure
        failure.run = self[place].id
        failure.repetition = self[place].record.run.repetition
        failure.storedID = self[place].storedID
        self[place].failures.append(failure)
        failed = Swift.max(failed, 1)
    }

    /// Changes what is reported of those that are kept, for all that share it alike.
    mutating func changeTexts(_ change: (RepetitionResult) -> RepetitionResult) {
        kept.changeTexts(change)
    }

    private mutating func noteTraces(of result: RepetitionResult) {
        if !result.effects.isEmpty || !result.unreadEffects.isEmpty { hasEffects = true }
        if !result.leftovers.isEmpty { hasLeftovers = true }
    }

    private static func sum(_ total: Int?, _ amount: Int?) -> Int? {
        guard let amount else { return total }
        return (total ?? 0).addingClamped(amount)
    }
}

extension Repetitions: RandomAccessCollection, MutableCollection, ExpressibleByArrayLiteral {
    package init(arrayLiteral elements: RepetitionResult...) {
        self.init(elements)
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { kept.count }

    /// How many values are held for those that are kept.
    package var patternCount: Int { kept.patternCount }

    package subscript(position: Int) -> RepetitionResult {
        get { kept[position] }
        set {
            noteTraces(of: newValue)
            kept[position] = newValue
        }
    }
}
