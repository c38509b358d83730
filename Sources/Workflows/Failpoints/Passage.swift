/// What passes a failpoint: faults change it, then a host acts by it. A type of fault has one way to act on each kind.
package enum Passage: Sendable, Equatable {
    /// The call of an agent.
    case call(AgentCall)
    /// The answer of an agent.
    case answer(AnswerPassage)
    /// The frames of an agent.
    case stream(StreamPassage)
    /// A transaction of a journal.
    case append(AppendPassage)
    /// A journal that is opened.
    case journal(JournalPassage)
    /// A look-up in the cache.
    case lookUp(LookUpPassage)
    /// A result that the cache is to keep.
    case store(StorePassage)
    /// A reading of a clock.
    case clock(ClockPassage)
    /// An event of a run.
    case process(ProcessPassage)
    /// The start of an attempt.
    case resource(ResourcePassage)
    /// The validation of an output.
    case validation(ValidationPassage)

    /// Whether its end is decided: nothing that comes later can act on it.
    package var isDecided: Bool {
        switch self {
        case .call(let call): call.isDecided
        case .answer, .clock, .resource: false
        case .stream(let stream): stream.isDecided
        case .append(let append): append.isDecided
        case .journal(let journal): journal.isDecided
        case .lookUp(let lookUp): lookUp.isDecided
        case .store(let store): store.isDecided
        case .process(let process): process.isDecided
        case .validation(let validation): validation.isDecided
        }
    }
}
