internal import Quantities
package import Shapes
package import Workflows

// How scenario files write a distribution, for faults and for agents.
extension LatencyDistribution {
    /// A duration, or a distribution by its parameters.
    package static let shapes: [Shape] = [
        .duration(),
        .object([
            Field("uniform", uniformShape, required: true, doc: "Equally likely in between.")
        ]),
        .object([
            Field(
                "lognormal",
                lognormalShape,
                required: true,
                doc: "Logarithms normally distributed."
            )
        ]),
    ]

    /// A lognormal distribution by two of its quantiles.
    package static let lognormalShape = Shape.object([
        Field("median", .duration(allowZero: false), required: true, doc: "Half take longer."),
        Field("p90", .duration(allowZero: false), required: true, doc: "One in ten takes longer."),
    ])

    private static let uniformShape = Shape.object([
        Field("min", .duration(), required: true, doc: "The shortest."),
        Field("max", .duration(), required: true, doc: "The longest."),
    ])

    /// Reads what fits one of the shapes; `nil` where it says nothing, or contradicts itself, with the mistake added.
    package init?(_ node: YAMLNode, at path: String, into mistakes: inout [Problem]) {
        if let duration = node.duration {
            self = .constant(duration)
        } else if let uniform = node["uniform"] {
            guard
                let (low, high) = Self.pair(
                    "min",
                    "max",
                    in: uniform,
                    "\(path).uniform",
                    &mistakes
                )
            else { return nil }
            self = .uniform(min: low, max: high)
        } else if let lognormal = node["lognormal"] {
            self.init(lognormal: lognormal, at: "\(path).lognormal", into: &mistakes)
        } else {
            return nil
        }
    }

    /// Reads what fits the shape of a lognormal distribution.
    package init?(lognormal node: YAMLNode, at path: String, into mistakes: inout [Problem]) {
        guard let (median, p90) = Self.pair("median", "p90", in: node, path, &mistakes) else {
            return nil
        }
        self = .lognormal(median: median, p90: p90)
    }

    /// Two durations of which the first is not the longer one.
    private static func pair(
        _ first: String,
        _ second: String,
        in node: YAMLNode,
        _ path: String,
        _ mistakes: inout [Problem]
    ) -> (Duration, Duration)? {
        guard let low = node[first]?.duration, let high = node[second]?.duration else {
            return nil
        }
        guard low <= high else {
            mistakes.append(
                Problem(
                    location: node.location,
                    path: path,
                    message: "expected \(first) to be at most \(second), found "
                        + "\(DurationText.text(low)) and \(DurationText.text(high))"
                )
            )
            return nil
        }
        return (low, high)
    }
}
