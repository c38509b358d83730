internal import Agents
internal import DequeModule
internal import Locks
internal import Runtime
internal import Simulation
internal import Workflows

/// A virtual world whose runs take their turns, in the order in which they asked for one: time stands still for everybody
/// while a function is awaited.
final class VirtualTurns: Sendable {
    private struct State: Sendable {
        /// The world, while no run has its turn.
        var world: VirtualWorld?
        /// The wall time, and what became of each fault, when the last run was over.
        var wall: Duration
        var tallies: [String: FaultTally]
        var waiting: Deque<CheckedContinuation<VirtualWorld, Never>> = []
        /// What is to be forgotten, and how much time is to pass, once the run that has its turn is over.
        var invalidated: [String] = []
        var passing = Duration.zero
    }

    /// A run's turn; tasks that begin in it know it, and those that outlive it find that it is over.
    private final class Turn: Sendable {
        let world: ObjectIdentifier
        private let isOver = Guarded(false)

        init(of world: VirtualTurns) { self.world = ObjectIdentifier(world) }

        func end() { isOver.withLock { $0 = true } }

        func lasts(in world: VirtualTurns) -> Bool {
            self.world == ObjectIdentifier(world) && !isOver.withLock { $0 }
        }
    }

    /// The turns in which the current task works.
    @TaskLocal private static var current: [Turn] = []

    private let state: Guarded<State>

    init(_ world: VirtualWorld) {
        state = Guarded(State(world: world, wall: world.wall, tallies: world.tallies))
    }

    /// Whether the current task works for a run that has its turn: it would wait for itself.
    var isOwnTurn: Bool { Self.current.contains { $0.lasts(in: self) } }

    /// The wall time, since 1970, as of the last run.
    var wall: Duration { state.withLock { $0.wall } }

    var tallies: [String: FaultTally] { state.withLock { $0.tallies } }

    func invalidate(tag: String) {
        state.withLock { state in
            if state.world == nil { state.invalidated.append(tag) }
            state.world?.invalidate(tag: tag)
        }
    }

    /// Lets time pass between runs.
    func advance(by time: Duration) {
        state.withLock { state in
            guard var world = state.world.take() else {
                state.passing += max(.zero, time)
                return
            }
            world.advance(by: time)
            state.wall = world.wall
            state.world = world
        }
    }

    func loseMemory() {
        state.withLock { $0.world?.loseMemory() }
    }

    /// Performs a run to its end, when its turn has come.
    func run(_ order: LiveRunRequest) async -> RunOutcome {
        var world = await take()
        let start = world.now
        let observer = order.observer
        let turn = Turn(of: self)
        let traces = await Self.$current.withValue(Self.current + [turn]) {
            await world.run(asking: [VirtualOrder(order)]) { _, event in observer?(event) }
        }
        world.dropJournal(of: order.run.plan.run.id)
        if traces.allSatisfy(\.status.isFinal) { world.dropEffects(of: order.run) }
        // Before the next run has its turn: what died with the process is not there for it.
        if traces.contains(where: { $0.death != nil }) { world.loseMemory() }
        turn.end()
        giveBack(world)
        let trace = traces.first ?? RunTrace(run: order.run.plan.run)
        return RunOutcome(trace: trace, took: world.now - start)
    }

    private func take() async -> VirtualWorld {
        await withCheckedContinuation { continuation in
            let free = state.withLock { state -> VirtualWorld? in
                guard let world = state.world.take() else {
                    state.waiting.append(continuation)
                    return nil
                }
                return world
            }
            if let free { continuation.resume(returning: free) }
        }
    }

    private func giveBack(_ world: VirtualWorld) {
        var world = world
        let next = state.withLock { state in
            for tag in state.invalidated { world.invalidate(tag: tag) }
            state.invalidated = []
            world.advance(by: state.passing)
            state.passing = .zero
            state.wall = world.wall
            state.tallies = world.tallies
            let next = state.waiting.popFirst()
            if next == nil { state.world = world }
            return next
        }
        next?.resume(returning: world)
    }
}

extension VirtualOrder {
    /// The same order for a virtual world: all that it asks are functions.
    fileprivate init(_ order: LiveRunRequest) {
        var functions = VirtualFunctions(
            agents: order.agents.compactMapValues {
                if case .function(let agent) = $0 { agent } else { nil }
            }
        )
        functions.hooks = order.hooks.mapValues { hooks in
            hooks.compactMapValues { if case .function(let agent) = $0 { agent } else { nil } }
        }
        functions.validators = order.validators.mapValues { ($0.name, $0.finding) }
        self.init(plan: order.run.plan, functions: functions)
        run = order.run
        if let journal = order.journal {
            recorder = { entry throws(Workflows.OperationFailure) in try await journal.append(entry)
            }
        } else {
            run.isRecorded = false
        }
    }
}
