/// A place where a fault can act: a host asks for faults there, each time that something passes it.
package enum Failpoint: String, Sendable, CaseIterable {
    /// The call of an agent, on its way there and back; a `Passage.call` passes it.
    case agentCall = "agent.call"
    /// The answer of an agent, on its way to the engine; a `Passage.answer` passes it.
    case agentOutput = "agent.output"
    /// The frames of an agent that streams its answer; a `Passage.stream` passes it.
    case agentStream = "agent.stream"
    /// A transaction of a run's journal; a `Passage.append` passes it.
    case journalAppend = "journal.append"
    /// The opening of a run's journal; a `Passage.journal` passes it.
    case journalRead = "journal.read"
    /// A look-up in the cache; a `Passage.lookUp` passes it.
    case cacheRead = "cache.read"
    /// A result that the cache is to keep; a `Passage.store` passes it.
    case cacheWrite = "cache.write"
    /// A reading of the wall clock, or a timer that is set; a `Passage.clock` passes it.
    case clock
    /// An event of a run, after which its process may come to harm; a `Passage.process` passes it.
    case process
    /// The start of an attempt, which needs resources; a `Passage.resource` passes it.
    case resource
    /// The validation of an output; a `Passage.validation` passes it.
    case validator

    private static let words = allCases.map { Chance.Word($0.rawValue) }

    /// The name as draws of chance know it.
    var word: Chance.Word { Self.words[place] }

    /// What a visit of it is, in the words of reports.
    package var visit: String {
        switch self {
        case .agentCall: "call"
        case .agentOutput: "answer"
        case .agentStream: "stream"
        case .journalAppend: "transaction"
        case .journalRead: "opening"
        case .cacheRead: "look-up"
        case .cacheWrite: "store"
        case .clock: "reading"
        case .process: "event"
        case .resource: "attempt"
        case .validator: "validation"
        }
    }

    /// The place among all failpoints.
    @inline(__always)
    package var place: Int {
        switch self {
        case .agentCall: 0
        case .agentOutput: 1
        case .agentStream: 2
        case .journalAppend: 3
        case .journalRead: 4
        case .cacheRead: 5
        case .cacheWrite: 6
        case .clock: 7
        case .process: 8
        case .resource: 9
        case .validator: 10
        }
    }

    /// What selectors can say of a visit, beside its run and time.
    package var parts: Set<Part> {
        switch self {
        case .agentCall, .agentOutput, .agentStream, .resource, .validator:
            [.phase, .agent, .attempt]
        case .cacheRead, .cacheWrite, .process: [.phase, .agent]
        case .journalAppend: [.phase]
        case .journalRead, .clock: []
        }
    }

    /// What a visit may be about.
    package enum Part: String, Sendable, CaseIterable {
        /// A phase.
        case phase
        /// The agent of that phase, or the one that undoes it.
        case agent
        /// The number of an attempt.
        case attempt
    }
}

/// Some failpoints.
package struct FailpointSet: OptionSet, Sendable {
    package let rawValue: UInt16

    package init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// Those of a list.
    package init(_ failpoints: some Sequence<Failpoint>) {
        self.init(rawValue: failpoints.reduce(0) { $0 | 1 << UInt16($1.place) })
    }

    /// One alone.
    package init(_ failpoint: Failpoint) {
        self.init(rawValue: 1 << UInt16(failpoint.place))
    }

    /// Whether one is among them.
    @inline(__always)
    package func contains(_ failpoint: Failpoint) -> Bool {
        rawValue & 1 << UInt16(failpoint.place) != 0
    }
}
