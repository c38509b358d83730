/// What it means for the exit code that something has no verdict.
package enum InconclusivePolicy: String, Sendable, CaseIterable {
    /// It has its own exit code.
    case fail
    /// It is passed over.
    case skip

    /// The exit code: 1 if something is bad, else 2 if something has no verdict, else 0.
    package func exitCode(hasBad: Bool, hasInconclusive: Bool) -> Int32 {
        if hasBad { return 1 }
        return hasInconclusive && self == .fail ? 2 : 0
    }

    /// The exit code of claims, of which a refuted one is bad.
    package func exitCode(of verdicts: [ClaimVerdict]) -> Int32 {
        exitCode(
            hasBad: verdicts.contains { $0.verdict == .refuted },
            hasInconclusive: verdicts.contains { $0.verdict == .inconclusive }
        )
    }
}
