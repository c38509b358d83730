internal import Workflows

/// Lets the agent die during a call.
package struct Crash: Sendable, Equatable {
    /// When the agent dies.
    package enum Point: String, Sendable, CaseIterable {
        /// Before it did anything.
        case before
        /// After its work, before its answer arrived.
        case after
    }

    /// When the agent dies.
    package let point: Point

    /// Declares the crash.
    package init(point: Point = .before) {
        self.point = point
    }

    static let documentation = EffectDocumentation(
        name: "crash",
        parameters: "point: before | after (before)",
        summary: "The agent dies: at once, or after its work and before its answer.",
        imitates: "a worker that runs out of memory or is evicted",
        remedy: "try again, with effects that bear an idempotency key"
    )

    func apply(to call: inout AgentCall) {
        let failure = AgentFailure(
            kind: Self.documentation.name,
            message: "the agent died (\(point.rawValue) its work)"
        )
        switch (point, call.ending) {
        case (.before, _): call.refuse(failure)
        case (.after, .live): call.ending = .live(then: failure)
        case (.after, .answer): call.ending = .failure(failure)
        case (.after, .failure), (.after, .never): break
        }
    }
}
