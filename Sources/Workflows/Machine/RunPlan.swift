/// What a run will do, as a value: a checked workflow with its policies and agents, ready for the machine.
package struct RunPlan: Sendable {
    /// Who performs a phase.
    package struct Performer: Sendable, Equatable {
        /// The agent's identity.
        package let identity: AgentIdentity
        /// Digest of what else its output depends on: a process agent's command and environment.
        package let configuration: Digest
        /// Digest of what it takes from the environment; none where it takes nothing.
        package let environment: Digest?
        /// Whether it may name files that are part of it: they are read at each phase's turn.
        package let readsFiles: Bool

        /// Describes a performer.
        package init(
            identity: AgentIdentity,
            configuration: Digest = Digest(of: ""),
            environment: Digest? = nil,
            readsFiles: Bool = false
        ) {
            self.identity = identity
            self.configuration = configuration
            self.environment = environment
            self.readsFiles = readsFiles
        }
    }

    /// What all repetitions share: plans are handed around as values, and this is too much to copy.
    final class Shared: Sendable {
        let workflow: String
        let phases: [Phase]
        let requirements: String
        let configuration: WorkflowConfiguration
        let places: [PhaseID: Int]
        let takesBack: Bool
        let rollbackTarget: Int?
        let headerPhases: [RunHeader.Phase]
        let isBudgeted: Bool
        let drawsInCommon: Bool

        /// A copy of which nothing that is counted is the original's.
        init(_ other: Shared) {
            workflow = other.workflow
            phases = other.phases.map { Phase($0) }
            requirements = other.requirements
            configuration = other.configuration
            places = other.places
            takesBack = other.takesBack
            rollbackTarget = other.rollbackTarget
            headerPhases = other.headerPhases
            isBudgeted = other.isBudgeted
            drawsInCommon = other.drawsInCommon
        }

        init(
            workflow: String,
            phases: [Phase],
            requirements: String,
            configuration: WorkflowConfiguration,
            drawsInCommon: Bool
        ) {
            self.drawsInCommon = drawsInCommon
            self.workflow = workflow
            self.phases = phases
            self.requirements = requirements
            self.configuration = configuration
            places = Dictionary(
                phases.enumerated().map { ($1.id, $0) },
                uniquingKeysWith: { first, _ in first }
            )
            headerPhases = phases.map { RunHeader.Phase(id: $0.id, needs: $0.needs) }
            isBudgeted =
                !configuration.budget.isUnlimited
                || phases.contains { !$0.configuration.budget.isUnlimited }
            takesBack = phases.contains {
                $0.revises != nil || $0.configuration.retry.onExhausted == .rollback
            }
            rollbackTarget =
                if case .to(let target) = configuration.rollback {
                    phases.firstIndex { $0.id == target }
                } else {
                    nil
                }
        }
    }

    /// Equal for plans that differ in run, seed and repetition alone.
    package var identity: ObjectIdentifier { ObjectIdentifier(shared) }
    /// The run.
    package internal(set) var run: Event.Run
    /// Covers every effect of the execution, over all its attempts and resumptions.
    package var idempotencyScope: String {
        run.repetition == 0 ? scope : "\(scope)#\(run.repetition)"
    }
    /// What it begins with, without the number of the repetition: it is put together only where somebody asks.
    var scope: String
    /// From which time on a phase is slower than it ever was, executed or from the cache; none where too little is known.
    package var slowLimits: [PhaseSeries: Duration] = [:]
    /// The seed of every draw of chance; nothing else in a plan depends on it.
    package internal(set) var seed: UInt64
    var shared: Shared

    /// The run's name as draws of chance know it: none where runs draw in common, so that two runs of a pair meet the same
    /// chance.
    package var drawnName: String { shared.drawsInCommon ? "" : run.name }
    /// Whether the run's name is no part of its draws.
    var drawsInCommon: Bool { shared.drawsInCommon }

    /// The workflow's name.
    package var workflow: String { shared.workflow }
    /// The phases, dependencies first.
    package var phases: [Phase] { shared.phases }
    /// What the user asks for.
    package var requirements: String { shared.requirements }
    /// What the user set for the run.
    package var configuration: WorkflowConfiguration { shared.configuration }
    /// The phase that `to_phase` goes back to.
    package var rollbackTarget: Int? { shared.rollbackTarget }
    /// The graph, as a journal's header has it.
    var headerPhases: [RunHeader.Phase] { shared.headerPhases }
    /// How much the calls of a run may use.
    var budget: UsageBudget { shared.configuration.budget }
    /// Whether the run or one of its phases has a budget.
    var isBudgeted: Bool { shared.isBudgeted }
    /// How many phases may run at the same time.
    var concurrencyLimit: Int { shared.configuration.concurrencyLimit }
    // Single settings, because a copy of all of them costs more than what it is looked at for.

    /// What agents are given.
    var context: WorkflowConfiguration.Context { shared.configuration.context }
    /// Whether a failing phase ends the run at once.
    var failsFast: Bool { shared.configuration.failsFast }
    /// Whether times are watched.
    var isMonitored: Bool { shared.configuration.isMonitored }
    /// Whether commits are journaled.
    package var hasCheckpoints: Bool { shared.configuration.hasCheckpoints }
    /// What a rollback does.
    var rollback: WorkflowConfiguration.Rollback { shared.configuration.rollback }
    /// How long the run may take.
    var runTimeout: Duration? { shared.configuration.runTimeout }

    /// The place of a phase in the plan.
    package func place(of phase: PhaseID) -> Int? { shared.places[phase] }

    /// Whether a phase's output has to satisfy anything.
    package func hasValidators(_ phase: Int) -> Bool {
        !shared.phases[phase].configuration.validators.isEmpty
    }

    /// The places of all phases.
    var places: [PhaseID: Int] { shared.places }

    /// Whether a call of this phase may have to be stopped although the run continues: because of its own deadlines, or
    /// because a review or a rollback may take back work while other work is in progress.
    package func mayStop(_ index: Int) -> Bool {
        let phase = shared.phases[index].configuration
        return phase.attemptTimeout != nil || phase.heartbeatTimeout != nil || shared.takesBack
    }

    /// Whether a failure or a review can have the work of this phase, and all that depends on it, done again.
    package func mayRewind(to index: Int) -> Bool {
        guard shared.takesBack else { return false }
        let phases = shared.phases
        if phases.contains(where: { $0.revises == index }) { return true }
        switch shared.configuration.rollback {
        case .lastGood: return phases[index].configuration.retry.onExhausted == .rollback
        case .to: return shared.rollbackTarget == index
        case .none, .compensate, .degrade: return false
        }
    }

    /// The phases that depend on one, directly or through others, in the plan's order.
    package func dependants(of index: Int) -> [Int] {
        var reached: Set<Int> = [index]
        var open = [index]
        while let next = open.popLast() {
            for later in phases[next].neededBy where reached.insert(later).inserted {
                open.append(later)
            }
        }
        return reached.subtracting([index]).sorted()
    }

    /// The same plan in its own memory.
    package func copied() -> RunPlan {
        var plan = self
        plan.shared = Shared(shared)
        return plan
    }

    /// The same plan in the memory of another that was made from the same.
    package func sharing(_ other: RunPlan) -> RunPlan {
        var plan = self
        plan.shared = other.shared
        return plan
    }

    /// The same plan with other draws of chance.
    package func reseeded(_ seed: UInt64) -> RunPlan {
        var plan = self
        plan.seed = seed
        return plan
    }

    /// The same plan for an execution with this name: effects of another are others.
    package func identified(by scope: String) -> RunPlan {
        var plan = self
        plan.scope = scope
        return plan
    }

    /// The same plan for a run of another name, with its own draws of chance.
    package func renamed(_ name: String, seed: UInt64) -> RunPlan {
        var plan = self
        plan.run = Event.Run(name: name)
        plan.scope = name
        plan.seed = seed
        plan.slowLimits = [:]
        return plan
    }

    /// The same plan for another repetition.
    package func repeated(_ repetition: Int) -> RunPlan {
        var plan = self
        plan.run = Event.Run(name: run.name, repetition: repetition)
        return plan
    }
}
