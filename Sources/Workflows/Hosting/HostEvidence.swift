/// What a host saw of its run besides events, for whoever judges the run: no line and no report has it.
package struct HostEvidence: Sendable, Equatable {
    /// A result that the cache was given.
    package struct Kept: Sendable, Equatable {
        /// The phase whose result it is.
        package let phase: PhaseID
        /// The result.
        package let digest: Digest
        /// The number of the latest event by then.
        package let sequence: Int

        /// Notes a result.
        package init(phase: PhaseID, digest: Digest, sequence: Int) {
            self.phase = phase
            self.digest = digest
            self.sequence = sequence
        }
    }

    /// How much of what a limit bounds was in what an agent was asked.
    package struct Asked: Sendable, Equatable {
        /// The phase that was called.
        package let phase: PhaseID
        /// The number of the attempt.
        package let attempt: Int
        /// The bytes of all texts, and how many texts there are: each may end in a mark that says how much was cut.
        package let bytes: Int
        /// How many texts there are.
        package let texts: Int
        /// Whether the request says why the attempt before did not do.
        package let hasFeedback: Bool
        /// How many earlier attempts it has.
        package let history: Int
    }

    /// The results that the cache was given, in order.
    package private(set) var kept: [Kept] = []
    /// The most results that the cache held after one of them.
    package private(set) var mostEntries = 0
    /// The most bytes that it held.
    package private(set) var mostBytes = 0
    /// What agents were asked, where something bounds that.
    package private(set) var asked: [Asked] = []

    /// Nothing was seen.
    package init() {}

    init(kept: [Kept], most: (entries: Int, bytes: Int), asked: [Asked]) {
        self.kept = kept
        (mostEntries, mostBytes) = most
        self.asked = asked
    }

    /// Notes a result that the cache was given, and how much it holds now; `nil` where that is not known.
    package mutating func note(_ result: Kept, _ held: (entries: Int, bytes: Int)?) {
        kept.append(result)
        guard let held else { return }
        mostEntries = max(mostEntries, held.entries)
        mostBytes = max(mostBytes, held.bytes)
    }

    /// Notes what an agent was asked.
    package mutating func note(_ request: AgentRequest) {
        var bytes = request.requirements.utf8.count + (request.feedback?.utf8.count ?? 0)
        var texts = 1 + (request.feedback == nil ? 0 : 1) + request.history.count
        for input in request.inputs {
            bytes += input.output.text.utf8.count
            for file in input.output.files { bytes += file.bytes.count }
            texts += 1 + input.output.files.count
        }
        for past in request.history { bytes += past.output.utf8.count }
        asked.append(
            Asked(
                phase: request.phase,
                attempt: request.attempt,
                bytes: bytes,
                texts: texts,
                hasFeedback: request.feedback != nil,
                history: request.history.count
            )
        )
    }
}

extension WorkflowConfiguration.Context {
    /// Whether something bounds what agents are given.
    package var isBounded: Bool { !isEnabled || !hasFeedback || !hasHistory || budget != nil }
}
