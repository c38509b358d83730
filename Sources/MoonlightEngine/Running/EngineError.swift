internal import Storage

/// Why a run was not started, or an engine not opened. What happens in a run is part of its ``RunResult``.
public enum EngineError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The workflow cannot run as it is declared.
    case invalidWorkflow([WorkflowMistake])
    /// A run's id has 1...200 bytes, no `/` and no control characters.
    case invalidID(String)
    /// A run of this id is known already: it can be resumed, or another id be used.
    case knownRun(String)
    /// No run of this id is known; one that ended before its first commit never was.
    case unknownRun(String)
    /// The run is being executed, here or by another process.
    case underWay(String)
    /// A run of a virtual engine was to begin in an agent, a hook or an observer of another run of that engine: it would
    /// wait for its turn for ever.
    case withinAnother(String)
    /// What the run committed was not made by this workflow: the phase that differs, and in what.
    case mismatch(run: String, phase: String, reason: String)
    /// The run's journal cannot be trusted.
    case damaged(run: String, reason: String)
    /// The state folder cannot be used.
    case storage(path: String, reason: String)

    /// The mistake in words for a person.
    public var description: String {
        switch self {
        case .invalidWorkflow(let mistakes): mistakes.map(\.description).joined(separator: "\n")
        case .invalidID(let id):
            "expected a run's id of 1...200 bytes without \"/\" and control characters, found \"\(id)\""
        case .knownRun(let id): "run \(id) is known already: resume it, or choose another id"
        case .unknownRun(let id): "no run \(id) is known"
        case .underWay(let id): "run \(id) is being executed already"
        case .withinAnother(let id):
            "run \(id) would wait for itself: a virtual engine executes one run at a time, and this is one"
        case .mismatch(let run, let phase, let reason):
            "run \(run) cannot be resumed: phase \(phase): \(reason)"
        case .damaged(let run, let reason): "run \(run) cannot be resumed: \(reason)"
        case .storage(let path, let reason): "\(path): \(reason)"
        }
    }
}

extension EngineError {
    init(_ failure: StorageFailure) {
        self = .storage(path: failure.path, reason: failure.message)
    }
}
