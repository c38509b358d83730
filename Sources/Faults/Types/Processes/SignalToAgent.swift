internal import Shapes
package import Workflows

/// Sends a signal to the program that is at work for a phase, and to all that it started.
package struct SignalToAgent: Injection {
    /// The signal.
    package let signal: ProcessSignal
    /// How long the group may live on after it.
    package let grace: Duration

    /// Declares the signal.
    package init(_ signal: ProcessSignal = .terminate, grace: Duration = .seconds(5)) {
        self.signal = signal
        self.grace = grace
    }

    package func apply(to process: inout ProcessPassage, chance: Chance) {
        guard process.isAgentAtWork else { return }
        process.harm = .signal(signal, grace: grace)
    }
}

extension SignalToAgent {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "signal",
        places: [.process: .both],
        parameters: "name: SIGTERM | SIGKILL | … (SIGTERM), grace: DURATION (5s)",
        shape: .object([name.field, grace.field]),
        summary: "The group of the phase's agent gets the signal, and SIGKILL after the grace.",
        imitates: "an orchestrator that evicts a worker, an impatient person",
        source: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination",
        remedy: "take a program that a signal ended for failed, and end all that it started",
        decode: { node, _, _ in
            SignalToAgent(node[name] ?? .terminate, grace: node[grace] ?? .seconds(5))
        }
    )

    private static let name = Key<ProcessSignal>(
        "name",
        .choice(),
        default: .terminate,
        doc: "The signal."
    )

    private static let grace = Key(
        "grace",
        .duration(),
        default: .seconds(5),
        doc: "How long the group may go on after it."
    )
}

extension FaultType {
    /// Sends signals to agents; see `SignalToAgent`.
    package static let signal = SignalToAgent.type
}
