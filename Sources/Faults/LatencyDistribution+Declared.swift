internal import Quantities
package import Shapes
package import Workflows

// How scenario files write a distribution, for faults and for agents.
extension LatencyDistribution {
    /// A duration, or a distribution by its parameters.
    package static let shapes: [Shape] = [
        .duration(), .object([uniform.field]), .object([lognormal.field]),
        .object([samples.field]),
    ]

    /// What the shapes are, for messages.
    package static let forms = "a duration such as \"250ms\", uniform, lognormal or samples"

    /// A lognormal distribution by two of its quantiles.
    package static let lognormalShape = Shape.object([median.field, p90.field])

    private static let uniform = Key(
        "uniform",
        .part(.object([least.field, most.field])),
        required: true,
        doc: "Equally likely in between."
    )
    private static let lognormal = Key(
        "lognormal",
        .part(lognormalShape),
        required: true,
        doc: "Logarithms normally distributed."
    )
    private static let samples = Key(
        "samples",
        .part(.text),
        required: true,
        example: "latencies.csv",
        doc: "A file of measured times: a number of seconds a line, each as likely as any other. "
            + "At most 1 MiB; lines that begin with # are left out, and a heading."
    )
    private static let least = Key("min", .duration(), required: true, doc: "The shortest.")
    private static let most = Key("max", .duration(), required: true, doc: "The longest.")
    private static let median = Key(
        "median",
        .duration(allowZero: false),
        required: true,
        doc: "Half take longer."
    )
    private static let p90 = Key(
        "p90",
        .duration(allowZero: false),
        required: true,
        doc: "One in ten takes longer."
    )

    /// Reads what fits one of the shapes; `nil` where it says nothing, or contradicts itself, with the mistake added.
    package init?(
        _ node: SourceNode,
        at path: String,
        reading files: NamedFiles,
        into mistakes: inout ProblemList
    ) {
        if let duration = node.duration {
            self = .constant(duration)
        } else if let uniform = node[Self.uniform] {
            guard
                let (low, high) = Self.pair(
                    Self.least,
                    Self.most,
                    in: uniform,
                    "\(path).uniform",
                    &mistakes
                )
            else { return nil }
            self = .uniform(min: low, max: high)
        } else if let lognormal = node[Self.lognormal] {
            self.init(lognormal: lognormal, at: "\(path).lognormal", into: &mistakes)
        } else if let samples = node[Self.samples] {
            let durations = files.durations(samples, at: "\(path).samples", into: &mistakes)
            guard let durations else { return nil }
            self = .samples(durations)
        } else {
            return nil
        }
    }

    /// Reads what fits the shape of a lognormal distribution.
    package init?(lognormal node: SourceNode, at path: String, into mistakes: inout ProblemList) {
        guard let (median, p90) = Self.pair(Self.median, Self.p90, in: node, path, &mistakes) else {
            return nil
        }
        self = .lognormal(median: median, p90: p90)
    }

    /// Two durations of which the first is not the longer one.
    private static func pair(
        _ first: Key<Duration>,
        _ second: Key<Duration>,
        in node: SourceNode,
        _ path: String,
        _ mistakes: inout ProblemList
    ) -> (Duration, Duration)? {
        guard let low = node[first], let high = node[second] else {
            return nil
        }
        guard low <= high else {
            mistakes.add(
                node,
                path,
                "expected \(first.name) to be at most \(second.name), found "
                    + "\(DurationText.text(low)) and \(DurationText.text(high))"
            )
            return nil
        }
        return (low, high)
    }
}
