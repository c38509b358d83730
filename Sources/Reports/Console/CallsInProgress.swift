package import Workflows

/// What a scenario on a real clock is doing right now: the calls in progress, from its events.
package struct CallsInProgress: Sendable, Equatable {
    private struct Call: Sendable, Equatable {
        let run: String
        let phase: String
        let attempt: Int
    }

    private var calls: [Call] = []

    /// Nothing yet.
    package init() {}

    /// Takes up what happened.
    package mutating func take(_ event: Event) {
        let run = event.run.id
        switch event.kind {
        case .attemptStarted(let phase, let attempt, _):
            calls.append(Call(run: run, phase: phase.name, attempt: attempt))
        case .attemptSucceeded(let phase, _, _, _, _), .attemptFailed(let phase, _, _):
            calls.removeAll { $0.run == run && $0.phase == phase.name }
        case .phaseEnded(let phase, _):
            calls.removeAll { $0.run == run && $0.phase == phase.name }
        case .runEnded: calls.removeAll { $0.run == run }
        default: break
        }
    }

    /// Such as `cold: coder, attempt 2`; empty where no call is in progress.
    package var text: String {
        calls.map { call in
            let attempt = call.attempt > 1 ? ", attempt \(call.attempt)" : ""
            return "\(call.run): \(call.phase)\(attempt)"
        }
        .joined(separator: "; ")
    }
}
