/// How a phase's turn ended.
public enum PhaseEnding: String, Sendable, CaseIterable, Codable {
    /// Its result counts.
    case committed
    /// Its result came from the cache, and counts.
    case cached
    /// It took its fallback.
    case degraded
    /// No attempt is left.
    case failed
    /// What it did no longer counts; it is executed again.
    case discarded
    /// It was cancelled.
    case cancelled
    /// No attempt is left, and a person decides how the run continues.
    case paused

    /// Whether the phase's result counts after it.
    public var counts: Bool {
        switch self {
        case .committed, .cached, .degraded: true
        case .failed, .discarded, .cancelled, .paused: false
        }
    }
}
