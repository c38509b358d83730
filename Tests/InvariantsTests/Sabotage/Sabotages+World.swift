import Faults
import Invariants
import TestSupport
import Workflows

// Worlds whose clock, cache, agents and disk are not what they seem, and hosts of which something else is ordered.
extension Sabotage {
    static let ofTheWorld = [
        Sabotage("the clock goes back, and not before the start", breaks: .oneEnding, in: straight)
        { filter in
            filter.clock = { $0 > .seconds(15) ? $0 - .seconds(15) : $0 }
        },
        Sabotage("a look-up finds what nobody made", breaks: .cacheHonesty, in: straight) {
            filter in
            filter.signal = { signal, _ in
                guard case .lookedUp(let turn, .miss) = signal, turn.phase == 1 else {
                    return [signal]
                }
                return [.lookedUp(turn, .hit(PhaseOutput(text: "nobody's")))]
            }
        },
        Sabotage("an agent gives an answer, and does not act", breaks: .effectsOnce, in: paying) {
            $0.works = { _ in false }
        },
        Sabotage("the disk heals a torn record", breaks: .corruptionClosed, in: torn) {
            $0.heals = true
        },
        Sabotage("the host is told of a larger context", breaks: .bounds, in: narrowContext) {
            filter in
            filter.order = { _ in try contextPlan(1_000_000) }
        },
        Sabotage("the host is told of a larger cache", breaks: .cacheAccounting, in: smallCache) {
            filter in
            filter.order = { _ in try cachePlan(entries: 5) }
        },
    ]

    /// A phase that charges once.
    private static func paying(_ filter: Filter) throws -> [ObservedRun] {
        var world = SabotagedWorld(filter, agents: ["a": .init(effects: [AgentEffect("charge")])])
        return [try world.run(.of([.init("a"), .init("b", needs: ["a"])]).identified(by: "scope"))]
    }

    /// The process dies while the second commit is written.
    private static func torn(_ filter: Filter) throws -> [ObservedRun] {
        var selector = FaultSelector()
        selector.phase = "b"
        selector.times = 1
        let tear = Fault(
            id: "tear",
            failpoint: .journalAppend,
            selector: selector,
            inject: TornWrite(at: .bytes(10))
        )
        var world = SabotagedWorld(filter, faults: [tear])
        return [try world.run(.of(chain))]
    }

    private static func contextPlan(_ budget: Int) throws -> RunPlan {
        try .of(chain, requirements: String(repeating: "x", count: 300)) {
            $0.context.budget = budget
            $0.everywhere { $0.isCached = false }
        }
    }

    /// What agents are asked has little room.
    private static func narrowContext(_ filter: Filter) throws -> [ObservedRun] {
        var world = SabotagedWorld(filter, readsRequests: true)
        return [try world.run(contextPlan(100))]
    }

    private static func cachePlan(entries: Int) throws -> RunPlan {
        try .of(chain) { $0.cacheLimits.entries = entries }
    }

    /// A cache with room for one result.
    private static func smallCache(_ filter: Filter) throws -> [ObservedRun] {
        var world = SabotagedWorld(filter)
        return [try world.run(cachePlan(entries: 1))]
    }
}
