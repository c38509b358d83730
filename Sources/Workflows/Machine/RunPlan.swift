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

        /// Describes a performer.
        package init(
            identity: AgentIdentity,
            configuration: Digest = Digest(of: ""),
            environment: Digest? = nil
        ) {
            self.identity = identity
            self.configuration = configuration
            self.environment = environment
        }
    }

    /// One phase of the plan; other phases are indices into the plan. It is looked at all the time, and never changes.
    package final class Phase: Sendable {
        /// The phase's name.
        package let id: PhaseID
        /// The name as draws of chance know it.
        let word: Chance.Word
        /// The phases that must be over before.
        package let needs: [Int]
        /// The phases that have this one among their needs.
        package let neededBy: [Int]
        /// The phases whose outputs its agent is given.
        package let inputs: [Int]
        /// The agent's name.
        package let agent: String
        /// What the user set.
        package let configuration: PhaseConfiguration
        /// The phase that a rejection sends back to.
        package let revises: Int?
        /// What `degrade` uses.
        package let fallback: PhaseOutput?
        /// Whether it is left out.
        package let isSkipped: Bool
        /// Everything that its result depends on beside other phases: the step's identity.
        package let identity: [CacheKey.Part]
        /// How long its results are served.
        let timeToLive: Duration?
        /// The cache key up to the inputs' parts.
        let key: CacheKey.Beginning
        /// The parts of the cache key beside the inputs'.
        package var keyParts: [CacheKey.Part] { key.parts }
        /// Whether the inputs have parts in the key.
        let hasInputsInKey: Bool
        /// The names of the key's parts for the inputs, in their order.
        package let inputPartNames: [String]

        fileprivate init(_ other: Phase) {
            id = other.id
            word = other.word
            needs = other.needs
            neededBy = other.neededBy
            inputs = other.inputs
            agent = other.agent
            configuration = other.configuration
            revises = other.revises
            fallback = other.fallback
            isSkipped = other.isSkipped
            identity = other.identity
            timeToLive = other.timeToLive
            key = other.key
            hasInputsInKey = other.hasInputsInKey
            inputPartNames = other.inputPartNames
        }

        fileprivate init(
            _ phase: Workflow.Phase,
            _ settings: PhaseConfiguration,
            in run: WorkflowConfiguration,
            needs: [Int],
            neededBy: [Int],
            inputs: [Int],
            revises: Int?,
            isSkipped: Bool,
            identity: [CacheKey.Part]
        ) {
            id = phase.id
            word = Chance.Word(phase.id.name)
            self.needs = needs
            self.neededBy = neededBy
            self.inputs = inputs
            agent = phase.agent
            configuration = settings
            timeToLive = run.timeToLive(of: settings)
            self.revises = revises
            fallback = settings.fallback.map { PhaseOutput(text: $0) }
            self.isSkipped = isSkipped
            self.identity = identity
            let fields = settings.keyFields
            hasInputsInKey = fields?.contains(.inputs) ?? true
            key = CacheKey.Beginning(
                phase: phase.id,
                parts: fields.map { fields in identity.filter { fields.contains($0.field) } }
                    ?? identity,
                inputs: hasInputsInKey ? inputs.count : 0
            )
            inputPartNames = phase.inputs.map { "input \($0.name)" }
        }
    }

    /// What all repetitions share: plans are handed around as values, and this is too much to copy.
    private final class Shared: Sendable {
        let workflow: String
        let phases: [Phase]
        let requirements: String
        let configuration: WorkflowConfiguration
        let places: [PhaseID: Int]
        let takesBack: Bool
        let rollbackTarget: Int?
        let headerPhases: [RunHeader.Phase]

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
        }

        init(
            workflow: String,
            phases: [Phase],
            requirements: String,
            configuration: WorkflowConfiguration
        ) {
            self.workflow = workflow
            self.phases = phases
            self.requirements = requirements
            self.configuration = configuration
            places = Dictionary(
                phases.enumerated().map { ($1.id, $0) },
                uniquingKeysWith: { first, _ in first }
            )
            headerPhases = phases.map { RunHeader.Phase(id: $0.id, needs: $0.needs) }
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

    /// Equal for plans that differ in seed and repetition alone.
    package var identity: ObjectIdentifier { ObjectIdentifier(shared) }
    /// The run.
    package private(set) var run: Event.Run
    /// Covers every effect of the run, over all its attempts and resumptions.
    package private(set) var idempotencyScope: String
    /// From which time on a phase is slower than it ever was; none where too little is known.
    package var slowLimits: [PhaseID: Duration] = [:]
    /// The seed of every draw of chance; nothing else in a plan depends on it.
    package private(set) var seed: UInt64
    private var shared: Shared

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
    /// How many phases may run at the same time.
    var concurrencyLimit: Int { shared.configuration.concurrencyLimit }
    // Single settings, because a copy of all of them costs more than what it is looked at for.

    /// What agents are told.
    var context: WorkflowConfiguration.Context { shared.configuration.context }
    /// Whether times are watched.
    var isMonitored: Bool { shared.configuration.isMonitored }
    /// Whether commits are journaled.
    var hasCheckpoints: Bool { shared.configuration.hasCheckpoints }
    /// What a rollback does.
    var rollback: WorkflowConfiguration.Rollback { shared.configuration.rollback }
    /// How long the run may take.
    var runTimeout: Duration? { shared.configuration.runTimeout }

    /// The place of a phase in the plan.
    package func place(of phase: PhaseID) -> Int? { shared.places[phase] }

    /// The words by which a phase's results can be invalidated.
    package func cacheTags(of phase: PhaseID) -> [String] {
        place(of: phase).map { shared.phases[$0].configuration.cacheTags } ?? []
    }

    /// Whether a call of this phase may have to be stopped although the run goes on: because of its own deadlines, or
    /// because a review or a rollback may take back work while other work is under way.
    package func mayStop(_ index: Int) -> Bool {
        let phase = shared.phases[index].configuration
        return phase.attemptTimeout != nil || phase.heartbeatTimeout != nil || shared.takesBack
    }

    /// The phases that rest on one, directly or through others, in the plan's order.
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

    /// The same plan in memory of its own.
    package func copied() -> RunPlan {
        var plan = self
        plan.shared = Shared(shared)
        return plan
    }

    /// The same plan with other draws of chance.
    package func reseeded(_ seed: UInt64) -> RunPlan {
        var plan = self
        plan.seed = seed
        return plan
    }

    /// The same plan for another repetition.
    package func repeated(_ repetition: Int) -> RunPlan {
        var plan = self
        plan.run = Event.Run(name: run.name, repetition: repetition)
        plan.idempotencyScope = plan.run.id
        return plan
    }
}

extension RunPlan {
    /// Plans a run, or says why the workflow has no order. Phases without a performer must be skipped ones.
    package init(
        run: Event.Run,
        seed: UInt64,
        workflow: Workflow,
        requirements: String,
        configuration: WorkflowConfiguration,
        performers: [String: Performer],
        idempotencyScope: String? = nil
    ) throws(WorkflowGraph.Defect) {
        let order = try WorkflowGraph(workflow).order
        let sorted = order.map { workflow.phases[$0] }
        let position = Dictionary(
            sorted.enumerated().map { ($1.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let planner = PhasePlanner(
            sorted: sorted,
            position: position,
            requirements: Digest(of: requirements),
            configuration: configuration,
            performers: performers
        )
        self.run = run
        self.idempotencyScope = idempotencyScope ?? run.id
        self.seed = seed
        shared = Shared(
            workflow: workflow.name,
            phases: planner.phases(),
            requirements: requirements,
            configuration: configuration
        )
    }
}

/// Works out one phase of a plan after another.
private struct PhasePlanner {
    let sorted: [Workflow.Phase]
    let position: [PhaseID: Int]
    let requirements: Digest
    let configuration: WorkflowConfiguration
    let performers: [String: RunPlan.Performer]

    func phases() -> [RunPlan.Phase] {
        let needs = sorted.map(needs)
        var neededBy = Array(repeating: [Int](), count: sorted.count)
        for (index, needs) in needs.enumerated() {
            for need in needs { neededBy[need].append(index) }
        }
        return sorted.indices.map { index in
            let phase = sorted[index]
            let settings = configuration.phases[phase.id] ?? PhaseConfiguration()
            return RunPlan.Phase(
                phase,
                settings,
                in: configuration,
                needs: needs[index],
                neededBy: neededBy[index],
                inputs: phase.inputs.compactMap { position[$0] },
                revises: settings.onRejected.flatMap { position[$0.revise] },
                isSkipped: configuration.skipped.contains(phase.id),
                identity: identity(phase, settings)
            )
        }
    }

    /// What must be over before: also what a skipped phase would have waited for, because its own work is missing
    /// but the order of the others is not.
    private func needs(of phase: Workflow.Phase) -> [Int] {
        var open = (phase.needs + phase.inputs).compactMap { position[$0] }
        var reached: Set<Int> = []
        while let next = open.popLast() {
            guard reached.insert(next).inserted,
                configuration.skipped.contains(sorted[next].id)
            else { continue }
            open += (sorted[next].needs + sorted[next].inputs).compactMap { position[$0] }
        }
        return reached.sorted()
    }

    private func identity(
        _ phase: Workflow.Phase,
        _ settings: PhaseConfiguration
    ) -> [CacheKey.Part] {
        var validators = DigestBuilder("validators/1")
        for validator in settings.validators { validators.add(validator.description) }
        var context = DigestBuilder("context/1")
        context.add(configuration.context.isEnabled ? configuration.context.budget ?? -1 : -2)
        var parts = [CacheKey.Part("requirements", requirements)]
        if let performer = performers[phase.agent] {
            parts += [
                .init("agent", Digest(of: performer.identity.id)),
                .init("agent version", Digest(of: performer.identity.version)),
                .init("model", Digest(of: performer.identity.model)),
                .init("prompt", performer.identity.prompt),
                .init("configuration", performer.configuration),
            ]
            let sampling = performer.identity.sampling
            if !sampling.isEmpty { parts.append(.init("sampling", Digest(of: sampling))) }
            if let environment = performer.environment {
                parts.append(.init("environment", environment))
            }
        }
        if settings.cacheEpoch != 0 {
            parts.append(.init("epoch", Digest(of: String(settings.cacheEpoch))))
        }
        parts.append(.init("context", context.digest))
        parts.append(.init("validators", validators.digest))
        return parts
    }
}
