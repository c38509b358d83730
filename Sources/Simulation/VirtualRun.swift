internal import Agents
internal import Workflows

/// One run under way in a virtual world.
final class VirtualRun {
    let host: RunHost
    /// When it is cancelled, counted from its start.
    let cancelsAt: Duration?
    var calls: SimulatedCalls
    /// What its commits left behind.
    var journal: [[UInt8]] = []
    /// Whether its end was taken up.
    var isCounted = false

    init(_ host: RunHost, _ calls: SimulatedCalls) {
        self.host = host
        self.calls = calls
        cancelsAt = host.order.cancelsAt
    }
}
