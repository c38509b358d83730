internal import Agents
internal import Workflows

/// One run in progress in a virtual world; as with its host, access is not checked for being exclusive.
final class VirtualRun {
    let host: RunHost
    /// The agents that it was ordered with.
    let agents: [String: SimulatedAgent]
    /// What functions do in it; nothing in most.
    let functions: VirtualFunctions?
    /// What keeps its entries elsewhere too, where anything does.
    let recorder: VirtualOrder.Recorder?
    @exclusivity(unchecked) var calls: SimulatedCalls
    /// What its commits left behind.
    @exclusivity(unchecked) var journal: [JournalWriter.Entry] = []
    /// Whether its end was taken up.
    @exclusivity(unchecked) var isCounted = false
    /// What calls end with whose answers are not written down, once their time is over.
    @exclusivity(unchecked) var results: [CallID: Result<AgentAnswer, AgentFailure>] = [:]

    /// What functions did to the world in calls whose time is not over.
    @exclusivity(unchecked) var acts: [CallID: [EffectAct]] = [:]

    init(_ host: RunHost, _ order: VirtualOrder, _ calls: SimulatedCalls) {
        self.host = host
        agents = order.agents
        functions = order.functions
        recorder = order.recorder
        self.calls = calls
    }

    /// The function that a call is one of, where it is.
    func function(for call: CallID) -> FunctionAgent? {
        guard let functions else { return nil }
        let phase = host.plan.phases[call.phase]
        let undo = call.isCompensation ? phase.configuration.compensation : nil
        return functions.agents[undo ?? phase.agent]
    }

    /// What a call ends with, where that is known before.
    func takeResult(of call: CallID) -> Result<AgentAnswer, AgentFailure>? {
        results.isEmpty ? nil : results.removeValue(forKey: call)
    }

    /// A call is no longer wanted.
    func dropResult(of call: CallID) {
        if !results.isEmpty { results[call] = nil }
        if !acts.isEmpty { acts[call] = nil }
    }

    /// What the agent of a call has done to the world now that its time is over.
    func takeActs(of call: CallID) -> [EffectAct] {
        if functions == nil { return calls.acts(of: call, discards: host.discards(of: call.phase)) }
        return acts.removeValue(forKey: call) ?? []
    }

    /// Keeps an entry; says why it could not be kept.
    func record(_ entry: JournalWriter.Entry) async -> AgentFailure? {
        do throws(AgentFailure) {
            try await recorder?(entry)
            journal.append(entry)
            return nil
        } catch {
            return error
        }
    }

    /// Becomes another run of the same plan but for seed and repetition.
    func reset(_ order: RunRequest, before: [String: Int]) {
        calls.reset(order.plan, before: before)
        if let earlier = order.restoration { calls.note(earlier.events) }
        journal.removeAll(keepingCapacity: true)
        isCounted = false
        if !results.isEmpty { results.removeAll() }
        if !acts.isEmpty { acts.removeAll() }
    }

    /// Whether its memory serves an order.
    func canBecome(_ order: VirtualOrder) -> Bool {
        host.plan.identity == order.run.plan.identity && agents == order.agents
    }
}
