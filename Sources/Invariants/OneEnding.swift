internal import Workflows

/// A run begins once, ends once, and its time never goes back.
struct OneEnding {
    static let summary =
        "a run begins once, ends once unless its process died, and its time never goes back"

    /// What is wrong, and at which event.
    typealias Finding = (sequence: Int, message: String)

    private var isEmpty = true
    private var sequence = 0
    private var time = Duration.zero
    private var tag = Event.Kind.Tag.runStarted
    private var isInOrder = true
    private var beginning: Finding?
    private var disorder: Finding?
    /// The first two events before any disorder that end the run: at most one of them can be the last.
    private var firstEnd: Int?
    private var secondEnd: Int?

    /// A run begins.
    mutating func begin() {
        isEmpty = true
        guard !isInOrder || beginning != nil || firstEnd != nil else { return }
        isInOrder = true
        beginning = nil
        disorder = nil
        firstEnd = nil
        secondEnd = nil
    }

    /// Takes up an event. Problems are reported at the end: a wrong last event comes before any disorder.
    @inline(__always)
    mutating func note(_ event: ObservedEvent, _ source: EventSource) {
        if isEmpty {
            isEmpty = false
            switch event.tag {
            case .runStarted, .runResumed: break
            default: beginning = (event.sequence, "the first event is \(source.kindName)")
            }
        } else if event.sequence != sequence + 1 || event.time.isBelow(time) || event.tag.isOfRun {
            if isInOrder { compare(event) }
        }
        sequence = event.sequence
        time = event.time
        tag = event.tag
    }

    private mutating func compare(_ event: ObservedEvent) {
        if event.time < time || event.sequence != sequence + 1 {
            isInOrder = false
            disorder = (event.sequence, "it follows event \(sequence) out of order")
        } else if event.tag == .runResumed, firstEnd == nil {
            // Its process died by a fault, and it goes on in another.
        } else if event.tag == .runStarted || event.tag == .runResumed {
            isInOrder = false
            disorder = (event.sequence, "the run starts a second time")
        } else if event.tag == .runEnded {
            if firstEnd == nil {
                firstEnd = event.sequence
            } else if secondEnd == nil {
                secondEnd = event.sequence
            }
        }
    }

    /// What is wrong with the run as a whole. A process may die before the run's first event, and after its last. The
    /// run's last event's name is asked only where that is wrong.
    func end(isInterrupted: Bool) -> Finding? {
        if isEmpty { return isInterrupted ? nil : (0, "the run left no event") }
        if let beginning { return beginning }
        if tag != .runEnded, !isInterrupted {
            return (sequence, "the last event is \(tag.name)")
        }
        let end = firstEnd == sequence ? secondEnd : firstEnd
        return end.map { ($0, "the run goes on after its end") } ?? disorder
    }
}
