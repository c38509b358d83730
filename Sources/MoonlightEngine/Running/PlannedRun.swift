internal import Agents
internal import Foundation
internal import Runtime
internal import Workflows

/// A run of a checked workflow, ready for a world.
struct PlannedRun: Sendable {
    let id: String
    let plan: RunPlan
    let watch: RunWatch
    private let workflow: Workflow
    private let wall: @Sendable () -> Date

    /// Plans a run, or says what is wrong with its workflow or its id.
    init(
        _ workflow: Workflow,
        requirements: String,
        id: String,
        limits: Workflows.CacheLimits,
        wall: @escaping @Sendable () -> Date,
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
        self.wall = wall
        watch = RunWatch(observer)
        do throws(WorkflowGraph.Defect) {
            plan = try RunPlan(
                run: Event.Run(name: id),
                seed: Self.seed(of: id),
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

    /// All chance of a run, which is the jitter of its delays, derives from its id: resumed runs draw the same.
    private static func seed(of id: String) -> UInt64 {
        Digest(of: id).withBytes { UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)) }
    }

    /// The order for a world, without a journal.
    var order: LiveOrder {
        var order = LiveOrder(plan: plan, agents: agents)
        for phase in workflow.phases {
            for (hook, body) in phase.settings.hooks.declared {
                order.hooks[PhaseID(phase.name), default: [:]][hook] = .function(live(body))
            }
            for case .function(let name, let finding) in phase.settings.validators.map(\.condition)
            {
                let planned = phase.planned(validator: name)
                order.validators[planned] = LiveValidator(name: planned) { output in
                    await finding(PhaseOutput(output))
                }
            }
        }
        order.observer = { [watch] event in watch.note(event) }
        return order
    }

    private var agents: [String: LiveAgent] {
        var agents: [String: LiveAgent] = [:]
        for phase in workflow.phases {
            agents[phase.name] = .function(live(phase.agent))
            if let compensation = phase.settings.compensation {
                agents[phase.compensationName] = .function(live(compensation))
            }
        }
        return agents
    }

    private func live(_ agent: any Agent) -> Agents.FunctionAgent {
        Agents.FunctionAgent {
            [id, watch, wall] request, showLife throws(Workflows.AgentFailure) in
            do {
                let own = AgentRequest(request, run: id, showLife: showLife)
                let answer = try await agent.perform(own)
                watch.note(answer, of: own.phase)
                return answer.planned
            } catch {
                throw AgentFailure(error).planned(at: wall())
            }
        }
    }

    private func live(_ hook: @escaping PhaseHooks.Hook) -> Agents.FunctionAgent {
        Agents.FunctionAgent { [id, watch, wall] request, _ throws(Workflows.AgentFailure) in
            let phase = request.phase.name
            let reported = HookRequest(
                run: id,
                phase: phase,
                attempts: request.attempt,
                requirements: request.requirements,
                output: request.inputs.first.map { PhaseOutput($0.output) },
                failure: watch.failure(of: phase)
            )
            do {
                try await hook(reported)
                return Workflows.AgentAnswer(output: Workflows.PhaseOutput(text: ""))
            } catch {
                throw AgentFailure(error).planned(at: wall())
            }
        }
    }
}
