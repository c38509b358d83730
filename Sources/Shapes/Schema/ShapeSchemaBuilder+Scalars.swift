internal import Quantities
extension ShapeSchemaBuilder {
    /// The schema of a shape without parts.
    func scalar(_ shape: Shape) -> Members {
        switch shape {
        case .scalar: [("type", .array(["string", "number", "boolean"]))]
        case .boolean: [("type", "boolean")]
        case .integer(let range): Self.integer(range)
        case .number(let range): Self.number(range)
        case .duration: Self.pattern(DurationSyntax.pattern)
        case .size: Self.either(Self.integer(SizeSyntax.range), SizeSyntax.pattern)
        case .probability: Self.either(Self.number(0...1), ProbabilitySyntax.pattern)
        case .integerRange(let range):
            Self.either(Self.integer(range), RangeSyntax.integerPattern)
        case .durationRange: Self.range(of: DurationSyntax.pattern)
        case .percentRange: Self.range(of: ProbabilitySyntax.percentPattern)
        case .choice(let choices): Self.choice(choices)
        default: [("type", "string")]
        }
    }

    private static func pattern(_ pattern: String) -> Members {
        [("type", "string"), ("pattern", .string("^\(pattern)$"))]
    }

    private static func range(of bound: String) -> Members {
        pattern(bound + #"\.\."# + bound)
    }

    private static func either(_ members: Members, _ text: String) -> Members {
        [("anyOf", .array([.object(members), .object(pattern(text))]))]
    }

    private static func choice(_ choices: [Choice]) -> Members {
        var members: Members = [("enum", .array(choices.map { .string($0.value) }))]
        // Not part of the standard, but shown by the editors that complete YAML.
        if choices.contains(where: { !$0.doc.isEmpty }) {
            members.append(("enumDescriptions", .array(choices.map { .string($0.doc) })))
        }
        return members
    }

    private static func integer(_ range: ClosedRange<Int>) -> Members {
        var members: Members = [("type", "integer")]
        if range.lowerBound > .min { members.append(("minimum", .integer(range.lowerBound))) }
        if range.upperBound < .max { members.append(("maximum", .integer(range.upperBound))) }
        return members
    }

    private static func number(_ range: ClosedRange<Double>) -> Members {
        var members: Members = [("type", "number")]
        if range.lowerBound.isFinite { members.append(("minimum", .number(range.lowerBound))) }
        if range.upperBound.isFinite { members.append(("maximum", .number(range.upperBound))) }
        return members
    }
}
