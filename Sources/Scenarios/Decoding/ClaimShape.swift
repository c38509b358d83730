internal import Shapes

/// What a claim may hold.
enum ClaimShape {
    static let claim = Shape.object(
        [
            Field("name", .text, required: true, doc: "The claim, as it would be made."),
            Field("baseline", .text, required: true, doc: "The run that is the measure."),
            Field("candidate", .text, required: true, doc: "The run that is claimed to be better."),
            Field(
                "metric",
                .choice(Claim.Metric.allCases.map { Choice($0.rawValue) }),
                default: "duration",
                doc: "What is measured."
            ),
            Field("reduction", .percentRange, doc: "The share saved, such as 50%..80%."),
            Field("speedup", .text, doc: "Baseline over candidate, such as \">= 3\"."),
            Field(
                "pairs",
                .integer(1...4000),
                default: "30",
                doc: "How many pairs of runs are measured."
            ),
            Field(
                "confidence",
                .probability,
                default: "95%",
                doc: "The confidence of the interval."
            ),
        ],
        groups: [.exactlyOne(["reduction", "speedup"])]
    )
}
