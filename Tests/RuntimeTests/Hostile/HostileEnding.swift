import Workflows

/// How the run of a hostile program ends.
enum HostileEnding: Sendable, Equatable {
    /// Never by itself: its limit ends it.
    case atLimit
    case succeeds
    /// By itself, with a failure of this kind; of a long one its beginning.
    case fails(String)

    /// How a run ended.
    init?(_ trace: RunTrace) {
        switch trace.status {
        case .succeeded: self = .succeeds
        case .failed:
            guard let kind = trace.error?.failure.kind else { return nil }
            self =
                kind == "timeout" ? .atLimit : .fails(kind.count > 40 ? "\(kind.prefix(3))…" : kind)
        default: return nil
        }
    }

    /// How long the run may take. What ends by itself gets as much as a busy machine needs.
    var limit: Duration { self == .atLimit ? .seconds(1) : .seconds(120) }
}
