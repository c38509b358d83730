/// What is known of the memory that the work of one attempt took.
package enum MemoryUse: Sendable, Equatable {
    /// The most that it had at a time, in bytes.
    case bytes(Int)
    /// Others were at work in the same process at the same time: nobody can say whose it is.
    case shared
}

extension Result where Success == AgentAnswer, Failure == OperationFailure {
    /// The same of a call whose memory was measured; what it says itself, it had besides.
    package func measured(_ memory: MemoryUse?) -> Self {
        guard let memory else { return self }
        switch self {
        case .success(let answer):
            return .success(
                AgentAnswer(output: answer.output, usage: answer.usage.measured(memory))
            )
        case .failure(let failure): return .failure(failure.measured(memory))
        }
    }
}

extension OperationFailure {
    /// The same of a call whose memory was measured.
    func measured(_ memory: MemoryUse) -> OperationFailure {
        var failure = self
        failure.usage = usage.measured(memory)
        return failure
    }
}

extension MachineOutput {
    /// Adds to the attempts that ended in the latest step without an answer what their calls took, where that is known.
    package mutating func measure(_ memory: (_ phase: Int, _ attempt: Int) -> MemoryUse?) {
        for place in latest.indices where events[place].tag == .attemptFailed {
            let event = events[place]
            guard case .attemptFailed(let phase, let attempt, let failure) = event.kind,
                failure.usage.memory == nil,
                let memory = memory(Int(event.place), attempt)
            else { continue }
            let measured = failure.measured(memory)
            events[place] = event.saying(
                .attemptFailed(phase, attempt: attempt, failure: measured)
            )
        }
    }
}
