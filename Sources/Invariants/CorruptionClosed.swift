internal import Workflows

/// A record that a fault damaged is refused, or cut as a torn tail; no phase is restored from it.
struct CorruptionClosed {
    static let summary =
        "a damaged record is reported and refused, or cut as a torn tail; never read as a result"

    /// What a fault does to records, by its type's name.
    private enum Damage {
        /// A transaction is damaged while it is written.
        case written
        /// A journal is damaged while it is read, at its end.
        case tail
        /// A journal is damaged while it is read, anywhere.
        case anywhere
        /// A journal has what this version does not know.
        case unknown

        init?(_ effect: String, isOpening: Bool) {
            // Most faults are of calls, and a row of names costs more than where they can act.
            guard isOpening else {
                guard effect == "torn_write" || effect == "bit_flip" else { return nil }
                self = .written
                return
            }
            switch effect {
            case "truncated_tail": self = .tail
            case "bit_flip": self = .anywhere
            case "old_version": self = .unknown
            default: return nil
            }
        }
    }

    private var isCommitted: [Bool] = []
    /// The phases whose commit was damaged on its way to the disk.
    private var damaged: Set<Int> = []
    /// Whether the run was resumed, and nothing but faults has been said since; and how much was cut.
    private var isOpening = false
    private var cutBytes = 0
    /// The fault after which the run has to end.
    private var unanswered: String?

    mutating func begin(_ places: Int) {
        isCommitted.refill(places, with: false)
        if !damaged.isEmpty { damaged.removeAll() }
        isOpening = false
        unanswered = nil
    }

    mutating func makeRoom(_ places: Int) { isCommitted.grow(places, with: false) }

    /// Takes up an event; says what is wrong with it, where something is.
    @inline(__always)
    mutating func note(_ event: ObservedEvent, _ source: EventSource) -> String? {
        switch event.tag {
        case .phaseCommitted: isCommitted[event.place] = true
        case .faultInjected, .runResumed, .phaseRestored: return noteRare(event, source)
        default: break
        }
        if isOpening { return close(source) }
        return nil
    }

    private mutating func noteRare(_ event: ObservedEvent, _ source: EventSource) -> String? {
        switch source.kind {
        case .runResumed(_, _, _, let cut):
            isOpening = true
            cutBytes = cut
            unanswered = nil
        case .faultInjected(_, _, let fault, let effect):
            guard let damage = Damage(effect, isOpening: isOpening) else { break }
            switch damage {
            // What is recorded of a committed phase later, that it is undone, is not what it is restored from.
            case .written:
                if source.phase != nil, !isCommitted[event.place] { damaged.insert(event.place) }
            // What is cut may be the very record that another fault has made newer.
            case .tail, .anywhere: unanswered = cutBytes == 0 ? fault : nil
            case .unknown: unanswered = fault
            }
        case .phaseRestored:
            let problem = close(source)
            guard problem == nil, damaged.contains(event.place), !isCommitted[event.place] else {
                isCommitted[event.place] = true
                return problem
            }
            return "\(source.phaseName) is restored from a record that was damaged"
        default: break
        }
        return nil
    }

    /// The opening of the journal is over: the run goes on from what was read, or ends.
    private mutating func close(_ source: EventSource) -> String? {
        isOpening = false
        guard let fault = unanswered else { return nil }
        unanswered = nil
        // Whatever else is wrong with the run: it took nothing from the journal.
        if case .runEnded(.failed, _) = source.kind { return nil }
        return "the journal that \(fault) damaged is read as if it was whole"
    }
}
