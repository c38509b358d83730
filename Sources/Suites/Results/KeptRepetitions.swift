internal import Workflows

/// What is kept of a run's repetitions, in their order; those to which the same happened share it.
struct KeptRepetitions: Sendable {
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

    /// Whether there are others that one could be like. Where there are none, the patterns are what is kept.
    private let canShare: Bool
    private var entries: [Entry] = []
    private var patterns: [RepetitionResult] = []
    /// The places of patterns by what they are searched by.
    private var places: [PatternKey: [Int]] = [:]
    /// The latest repetition, where it is not kept; a list, because most runs have none and it would take their room.
    var latest: [RepetitionResult] = []

    /// Nothing is kept yet.
    init(canShare: Bool) {
        self.canShare = canShare
    }

    /// How many are kept.
    var count: Int { canShare ? entries.count : patterns.count }

    /// How many values are held for them.
    var patternCount: Int { patterns.count }

    /// Keeps the next repetition.
    mutating func keep(_ result: RepetitionResult) {
        latest = []
        var pattern = result
        pattern.record = result.record.settled
        guard canShare else { return patterns.append(pattern) }
        guard result.canShare else {
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

    /// No other is kept: none is searched for any more.
    mutating func finish() {
        places = [:]
    }

    /// Changes what is reported, for all that share it alike.
    mutating func changeTexts(_ change: (RepetitionResult) -> RepetitionResult) {
        for index in patterns.indices { patterns[index] = change(patterns[index]) }
    }

    subscript(position: Int) -> RepetitionResult {
        get {
            guard canShare else { return patterns[position] }
            let entry = entries[position]
            var result = patterns[entry.pattern]
            if let own = entry.own { result.become(own.run, own.duration, storedID: own.storedID) }
            return result
        }
        set {
            guard canShare else { return patterns[position] = newValue }
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
