package import Workflows

/// The simulated agents of one run: how long each call takes, and which answer comes next.
///
/// Answers go by what was delivered: an answer that a fault, a timeout or a death kept from the engine is given again.
/// What an agent delivered in runs that ended before this one began counts as well.
package struct SimulatedCalls: Sendable {
    /// One agent, as the run knows it.
    private struct Script: Sendable {
        let name: String
        let agent: SimulatedAgent
        let sampler: LatencySampler
        /// How many answers it delivered in this run and before it.
        var delivered: Int
        /// How many of them in this life of the run.
        var fresh = 0
    }

    private var plan: RunPlan?
    private var scripts: [Script] = []
    /// The place of each phase's script, and of its compensation's; below zero where that agent is not simulated.
    private var places: [Int] = []
    /// The words of the agent and of the phase at each of these places, and the chance of its calls.
    private var words: [(agent: Chance.Word, phase: Chance.Word)] = []
    private var chances: [Chance] = []

    /// Whether any of the agents does something to the world.
    package private(set) var haveEffects = false

    private static let word = Chance.Word("agent")

    /// No simulated agents.
    package init() {}

    /// The agents of a run, by the names that the plan's phases call them; `before` says what each had delivered.
    package init(
        _ plan: RunPlan,
        agents: [String: SimulatedAgent],
        before: [String: Int] = [:]
    ) {
        self.plan = plan
        var known: [String: Int] = [:]
        for phase in plan.phases {
            for name in [phase.agent, phase.configuration.compensation] {
                guard let name, let agent = agents[name] else {
                    places.append(-1)
                    continue
                }
                if known[name] == nil {
                    if agent.hasEffects { haveEffects = true }
                    known[name] = scripts.count
                    let script = Script(
                        name: name,
                        agent: agent,
                        sampler: LatencySampler(agent.latency),
                        delivered: before[name] ?? 0
                    )
                    scripts.append(script)
                }
                places.append(known[name] ?? -1)
            }
        }
        // What always takes the same time draws nothing.
        guard scripts.contains(where: { $0.sampler.isDrawn }) else { return }
        for (place, script) in places.enumerated() {
            let phase = plan.phases[place / 2].word
            words.append((Chance.Word(script < 0 ? "" : scripts[script].name), phase))
        }
        draw()
    }

    /// Becomes the agents of another run of the same plan but for seed and repetition.
    package mutating func reset(_ plan: RunPlan, before: [String: Int] = [:]) {
        self.plan = plan
        for index in scripts.indices {
            scripts[index].delivered = before.isEmpty ? 0 : before[scripts[index].name] ?? 0
            scripts[index].fresh = 0
        }
        draw()
    }

    private mutating func draw() {
        guard let plan, !words.isEmpty else { return }
        let seed = Chance(seed: plan.seed).named(Self.word)
        let run = Chance.Word(plan.drawnName)
        chances.removeAll(keepingCapacity: true)
        for (agent, phase) in words {
            chances.append(
                seed.named(agent).named(run).numbered(plan.run.repetition).named(phase)
            )
        }
    }

    /// The chance of an agent's calls for a phase; numbered by the attempt it is that of one.
    package static func chance(of agent: String, for phase: PhaseID, in plan: RunPlan) -> Chance {
        let place = plan.place(of: phase).map { plan.phases[$0].word }
        return Chance(seed: plan.seed).named(word).named(agent).named(plan.drawnName)
            .numbered(plan.run.repetition).named(place ?? Chance.Word(phase.name))
    }

    private func place(of call: CallID) -> Int {
        places.isEmpty ? -1 : places[2 * call.phase + (call.isCompensation ? 1 : 0)]
    }

    /// A call begins: how long it takes, and how many heartbeats it gives before its end; `nil` where its agent is not
    /// simulated.
    ///
    /// Mutating, so that an owner that is an object has it done in place, without a copy of all scripts.
    package mutating func begin(_ call: CallID) -> (latency: Duration, frames: Int)? {
        let place = place(of: call)
        guard place >= 0 else { return nil }
        return (latency(of: call), scripts[place].agent.frames)
    }

    /// How long a call takes, drawn for this seed, agent, run, phase and attempt alone.
    package func latency(of call: CallID) -> Duration {
        let place = place(of: call)
        guard place >= 0 else { return .zero }
        guard !chances.isEmpty else { return scripts[place].sampler.sample(Chance(seed: 0)) }
        let slot = 2 * call.phase + (call.isCompensation ? 1 : 0)
        return scripts[place].sampler.sample(chances[slot].numbered(call.attempt))
    }

    /// What a call does to the world when its latency is over, whatever becomes of its answer. The phase's work was discarded
    /// so often before.
    package func acts(of call: CallID, discards: Int) -> [EffectAct] {
        let place = place(of: call)
        guard let plan, place >= 0, scripts[place].agent.hasEffects else { return [] }
        let phase = plan.phases[call.phase].id
        return scripts[place].agent.acts(
            EffectAct.Origin(
                phase: phase,
                discards: discards,
                attempt: call.attempt,
                isUndoing: call.isCompensation
            ),
            key: AgentRequest.idempotencyKey(
                in: plan.idempotencyScope,
                phase: phase,
                discards: discards,
                isCompensation: call.isCompensation
            )
        )
    }

    /// What a call uses up, whatever becomes of its answer.
    package func usage(of call: CallID) -> Usage {
        let place = place(of: call)
        return place >= 0 ? scripts[place].agent.usage : .unknown
    }

    /// The answer that a call delivers now; `nil` where its agent is not simulated.
    package mutating func deliver(_ call: CallID) -> AgentAnswer? {
        let place = place(of: call)
        guard place >= 0 else { return nil }
        defer {
            scripts[place].delivered += 1
            scripts[place].fresh += 1
        }
        return scripts[place].agent.answer(scripts[place].delivered)
    }

    /// Takes up what was delivered in earlier lives of the run.
    package mutating func note(_ events: some Sequence<Event>) {
        guard let plan, !scripts.isEmpty else { return }
        for event in events {
            guard let call = event.delivery(in: plan), place(of: call) >= 0 else { continue }
            scripts[place(of: call)].delivered += 1
        }
    }

    /// Whether any was delivered in this life of the run.
    package var hasDelivered: Bool { scripts.contains { $0.fresh > 0 } }

    /// How many answers each agent delivered in this life of the run.
    package var fresh: [String: Int] {
        Dictionary(scripts.map { ($0.name, $0.fresh) }) { first, _ in first }
    }
}
