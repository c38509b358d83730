internal import Workflows

/// What an agent is given keeps within the settings of the context: the bytes of all texts, feedback and history.
///
/// No event says what was in a request: the host's evidence does, where something bounds it.
enum ContextBounds {
    /// The most bytes that a text can end in to say how much of it is missing.
    private static let longestMark = "[cut: \(Int.max) bytes left out]".utf8.count

    /// The first request with more than there may be.
    static func finding(in trace: RunTrace, _ plan: ObservedPlan) -> (
        sequence: Int, message: String
    )? {
        if !plan.context.isEnabled || plan.context.budget == nil,
            let finding = cutForNothing(trace.events)
        {
            return finding
        }
        guard plan.context.isBounded else { return nil }
        for asked in trace.evidence.asked {
            guard let words = words(asked, plan.context) else { continue }
            let event = trace.events.first {
                guard case .attemptStarted(asked.phase, asked.attempt, _) = $0.kind else {
                    return false
                }
                return true
            }
            return (
                event?.sequence ?? 0,
                "attempt \(asked.attempt) of \(asked.phase) is given \(words)"
            )
        }
        return nil
    }

    /// What is left out of a request although nothing limits its bytes.
    private static func cutForNothing(_ events: [Event]) -> (sequence: Int, message: String)? {
        for event in events where event.tag == .attemptStarted {
            guard case .attemptStarted(let phase, let attempt, let missing) = event.kind,
                missing > 0
            else { continue }
            let message =
                "\(missing) bytes are left out of what attempt \(attempt) of \(phase) is given, and "
                + "nothing limits them"
            return (event.sequence, message)
        }
        return nil
    }

    private static func words(
        _ asked: HostEvidence.Asked,
        _ context: WorkflowConfiguration.Context
    ) -> String? {
        if asked.history > 0, !context.isEnabled || !context.hasHistory {
            return "\(asked.history) earlier attempts, and the context has no history"
        }
        if asked.hasFeedback, !context.isEnabled || !context.hasFeedback {
            return "feedback, and the context has none"
        }
        guard context.isEnabled, let most = context.budget else { return nil }
        let room = max(0, most).addingReportingOverflow(asked.texts * longestMark)
        guard !room.overflow, asked.bytes > room.partialValue else { return nil }
        return "\(asked.bytes) bytes, at most \(most) are allowed"
    }
}
