internal import Workflows

extension ScenarioResult {
    /// What reports of `crash` say of a scenario whose runs were killed.
    package static func crashed(
        named name: String,
        file: String,
        status: Status,
        seed: UInt64,
        isVirtual: Bool
    ) -> ScenarioResult {
        var result = verified(
            named: name,
            file: file,
            status: status,
            seed: seed,
            isVirtual: isVirtual
        )
        result.verb = "crash"
        return result
    }
}

extension ExpectationFailure {
    /// A run that was killed and resumed, and is not as it was uninterrupted.
    package static func killed(
        _ found: String,
        location: String,
        run: String,
        seed: UInt64
    ) -> ExpectationFailure {
        ExpectationFailure(
            expected: "a run that ends as if nothing had killed it",
            found: found,
            location: location,
            run: run,
            seed: seed
        )
    }
}
