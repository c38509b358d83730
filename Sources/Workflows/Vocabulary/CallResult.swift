// What came of the call of a function or a program.
extension Result where Success == AgentAnswer, Failure == OperationFailure {
    /// The usage, whatever the outcome.
    package var usage: Usage {
        switch self {
        case .success(let answer): answer.usage
        case .failure(let failure):
            Usage(
                tokens: failure.usage.tokens,
                costMicros: failure.usage.costMicros,
                calls: failure.calls == 1 ? nil : failure.calls,
                memoryBytes: failure.usage.memoryBytes,
                isMemoryShared: failure.usage.isMemoryShared
            )
        }
    }

    /// The same of a call that held so many bytes more.
    package func holding(_ bytes: Int) -> Self {
        switch self {
        case .success(let answer): return .success(answer.holding(bytes))
        case .failure(var failure):
            failure.usage = failure.usage.holding(bytes)
            return .failure(failure)
        }
    }

    /// Why a hook failed, where it did: a failure of the engine's own that says what the hook's was.
    package var failureOfHook: OperationFailure? {
        guard case .failure(var failure) = self else { return nil }
        failure.message = "\(failure.kind): \(failure.message)"
        failure.kind = EngineFailure.hook.rawValue
        failure.isRetryable = false
        return failure
    }
}

extension AgentAnswer {
    /// The answer of a call that held so many bytes more.
    package func holding(_ bytes: Int) -> AgentAnswer {
        guard bytes > 0 else { return self }
        return AgentAnswer(output: output, usage: usage.holding(bytes))
    }
}
