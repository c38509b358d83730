internal import Agents
internal import Locks
internal import Runtime
internal import Workflows

/// A run of a checked workflow, ready for a world.
struct PlannedRun: Sendable {
    let id: String
    private(set) var plan: RunPlan
    let watch: RunWatch
    let workflow: Workflow

    /// Plans a run, or says what is wrong with its workflow or its id.
    init(
        _ workflow: Workflow,
        requirements: String,
        id: String,
        seed: UInt64,
        limits: CacheLimits,
        observer: (@Sendable (RunEvent) -> Void)?
    ) throws(EngineError) {
        let isPlain = id.unicodeScalars.allSatisfy {
            $0.value >= 0x20 && $0 != "/" && $0.value != 0x7F
        }
        guard isPlain, (1...200).contains(id.utf8.count) else {
            throw .invalidID(id)
        }
        let mistakes = WorkflowCheck(workflow).mistakes
        guard mistakes.isEmpty else { throw .invalidWorkflow(mistakes) }
        self.id = id
        self.workflow = workflow
        watch = RunWatch(observer)
        do throws(WorkflowGraph.Defect) {
            plan = try RunPlan(
                run: Event.Run(name: id),
                seed: seed,
                workflow: workflow.planned,
                requirements: requirements,
                configuration: workflow.configuration(limits),
                performers: workflow.performers
            )
        } catch {
            throw .invalidWorkflow([
                WorkflowMistake(place: "workflow \(workflow.name)", message: "\(error)")
            ])
        }
    }

    /// The same run, drawing from another seed.
    func reseeded(_ seed: UInt64) -> PlannedRun {
        var run = self
        run.plan = plan.reseeded(seed)
        return run
    }

    /// The order for a world, without a journal. Simulated agents take their time by a clock, or on the world's own.
    func order(waitingFor clock: LiveClock?) -> LiveRunRequest {
        var order = LiveRunRequest(plan: plan, agents: agents(clock))
        for phase in workflow.phases {
            for (hook, body) in phase.settings.hooks.declared {
                order.hooks[PhaseID(phase.name), default: [:]][hook] = .function(
                    live(body, of: phase)
                )
            }
            for case .function(let name, let finding) in phase.settings.validators.map(\.condition)
            {
                let check = LiveValidator(name: name, finding: finding)
                order.validators[phase.planned(validator: name)] = check
            }
        }
        order.observer = { [watch] event in watch.note(event) }
        return order
    }

    private func agents(_ clock: LiveClock?) -> [String: LiveAgent] {
        var agents: [String: LiveAgent] = [:]
        for phase in workflow.phases {
            agents[phase.name] = .function(live(phase.agent, as: phase.name, of: phase, clock))
            if let compensation = phase.settings.compensation {
                let name = phase.compensationName
                agents[name] = .function(live(compensation, as: name, of: phase, clock))
            }
        }
        return agents
    }

    private func live(
        _ agent: any Agent,
        as name: String,
        of phase: Phase,
        _ clock: LiveClock?
    ) -> Agents.FunctionAgent {
        let read = phase.settings.classify
        let simulated = agent as? SimulatedAgent
        if let simulated, let clock {
            let timed = timed(simulated, as: name, of: phase, clock)
            return Agents.FunctionAgent {
                [id, watch] request, showLife throws(Workflows.OperationFailure) in
                do {
                    let answer = try await timed(request, id, showLife)
                    watch.note(answer, of: request.phase.name)
                    return answer
                } catch {
                    throw AgentFailure(error, read).planned
                }
            }
        }
        return Agents.FunctionAgent(latency: simulated?.distribution ?? .constant(.zero)) {
            [id, watch] request, showLife throws(Workflows.OperationFailure) in
            do {
                let own = AgentRequest(request, run: id, showLife: showLife)
                let answer = try await agent.perform(own)
                watch.note(answer, of: own.phase)
                return answer
            } catch {
                throw AgentFailure(error, read).planned
            }
        }
    }

    /// A simulated agent on a real clock: it takes its time, drawn as a virtual world draws it, whether it answers or
    /// throws, and its heartbeats come at equal distances.
    private func timed(
        _ agent: SimulatedAgent,
        as name: String,
        of phase: Phase,
        _ clock: LiveClock
    )
        -> @Sendable (
            Workflows.AgentRequest, _ run: String, _ showLife: @escaping @Sendable () -> Void
        ) async throws -> AgentAnswer
    {
        let sampler = LatencySampler(agent.distribution)
        let chance = SimulatedCalls.chance(of: name, for: PhaseID(phase.name), in: plan)
        return { request, run, showLife in
            let beats = Guarded(0)
            let held = HeldEffects()
            let own = AgentRequest(request, run: run, holding: held) { beats.withLock { $0 += 1 } }
            let result: Result<AgentAnswer, any Error>
            do {
                result = .success(try await agent.perform(own))
            } catch {
                result = .failure(error)
            }
            let count = beats.withLock { $0 }
            let share = sampler.sample(chance.numbered(request.attempt)) / (count + 1)
            for beat in 0...count {
                if share > .zero { try await clock.sleep(for: share) }
                if beat < count { showLife() }
            }
            held.release(to: request)
            return try result.get()
        }
    }

    private func live(_ hook: @escaping PhaseHooks.Hook, of phase: Phase) -> Agents.FunctionAgent {
        let read = phase.settings.classify
        return Agents.FunctionAgent { [id, watch] request, _ throws(Workflows.OperationFailure) in
            let phase = request.phase.name
            let reported = HookRequest(
                run: id,
                phase: phase,
                attempts: request.attempt,
                requirements: request.requirements,
                output: request.inputs.first?.output,
                failure: watch.failure(of: phase)
            )
            do {
                try await hook(reported)
                return AgentAnswer("")
            } catch {
                throw AgentFailure(error, read).planned
            }
        }
    }
}
