internal import Quantities
internal import Locks
internal import Workflows

/// What of a run only its events and its agents' answers say: the last failure of each phase, and what was used up.
final class RunWatch: Sendable {
    private struct Noted {
        var failures: [String: (attempt: Int, failure: AgentFailure)] = [:]
        var usage: [String: Usage] = [:]
    }

    private let noted = Guarded(Noted())
    private let observer: (@Sendable (RunEvent) -> Void)?

    init(_ observer: (@Sendable (RunEvent) -> Void)?) {
        self.observer = observer
    }

    /// What was used up so far, by phase.
    var usage: [String: Usage] { noted.withLock(\.usage) }

    /// Why the phase's last attempt did not do.
    func failure(of phase: String) -> AgentFailure? {
        noted.withLock { $0.failures[phase]?.failure }
    }

    /// Takes up an answer.
    func note(_ answer: AgentAnswer, of phase: String) {
        guard answer.tokens != nil || answer.costMicros != nil else { return }
        noted.withLock { noted in
            let before = noted.usage[phase] ?? Usage()
            noted.usage[phase] = before.adding(answer)
        }
    }

    /// Takes up an event and hands it on.
    func note(_ event: Event) {
        switch event.kind {
        case .attemptFailed(let phase, let attempt, let failure):
            note(AgentFailure(failure), of: phase, attempt)
        case .validationFailed(let phase, let attempt, let finding):
            let message = "\(finding.validator): \(finding.message)"
            note(
                AgentFailure(
                    kind: .validation,
                    message: message,
                    isRetryable: false
                ),
                of: phase,
                attempt
            )
        case .hookEnded(let phase, .before, let failure?):
            note(AgentFailure(failure), of: phase, 0)
        default: break
        }
        observer?(RunEvent(event))
    }

    /// Findings on one output are one failure.
    private func note(_ failure: AgentFailure, of phase: PhaseID, _ attempt: Int) {
        noted.withLock { noted in
            var failure = failure
            if failure.kind == .validation,
                let last = noted.failures[phase.name],
                last.attempt == attempt, last.failure.kind == failure.kind
            {
                failure.message = "\(last.failure.message)\n\(failure.message)"
            }
            noted.failures[phase.name] = (attempt, failure)
        }
    }
}

/// What agents said that they used up.
public struct Usage: Sendable, Equatable {
    /// Tokens.
    public internal(set) var tokens = 0
    /// Millionths of the user's currency unit.
    public internal(set) var costMicros = 0

    func adding(_ answer: AgentAnswer) -> Usage {
        Usage(
            tokens: tokens.addingClamped(answer.tokens ?? 0),
            costMicros: costMicros.addingClamped(answer.costMicros ?? 0)
        )
    }
}
