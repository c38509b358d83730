internal import Monitoring

extension AttemptRow.Outcome {
    /// The outcome as three columns: its word, the kind of failure, and whether a retry may follow that.
    var columns: (word: String, kind: String?, isRetryable: Bool) {
        switch self {
        case .succeeded: ("succeeded", nil, false)
        case .rejected: ("rejected", nil, false)
        case .failed(let kind, let isRetryable): ("failed", kind, isRetryable)
        case .unknown: ("unknown", nil, false)
        }
    }

    /// Reads the columns; `nil` where they are none of ours.
    init?(word: String, kind: String?, isRetryable: Bool) {
        switch (word, kind) {
        case ("succeeded", nil): self = .succeeded
        case ("rejected", nil): self = .rejected
        case ("failed", let kind?): self = .failed(kind: kind, isRetryable: isRetryable)
        case ("unknown", nil): self = .unknown
        default: return nil
        }
    }
}
