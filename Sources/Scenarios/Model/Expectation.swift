package import Faults
package import Shapes
internal import Quantities
package import Patterns
package import Workflows

/// One entry of a run's `expect`, with its place.
package struct Expectation: Sendable {
    /// What is expected.
    package enum Kind: Sendable {
        /// The run ends so.
        case status(RunStatus)
        /// Exactly these phases were executed, cached, skipped or degraded.
        case phases(PhaseSet, Set<PhaseID>)
        /// The phase's agent was called this often.
        case attempts(PhaseID, Int)
        /// The run takes this long.
        case duration(DurationBound)
        /// The phase's output satisfies this.
        case output(PhaseID, OutputCheck)
        /// A server answered with this status.
        case responseStatus(Int)
        /// A server's body satisfies this.
        case responseBody(OutputCheck)
        /// The run failed in this phase.
        case errorPhase(PhaseID)
        /// The run failed with this kind.
        case errorKind(String)
        /// The fault ended so in this run.
        case fault(String, FaultOutcome)
        /// These events happened in this order, others between them.
        case events([EventPattern])
        /// Every committed output is the same as in the other run.
        case sameOutput(as: String)
        /// It ended in one of these ways; what is expected of a run that says nothing.
        case endedAs(Set<RunStatus>)
        /// It rolled back so often.
        case rollbacks(Int)
        /// Exactly these patterns were found.
        case patterns(Set<String>)
        /// Exactly these phases took far longer than they used to.
        case anomalies(Set<PhaseID>)
        /// The cache was used so often.
        case cache(CacheCount, Int)
        /// All its calls used so many tokens.
        case tokens(AmountBound)
        /// All its calls cost so much.
        case cost(AmountBound)
        /// The phase's last miss named at least these parts of its key.
        case missedBecause(PhaseID, [String])
    }

    /// The numbers that `expect.cache` names.
    package enum CacheCount: String, Sendable, CaseIterable {
        /// Look-ups that found a result.
        case hits
        /// Look-ups that found none.
        case misses
        /// Results that had to go to make room for those of the run.
        case evicted
    }

    /// The sets of phases that a run's record has.
    package enum PhaseSet: String, Sendable, CaseIterable {
        /// Phases of which an attempt was started.
        case executed
        /// Phases whose result came from the cache.
        case cached
        /// Phases that were left out.
        case skipped
        /// Phases that took their fallback.
        case degraded

        /// The set in a record.
        package func phases(in record: RunRecord) -> Set<PhaseID> {
            switch self {
            case .executed: record.executed
            case .cached: record.cached
            case .skipped: record.skipped
            case .degraded: record.degraded
            }
        }
    }

    /// What is expected.
    package let kind: Kind
    /// Where it is.
    package let location: SourceLocation
}

/// What a text, and the files beside it, must satisfy.
package enum OutputCheck: Sendable, Equatable {
    /// It contains this.
    case contains(String)
    /// It matches this regular expression somewhere.
    case matches(Pattern)
    /// It is JSON.
    case isJSON
    /// It is JSON with this value at this path.
    case json(JSONPathValue)
    /// It has the content of this file; the name is for messages.
    case equals([UInt8], file: String)
    /// It has a file of this path.
    case file(String)
}

/// An event with some of its fields.
package struct EventPattern: Sendable, Equatable {
    /// The event's kind.
    package let kind: String
    /// The fields that must have these values, written as in the line.
    package let fields: [String: String]

    /// Whether an event has the kind and the fields.
    package func matches(_ event: Event) -> Bool {
        guard event.kindName == kind else { return false }
        var open = fields
        event.forEachField { name, value in
            let text =
                switch value {
                case .text(let text): text
                case .integer(let number): String(number)
                }
            if open[name.description] == text { open[name.description] = nil }
        }
        return open.isEmpty
    }

    /// The pattern as a person writes it.
    package var text: String {
        let details = fields.sorted { $0.key < $1.key }.map { ", \($0.key): \($0.value)" }
        return "{kind: \(kind)\(details.joined())}"
    }
}

/// A bound on a duration: `"<= 60s"`, `"1s..2s"` or exactly `12s`.
package struct DurationBound: Sendable, Equatable {
    /// The bound as it is written.
    package let text: String
    private let bound: BoundSyntax<Duration>

    /// Reads a bound; `nil` where the text is none.
    package init?(_ text: String) {
        self.text = text
        let limits = Duration.seconds(-1)...DurationSyntax.longest * 2
        guard
            let bound = BoundSyntax(
                text,
                limits: limits,
                range: { RangeSyntax.durations($0) },
                value: { DurationSyntax.parse($0) }
            )
        else { return nil }
        self.bound = bound
    }

    /// Whether a duration is within the bound.
    package func contains(_ duration: Duration) -> Bool { bound.contains(duration) }
}
