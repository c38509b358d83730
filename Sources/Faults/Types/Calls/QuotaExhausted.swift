package import Workflows

/// Uses up what an agent may spend: from then on every call of it is refused in that run.
package struct QuotaExhausted: Injection {
    /// Declares the refusal.
    package init() {}

    package var remembersCalls: Bool { true }

    /// A later call is refused because of the firing before: it is a firing of its own where the selectors choose it too.
    package func apply(
        to call: inout AgentCall,
        _ visit: RememberedCall,
        _ memory: inout CallMemory
    ) -> Bool {
        let isChosen = visit.cause != .passing
        if isChosen { memory.exhausted.insert(visit.agentOfRun) }
        guard !memory.exhausted.isEmpty, memory.exhausted.contains(visit.agentOfRun) else {
            return false
        }
        call.end(.failure(Self.failure), .before)
        return isChosen
    }

    private static let failure = OperationFailure(
        kind: type.name,
        message: "429 quota exhausted: nothing is left of what this account may spend"
    )
}

extension QuotaExhausted {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "quota_exhausted",
        places: [.agentCall: .both],
        summary:
            "The call is refused at once with status 429, and so is every later call of its agent in the run.",
        imitates: "an account that has run out of credit: a 429 that never gets better",
        source: "https://platform.openai.com/docs/guides/error-codes (insufficient_quota)",
        remedy: "bound the attempts, then take a fallback; waiting does not help",
        decode: { _, _, _ in QuotaExhausted() }
    )
}

extension FaultType {
    /// Refuses all later calls; see `QuotaExhausted`.
    package static let quotaExhausted = QuotaExhausted.type
}
