internal import Shapes
internal import Workflows

/// What `retry` may hold.
enum RetryShape {
    static let retry = Shape.object(delays + limits)

    private static let delays = [
        Field("initial", .duration(), default: "1s", doc: "The delay after the first failure."),
        Field(
            "coefficient",
            .number(1...1000),
            default: "2",
            doc: "What each further failure multiplies the delay by."
        ),
        Field("max_interval", .duration(), default: "100 × initial", doc: "The longest delay."),
        Field(
            "max_attempts",
            .integer(1...100_000),
            default: "3",
            doc: "How many attempts there are, the first included."
        ),
        Field(
            "delays",
            .list(.duration(), min: 1),
            doc: "An explicit list in place of the formula; the last entry repeats."
        ),
        Field(
            "jitter",
            .scalar,
            default: "none",
            doc: "How delays are spread: none, full, or a share such as 10%."
        ),
    ]

    private static let limits = [
        Field("non_retryable", .list(.text), doc: "Kinds of failure that are not tried again."),
        Field(
            "max_revisions",
            .integer(0...1000),
            default: "2",
            doc: "How many further tries a failed validation gets; they do not wait."
        ),
        Field(
            "on_exhausted",
            .choice(RetryPolicy.Exhaustion.allCases.map { Choice($0.rawValue) }),
            default: "fail",
            doc: "What happens when no attempt is left."
        ),
        Field(
            "pattern_length",
            .integer(2...1000),
            default: "3",
            doc: "How many equal failures in a row are a pattern."
        ),
        Field(
            "stop_on_pattern",
            .boolean,
            default: "false",
            doc: "Whether a pattern ends the attempts early."
        ),
    ]
}
