/// What a machine decided where no event says it: whoever resumes the run has to stand by it.
package enum RunDecision: Sendable, Equatable {
    /// A phase has no attempt left.
    case exhausted(Exhaustion)
    /// Undoing a phase is given up.
    case abandoned(PhaseID)
    /// A phase is committed, and its hook after it is to run.
    case awaitsHookAfter(PhaseID)

    /// A phase that has no attempt left, and whose way out is still to come.
    package struct Exhaustion: Sendable, Equatable {
        /// The phase.
        package let phase: PhaseID
        /// Why its last attempt failed.
        package let failure: AgentFailure
        /// Whether its hook on failure is still to end.
        package var awaitsHook: Bool
        /// Whether the run's deadline leaves it no time for anything but an end.
        package let isLate: Bool

        /// Describes an exhausted phase.
        package init(phase: PhaseID, failure: AgentFailure, awaitsHook: Bool, isLate: Bool) {
            self.phase = phase
            self.failure = failure
            self.awaitsHook = awaitsHook
            self.isLate = isLate
        }
    }
}

extension RunDecision {
    private enum Kind: UInt8 {
        case exhausted = 1
        case abandoned = 2
        case awaitsHookAfter = 3
    }

    func encode(into writer: inout ByteWriter) {
        switch self {
        case .exhausted(let exhaustion):
            writer.add(byte: Kind.exhausted.rawValue)
            writer.put(
                exhaustion.phase,
                exhaustion.failure,
                exhaustion.awaitsHook,
                exhaustion.isLate
            )
        case .abandoned(let phase):
            writer.add(byte: Kind.abandoned.rawValue)
            writer.put(phase)
        case .awaitsHookAfter(let phase):
            writer.add(byte: Kind.awaitsHookAfter.rawValue)
            writer.put(phase)
        }
    }

    init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
        switch Kind(rawValue: try reader.byte()) {
        case .exhausted:
            self = .exhausted(
                try reader.make(Exhaustion.init(phase:failure:awaitsHook:isLate:))
            )
        case .abandoned: self = .abandoned(try PhaseID(from: &reader))
        case .awaitsHookAfter: self = .awaitsHookAfter(try PhaseID(from: &reader))
        case nil: throw reader.malformed("a known kind of decision")
        }
    }
}
