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
        self.run = run
        scope = run.name
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
                readsFiles: performers[phase.agent]?.readsFiles ?? false,
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
        if !settings.artifacts.isEmpty {
            var artifacts = DigestBuilder("artifacts/1")
            for pattern in settings.artifacts { artifacts.add(pattern.text) }
            parts.append(.init("artifacts", artifacts.digest))
        }
        parts.append(.init("context", context.digest))
        parts.append(.init("validators", validators.digest))
        return parts
    }
}
