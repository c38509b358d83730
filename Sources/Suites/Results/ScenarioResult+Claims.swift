internal import Scenarios
internal import Workflows

extension ScenarioResult {
    /// A scenario of which claims were verified: it has no runs of its own, and `verify` does it again.
    package static func verified(
        named name: String,
        file: String,
        status: Status,
        seed: UInt64,
        isVirtual: Bool
    ) -> ScenarioResult {
        var result = ScenarioResult(
            name: name,
            file: file,
            className: Scenario.className(ofPath: file),
            status: status,
            seed: seed,
            workflow: "",
            isVirtual: isVirtual,
            traceHash: Digest(of: "")
        )
        result.verb = "verify"
        return result
    }
}

extension ExpectationFailure {
    /// A claim about a run that does not hold.
    package static func refuted(
        _ claimed: String,
        found: String,
        location: String,
        run: String,
        seed: UInt64
    ) -> ExpectationFailure {
        ExpectationFailure(
            expected: claimed,
            found: found,
            location: location,
            run: run,
            seed: seed
        )
    }
}
