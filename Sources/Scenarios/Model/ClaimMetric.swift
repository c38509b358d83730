package import Workflows

/// What a claim is about: one number of each measured run, of which less is better.
package struct ClaimMetric: Sendable {
    /// The name in scenario files.
    package let name: String
    /// What it is, in a sentence; empty where its name says it.
    let doc: String
    /// Whether it is a time, of which on a scaled clock only part would scale.
    let isTime: Bool
    /// What a share of it is that is not needed any more, such as `saved`.
    package let savedWord: String
    /// What `3 times` is followed by where a run needs a third of it, such as `as fast`.
    package let comparison: String
    /// What a run needed; `nil` where its record doesn't say.
    package let measure: @Sendable (RunRecord) -> Double?

    /// Every metric, in the order of the reference.
    static let all = [
        duration
    ]

    /// The time that a run takes, in microseconds.
    package static let duration = ClaimMetric(
        name: "duration",
        doc: "",
        isTime: true,
        savedWord: "saved",
        comparison: "as fast"
    ) { Double($0.duration.microseconds) }
}

extension ClaimMetric: Equatable {
    /// Metrics of one name are one.
    package static func == (first: ClaimMetric, second: ClaimMetric) -> Bool {
        first.name == second.name
    }
}
