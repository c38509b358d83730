internal import Agents
internal import Workflows

/// One run under way in a virtual world; as with its host, access is not checked for being exclusive.
final class VirtualRun {
    let host: RunHost
    /// The agents that it was ordered with.
    let agents: [String: SimulatedAgent]
    @exclusivity(unchecked) var calls: SimulatedCalls
    /// What its commits left behind.
    @exclusivity(unchecked) var journal: [JournalWriter.Entry] = []
    /// Whether its end was taken up.
    @exclusivity(unchecked) var isCounted = false

    init(_ host: RunHost, _ agents: [String: SimulatedAgent], _ calls: SimulatedCalls) {
        self.host = host
        self.agents = agents
        self.calls = calls
    }

    /// Becomes another run of the same plan but for seed and repetition.
    func reset(_ order: RunOrder, before: [String: Int]) {
        calls.reset(order.plan, before: before)
        if let earlier = order.restoration { calls.note(earlier.events) }
        journal.removeAll(keepingCapacity: true)
        isCounted = false
    }

    /// Whether its memory serves an order.
    func canBecome(_ order: VirtualOrder) -> Bool {
        host.plan.identity == order.run.plan.identity && agents == order.agents
    }
}
