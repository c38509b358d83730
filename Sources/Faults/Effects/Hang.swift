internal import Workflows

/// Leaves a call without an answer for ever.
package struct Hang: Sendable, Equatable {
    /// Declares the hang.
    package init() {}

    static let documentation = EffectDocumentation(
        name: "hang",
        parameters: "none",
        summary: "The answer never comes; only a timeout ends the call.",
        imitates: "a connection that died without a word",
        remedy: "set timeout.attempt; without it the run fails with kind hang"
    )

    func apply(to call: inout AgentCall) {
        call.ending = .never
    }
}
