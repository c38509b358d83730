package import Workflows

extension Injection {
    package var point: AgentCall.Point { .before }

    package var remembersCalls: Bool { false }

    package func apply(
        to call: inout AgentCall,
        _ visit: RememberedCall,
        _ memory: inout CallMemory
    ) -> Bool { false }

    package func apply(to call: inout AgentCall, chance: Chance) {}
    package func apply(to answer: inout AnswerPassage, chance: Chance) {}
    package func apply(to stream: inout StreamPassage, chance: Chance) {}
    package func apply(to append: inout AppendPassage, chance: Chance) {}
    package func apply(to journal: inout JournalPassage, chance: Chance) {}
    package func apply(to lookUp: inout LookUpPassage, chance: Chance) {}
    package func apply(to store: inout StorePassage, chance: Chance) {}
    package func apply(to clock: inout ClockPassage, chance: Chance) {}
    package func apply(to process: inout ProcessPassage, chance: Chance) {}
    package func apply(to resource: inout ResourcePassage, chance: Chance) {}
    package func apply(to validation: inout ValidationPassage, chance: Chance) {}

    /// The type of this value.
    package var type: FaultType { Self.type }

    /// Acts on what passes a failpoint where the type acts; says whether that changed it. Chance is that of this firing
    /// alone.
    package func act(on passage: inout Passage, chance: Chance) -> Bool {
        switch passage {
        case .call(var call):
            // A call is always changed: even a delay of nothing was asked for.
            apply(to: &call, chance: chance)
            passage = .call(call)
            return true
        case .answer(var answer):
            apply(to: &answer, chance: chance)
            return passage.becomes(.answer(answer))
        case .stream(var stream):
            apply(to: &stream, chance: chance)
            return passage.becomes(.stream(stream))
        case .append(var append):
            apply(to: &append, chance: chance)
            return passage.becomes(.append(append))
        case .journal(var journal):
            apply(to: &journal, chance: chance)
            return passage.becomes(.journal(journal))
        case .lookUp(var lookUp):
            apply(to: &lookUp, chance: chance)
            return passage.becomes(.lookUp(lookUp))
        case .store(var store):
            apply(to: &store, chance: chance)
            return passage.becomes(.store(store))
        case .clock(var clock):
            apply(to: &clock, chance: chance)
            return passage.becomes(.clock(clock))
        case .process(var process):
            apply(to: &process, chance: chance)
            return passage.becomes(.process(process))
        case .resource(var resource):
            apply(to: &resource, chance: chance)
            return passage.becomes(.resource(resource))
        case .validation(var validation):
            apply(to: &validation, chance: chance)
            return passage.becomes(.validation(validation))
        }
    }

    func isEqual(to other: any Injection) -> Bool { other as? Self == self }
}

extension Passage {
    /// Takes another's place; says whether that is a change.
    fileprivate mutating func becomes(_ other: Passage) -> Bool {
        defer { self = other }
        return self != other
    }
}
