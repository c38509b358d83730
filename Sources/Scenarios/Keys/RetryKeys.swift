internal import Shapes
internal import Workflows

extension RetryPolicy: Configurable {}

/// What `retry` may hold, and what each key sets.
enum RetryKeys {
    static let settings = delays + limits
    static let shape = Shape.object(settings.fields())

    private static let delays: [Setting<RetryPolicy>] = [
        Setting("initial", .duration(), \.initial, doc: "The delay after the first failure."),
        Setting(
            "coefficient",
            .number(1...1000),
            \.coefficient,
            doc: "What each further failure multiplies the delay by."
        ),
        Setting(
            "max_interval",
            .duration(),
            \.maxInterval,
            showing: "100 × initial",
            doc: "The longest delay."
        ),
        Setting(
            "max_attempts",
            .integer(1...100_000),
            default: RetryPolicy().maxAttempts,
            doc: "How many attempts there are, the first included."
        ) { attempts, policy in
            policy.maxAttempts = attempts
            policy.hasDeclaredAttempts = true
        },
        Setting(
            "delays",
            .list(.duration(), min: 1),
            doc: "An explicit list in place of the formula; the last entry repeats."
        ) { delays, policy in
            policy.delays = delays
            if !policy.hasDeclaredAttempts { policy.maxAttempts = delays.count + 1 }
        },
        Setting(
            "jitter",
            .scalar,
            showing: "none",
            example: "10%",
            doc: "How delays are spread: none, full, or a share such as 10%.",
            decode: jitter
        ),
    ]

    static let onExhausted = Setting<RetryPolicy>(
        "on_exhausted",
        .choice(),
        \.onExhausted,
        doc: "What happens when no attempt is left."
    )

    private static let limits: [Setting<RetryPolicy>] = [
        Setting(
            "non_retryable",
            .list(.text),
            example: "[invalid_request]",
            doc: "Kinds of failure that are not tried again."
        ) { kinds, policy in policy.nonRetryable = Set(kinds) },
        Setting(
            "max_revisions",
            .integer(0...1000),
            \.maxRevisions,
            doc: "How many further tries a failed validation gets; they do not wait."
        ),
        onExhausted,
        Setting(
            "pattern_length",
            .integer(2...1000),
            \.patternLength,
            doc: "How many equal failures in a row are a pattern."
        ),
        Setting(
            "stop_on_pattern",
            .boolean,
            \.stopsOnPattern,
            doc: "Whether a pattern ends the attempts early."
        ),
    ]

    @Sendable private static func jitter(
        _ node: SourceNode,
        _ path: String,
        _ policy: inout RetryPolicy,
        _ problems: inout ProblemList
    ) {
        guard let text = node.text else { return }
        switch text {
        case "none": policy.jitter = .none
        case "full": policy.jitter = .full
        default:
            guard let share = node.probability else {
                problems.add(
                    node,
                    path,
                    "expected none, full or a share such as \"10%\", found \"\(text)\""
                )
                return
            }
            policy.jitter = .fraction(share)
        }
    }
}
