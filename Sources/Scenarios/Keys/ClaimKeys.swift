internal import Shapes

/// What a claim may hold.
enum ClaimKeys {
    static let shape = Shape.object(
        [
            name.field, baseline.field, candidate.field, run.field, metric.field,
            reduction.field, speedup.field, noChange.field, atLeast.field, passAll.field,
            pairs.field, confidence.field, pairing.field, across.field, under.field,
        ],
        groups: [
            .exactlyOne([baseline.name, run.name]),
            .exactlyOne([reduction.name, speedup.name, noChange.name, atLeast.name]),
        ]
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
        example: "cold",
        doc: "The run that is the measure."
    )
    static let candidate = Key(
        "candidate",
        .text,
        example: "warm",
        doc: "The run that is claimed to be better."
    )
    static let run = Key(
        "run",
        .text,
        example: "cold",
        doc: "The run that at_least is about, in place of baseline and candidate."
    )
    static let metric = Key(
        "metric",
        .metric,
        showing: "duration; success with at_least",
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
    static let noChange = Key(
        "no_change",
        .probability,
        example: "5%",
        doc: "How far the ratio of candidate to baseline may be from 1."
    )
    static let atLeast = Key(
        "at_least",
        .probability,
        example: "90%",
        doc: "The share of the run's executions that succeed; pairs is then their number."
    )
    static let passAll = Key(
        "pass_all",
        .integer(1...4000),
        showing: "1",
        doc: "Of how many executions at_least asks that all of them succeed."
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
    static let pairing = Key(
        "pairing",
        .choice { (pairing: Claim.Pairing) in
            switch pairing {
            case .common: "Both runs of a pair meet the same chance: a pair is one task."
            case .independent: "The run's name is part of what it draws."
            }
        },
        showing: "common on a virtual clock, else independent",
        doc: "How the latencies, jitter and faults of a pair's runs go together."
    )
    static let under = Key(
        "under",
        .part(.singleOrList(.text)),
        showing: "the scenario's own",
        example: "provider-2026",
        doc: "The climate that its runs are measured in, or several: it then has a verdict in each."
    )
    static let across = Key(
        "across",
        .choice { (scope: Claim.Scope) in
            switch scope {
            case .each: "It holds of each of them, by Holm's correction for their number."
            case .geomean: "It holds of the geometric mean of their ratios."
            }
        },
        showing: "each is judged by itself",
        doc: "How it speaks of all variants and files that make a claim of this name."
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
