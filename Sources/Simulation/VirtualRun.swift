internal import Agents
internal import DequeModule
internal import Workflows

/// One run in progress in a virtual world; as with its host, access is not checked for being exclusive.
final class VirtualRun {
    let host: RunHost
    /// What was ordered first in its memory: who does it, and what keeps its entries elsewhere too.
    let order: VirtualOrder
    @exclusivity(unchecked) var calls: SimulatedCalls
    /// What agents had delivered before it.
    @exclusivity(unchecked) private(set) var before: [String: Int]
    /// What they delivered in earlier lives of it.
    @exclusivity(unchecked) var earlierDelivered: [String: Int] = [:]
    /// What its commits left behind.
    @exclusivity(unchecked) var disk: VirtualDisk
    /// Entries that faults delay, and those that wait behind them.
    @exclusivity(unchecked) var appends: Deque<PendingAppend> = []
    /// Whether its end was taken up.
    @exclusivity(unchecked) var isCounted = false
    /// What calls end with whose answers are not written down, once their time is over.
    @exclusivity(unchecked) var results: [CallID: Result<AgentAnswer, OperationFailure>] = [:]

    /// Calls whose streams end early: after how many frames, of how many.
    @exclusivity(unchecked) var cuts: [CallID: (frames: Int, all: Int)] = [:]

    /// What functions did to the world in calls whose time is not over.
    @exclusivity(unchecked) var acts: [CallID: [EffectAct]] = [:]

    init(
        _ host: RunHost,
        _ order: VirtualOrder,
        _ calls: SimulatedCalls,
        before: [String: Int]
    ) {
        self.host = host
        self.order = order
        self.calls = calls
        self.before = before
        disk = VirtualDisk(order.recorded)
    }

    /// What functions do in it; nothing in most.
    var functions: VirtualFunctions? { order.functions }
    /// What keeps its entries elsewhere too, where anything does.
    var recorder: VirtualOrder.Recorder? { order.recorder }

    /// What its agents delivered, over all its lives.
    var delivered: [String: Int] {
        earlierDelivered.merging(calls.fresh.filter { $0.value > 0 }) { $0 + $1 }
    }

    /// The function that a call is one of, where it is.
    func function(for call: CallID) -> FunctionAgent? {
        guard let functions else { return nil }
        let phase = host.plan.phases[call.phase]
        let undo = call.isCompensation ? phase.configuration.compensation : nil
        return functions.agents[undo ?? phase.agent]
    }

    /// What a call ends with, where that is known before.
    func takeResult(of call: CallID) -> Result<AgentAnswer, OperationFailure>? {
        results.isEmpty ? nil : results.removeValue(forKey: call)
    }

    /// The answer that a call's agent delivers now.
    func deliver(_ call: CallID) -> AgentAnswer? {
        let answer = calls.deliver(call)
        guard !cuts.isEmpty, let cut = cuts.removeValue(forKey: call) else { return answer }
        return answer?.cut(after: cut.frames, of: cut.all)
    }

    /// A call is no longer wanted.
    func dropResult(of call: CallID) {
        if !results.isEmpty { results[call] = nil }
        if !cuts.isEmpty { cuts[call] = nil }
        if !acts.isEmpty { acts[call] = nil }
    }

    /// What the agent of a call has done to the world now that its time is over.
    func takeActs(of call: CallID) -> [EffectAct] {
        if functions == nil { return calls.acts(of: call, discards: host.discards(of: call.phase)) }
        return acts.removeValue(forKey: call) ?? []
    }

    /// Keeps an entry; says why it could not be kept.
    func record(_ entry: JournalWriter.Entry) async -> OperationFailure? {
        do throws(OperationFailure) {
            try await recorder?(entry)
            disk.append(entry)
            return nil
        } catch {
            return error
        }
    }

    /// Becomes another run of the same plan but for seed and repetition.
    func reset(_ order: RunRequest, before: [String: Int], recorded: [[UInt8]]) {
        calls.reset(order.plan, before: before)
        self.before = before
        if !earlierDelivered.isEmpty { earlierDelivered = [:] }
        if !appends.isEmpty { appends.removeAll() }
        if let earlier = order.restoration { calls.note(earlier.events) }
        if recorded.isEmpty { disk.reset() } else { disk = VirtualDisk(recorded) }
        isCounted = false
        if !results.isEmpty { results.removeAll() }
        if !cuts.isEmpty { cuts.removeAll() }
        if !acts.isEmpty { acts.removeAll() }
    }

    /// Whether its memory serves an order.
    func canBecome(_ order: VirtualOrder) -> Bool {
        host.plan.identity == order.run.plan.identity && self.order.agents == order.agents
    }
}
