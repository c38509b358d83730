internal import Runtime
internal import Workflows

// What the package's own modules call these things.
extension Workflow {
    var planned: Workflows.Workflow {
        Workflows.Workflow(
            name: name,
            phases: phases.map { phase in
                Workflows.Workflow.Phase(
                    PhaseID(phase.name),
                    needs: phase.needs.map { PhaseID($0) },
                    inputs: phase.inputs.map { PhaseID($0) }
                )
            }
        )
    }

    func configuration(_ limits: CacheLimits) -> WorkflowConfiguration {
        var configuration = WorkflowConfiguration()
        for phase in phases { configuration.phases[PhaseID(phase.name)] = phase.configuration }
        configuration.runTimeout = timeout
        configuration.budget = budget
        configuration.context.budget = contextBudget
        configuration.cacheLimits = limits
        configuration.maxRollbacks = maxRollbacks
        configuration.maxConcurrentPhases = maxConcurrentPhases
        configuration.rollback =
            switch rollback {
            case .lastGood: .lastGood
            case .to(let phase): .to(PhaseID(phase))
            case .compensate: .compensate
            }
        return configuration
    }

    /// Who performs each phase, for the identity of its result.
    var performers: [String: RunPlan.Performer] {
        let namespace = Digest(of: name)
        let performers = phases.map { phase in
            let identity = phase.settings.identity
            let performer = RunPlan.Performer(
                identity: Workflows.AgentIdentity(
                    id: phase.name,
                    version: identity.version,
                    model: identity.model,
                    prompt: identity.prompt,
                    sampling: identity.sampling
                ),
                configuration: namespace
            )
            return (phase.name, performer)
        }
        return Dictionary(performers, uniquingKeysWith: { first, _ in first })
    }
}

extension Phase {
    /// The name of the agent that undoes the phase; no phase can have it.
    var compensationName: String { "\(name)/undo" }

    /// The name of a validator in the plan: two phases may use one name for different functions.
    func planned(validator name: String) -> String { "\(self.name)/\(name)" }

    fileprivate var configuration: PhaseConfiguration {
        var configuration = PhaseConfiguration()
        configuration.retry = settings.retry.planned
        configuration.attemptTimeout = settings.attemptTimeout
        configuration.heartbeatTimeout = settings.heartbeatTimeout
        configuration.budget = settings.budget
        configuration.isCached = settings.cache.isEnabled
        configuration.timeToLive = settings.cache.timeToLive
        configuration.keyFields = settings.cache.key.map { Set($0.map(\.planned)) }
        configuration.cacheTags = settings.cache.tags.sorted()
        configuration.cacheEpoch = settings.cache.epoch
        configuration.validators = settings.validators.compactMap { validator in
            switch validator.condition {
            case .value(let value): value
            // The check before found it.
            case .refused: nil
            case .function(let name, _): .function(planned(validator: name))
            }
        }
        configuration.onRejected = settings.onRejected.map {
            .init(revise: PhaseID($0.revise), max: $0.max)
        }
        configuration.fallback = settings.fallback
        configuration.compensation = settings.compensation.map { _ in compensationName }
        configuration.hooks = Set(settings.hooks.declared.map(\.hook))
        return configuration
    }
}

extension PhaseHooks {
    /// The hooks that there are.
    var declared: [(hook: PhaseHook, body: Hook)] {
        let all: [(PhaseHook, Hook?)] = [
            (.before, before), (.after, after), (.onFailure, onFailure),
        ]
        return all.compactMap { hook, body in body.map { (hook, $0) } }
    }
}
