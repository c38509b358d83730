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
    /// With how many of those that could be like it a repetition is compared.
    private static let mostCompared = 8

    /// One that is kept: what it has in common with others, and what is its own.
    private struct Entry: Sendable {
        let pattern: Int
        /// What a pattern is given of the repetition; `nil` where the pattern is its own.
        let own: Own?
    }

    private struct Own: Sendable {
        let run: Event.Run
        let duration: Duration
        let storedID: String?
    }

    private let keepsAll: Bool
    /// Whether there are others that one could be like.
    private let canShare: Bool
    private var entries: [Entry] = []
    private var patterns: [RepetitionResult] = []
    /// The places of patterns by what they are searched by.
    private var places: [PatternKey: [Int]] = [:]
    /// The latest one, where it is not among the entries; a list, because most runs have none and it would take their room.
    private var latest: [RepetitionResult] = []
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

    /// Room for what will come of so many repetitions.
    package init(expecting count: Int) {
        keepsAll = count <= Self.wholeLimit
        canShare = count > 1
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
        let hasFailed = !result.failures.isEmpty || result.status == .cancelled
        if !result.failures.isEmpty { failed += 1 }
        var isKept = keepsAll || total <= Self.partLimit
        if !isKept, hasFailed, keptFailed < Self.partLimit {
            keptFailed += 1
            isKept = true
        }
        if isKept {
            latest = []
            keep(result)
        } else {
            latest = [result]
            failuresLeftOut += result.failures.count
        }
        return isKept
    }

    /// No other repetition follows: the last is kept, and none is searched for any more.
    package mutating func finish() {
        defer { places = [:] }
        guard let last = latest.first else { return }
        latest = []
        failuresLeftOut -= last.failures.count
        keep(last)
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

    /// Whether one that is kept may be such: what several share is looked at once.
    package func mayContain(where isSuch: (RepetitionResult) -> Bool) -> Bool {
        patterns.contains(where: isSuch)
    }

    /// Changes what is reported of those that are kept, for all that share it alike.
    mutating func changeTexts(_ change: (RepetitionResult) -> RepetitionResult) {
        for index in patterns.indices { patterns[index] = change(patterns[index]) }
    }

    private mutating func keep(_ result: RepetitionResult) {
        var pattern = result
        pattern.record = result.record.settled
        guard canShare, result.canShare else {
            entries.append(Entry(pattern: patterns.count, own: nil))
            patterns.append(pattern)
            return
        }
        let own = Own(
            run: result.record.run,
            duration: result.record.duration,
            storedID: result.storedID
        )
        pattern.become(Event.Run(name: own.run.name), .zero, storedID: nil)
        let key = PatternKey(pattern)
        let known = places[key]?.suffix(Self.mostCompared)
        if let place = known?.first(where: { patterns[$0].isLike(pattern) }) {
            entries.append(Entry(pattern: place, own: own))
            return
        }
        places[key, default: []].append(patterns.count)
        entries.append(Entry(pattern: patterns.count, own: own))
        patterns.append(pattern)
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
    package var endIndex: Int { entries.count }

    /// How many values are held for those that are kept.
    package var patternCount: Int { patterns.count }

    package subscript(position: Int) -> RepetitionResult {
        get {
            let entry = entries[position]
            var result = patterns[entry.pattern]
            if let own = entry.own { result.become(own.run, own.duration, storedID: own.storedID) }
            return result
        }
        set {
            entries[position] = Entry(pattern: patterns.count, own: nil)
            patterns.append(newValue)
        }
    }
}

/// What patterns are searched by.
private struct PatternKey: Hashable {
    let status: RunStatus
    let attempts: [PhaseID: Int]
    let digest: Digest
    let tokens: Int?
    let costMicros: Int?

    init(_ result: RepetitionResult) {
        status = result.status
        tokens = result.record.tokens
        costMicros = result.record.costMicros
        attempts = result.record.attempts
        digest = result.record.digest
    }
}

extension RepetitionResult {
    /// Whether nothing in it is unique but number and times.
    fileprivate var canShare: Bool {
        failures.isEmpty && response == nil && transcripts.isEmpty && leftovers.isEmpty
            && recordingFailure == nil && effects.isEmpty && unreadEffects.isEmpty
            && programs == nil && id == record.run.id
    }

    /// Whether it is the same as another that can share.
    fileprivate func isLike(_ other: RepetitionResult) -> Bool {
        status == other.status && evicted == other.evicted && error == other.error
            && record == other.record
    }

    fileprivate mutating func become(_ run: Event.Run, _ duration: Duration, storedID: String?) {
        id = run.id
        record = record.repeated(by: run, within: duration)
        self.storedID = storedID
    }
}
