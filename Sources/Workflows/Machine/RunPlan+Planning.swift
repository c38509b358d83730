extension RunPlan {
    /// Plans a run, or says why the workflow has no order. Phases without a performer must be skipped ones.
    ///
    /// With `drawsInCommon` the run's name is no part of its draws of chance, and the version of each phase's agent is: two
    /// runs of one seed draw the same where nothing but their names differs.
    package init(
        run: Event.Run,
        seed: UInt64,
        workflow: Workflow,
        requirements: String,
        configuration: WorkflowConfiguration,
        performers: [String: Performer],
        drawsInCommon: Bool = false
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
            performers: performers,
            drawsInCommon: drawsInCommon
        )
        self.run = run
        scope = run.name
        self.seed = seed
        shared = Shared(
            workflow: workflow.name,
            phases: planner.phases(),
            requirements: requirements,
            configuration: configuration,
            drawsInCommon: drawsInCommon
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
    let drawsInCommon: Bool

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
                word: word(of: phase),
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

    /// What names a phase in draws of chance.
    private func word(of phase: Workflow.Phase) -> Chance.Word {
        guard drawsInCommon, let agent = performers[phase.agent]?.identity else {
            return Chance.Word(phase.id.name)
        }
        return Chance.Word([phase.id.name, agent.id, agent.version].joined(separator: "\u{1F}"))
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
