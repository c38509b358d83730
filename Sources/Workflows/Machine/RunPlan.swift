/// What a run will do, as a value: a checked workflow with its policies and agents, ready for the machine.
package struct RunPlan: Sendable {
    /// Who performs a phase.
    package struct Performer: Sendable, Equatable {
        /// The agent's identity.
        package let identity: AgentIdentity
        /// Digest of what else its output depends on: a process agent's command and environment.
        package let configuration: Digest

        /// Describes a performer.
        package init(identity: AgentIdentity, configuration: Digest = Digest(of: "")) {
            self.identity = identity
            self.configuration = configuration
        }
    }

    /// One phase of the plan; other phases are indices into the plan.
    package struct Phase: Sendable {
        /// The phase's name.
        package let id: PhaseID
        /// The phases that must be over before.
        package let needs: [Int]
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
        /// The parts of the cache key that do not depend on other phases.
        package let keyParts: [CacheKey.Part]
        /// The names of the key's parts for the inputs, in their order.
        package let inputPartNames: [String]
    }

    /// The run.
    package let run: Event.Run
    /// The seed of every draw of chance.
    package let seed: UInt64
    /// The workflow's name.
    package let workflow: String
    /// The phases, dependencies first.
    package let phases: [Phase]
    /// What the user asks for.
    package let requirements: String
    /// What the user set for the run.
    package let configuration: WorkflowConfiguration

    /// The phases that rest on one, directly or through others, in the plan's order.
    package func dependants(of index: Int) -> [Int] {
        var reached: Set<Int> = [index]
        // The phases stand dependencies first, so one pass is enough.
        for later in phases.indices.dropFirst(index + 1)
        where phases[later].needs.contains(where: reached.contains) {
            reached.insert(later)
        }
        return reached.subtracting([index]).sorted()
    }

    /// The same plan for another repetition.
    package func repeated(_ repetition: Int) -> RunPlan {
        RunPlan(
            run: .init(name: run.name, repetition: repetition),
            seed: seed,
            workflow: workflow,
            phases: phases,
            requirements: requirements,
            configuration: configuration
        )
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
        performers: [String: Performer]
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
        self.init(
            run: run,
            seed: seed,
            workflow: workflow.name,
            phases: sorted.indices.map(planner.plan),
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

    func plan(_ index: Int) -> RunPlan.Phase {
        let phase = sorted[index]
        let settings = configuration.phases[phase.id] ?? PhaseConfiguration()
        return RunPlan.Phase(
            id: phase.id,
            needs: needs(of: phase),
            inputs: phase.inputs.compactMap { position[$0] },
            agent: phase.agent,
            configuration: settings,
            revises: settings.onRejected.flatMap { position[$0.revise] },
            fallback: settings.fallback.map { PhaseOutput(text: $0) },
            isSkipped: configuration.skipped.contains(phase.id),
            keyParts: keyParts(phase, settings),
            inputPartNames: phase.inputs.map { "input \($0.name)" }
        )
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

    private func keyParts(
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
        }
        parts.append(.init("context", context.digest))
        parts.append(.init("validators", validators.digest))
        return parts
    }
}
