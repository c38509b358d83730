internal import Shapes

/// What a claim may hold.
enum ClaimKeys {
    static let shape = Shape.object(
        [
            name.field, baseline.field, candidate.field, metric.field, reduction.field,
            speedup.field, pairs.field, confidence.field,
        ],
        groups: [.exactlyOne([reduction.name, speedup.name])]
    )

    static let name = Key(
        "name",
        .text,
        required: true,
        example: "cached runs are 50–80 % faster",
        doc: "The claim, as it would be made."
    )
    static let baseline = Key(
        "baseline",
        .text,
        required: true,
        example: "cold",
        doc: "The run that is the measure."
    )
    static let candidate = Key(
        "candidate",
        .text,
        required: true,
        example: "warm",
        doc: "The run that is claimed to be better."
    )
    static let metric = Key(
        "metric",
        .metric,
        default: .duration,
        doc: "What is measured."
    )
    static let reduction = Key(
        "reduction",
        .percentRange,
        doc: "The share saved, such as 50%..80%."
    )
    static let speedup = Key(
        "speedup",
        .text,
        example: "\">= 3\"",
        doc: "Baseline over candidate, such as \">= 3\"."
    )
    static let pairs = Key(
        "pairs",
        .integer(1...4000),
        default: 30,
        doc: "How many pairs of runs are measured."
    )
    static let confidence = Key(
        "confidence",
        .probability,
        default: 0.95,
        doc: "The confidence of the interval."
    )
}

extension Form where Value == ClaimMetric {
    /// The name of a metric.
    fileprivate static var metric: Self {
        Self(
            .choice(ClaimMetric.all.map { Choice($0.name, doc: $0.doc) }),
            read: { node in ClaimMetric.all.first { $0.name == node.text } },
            write: \.name
        )
    }
}
