package import Workflows

/// Kills the engine's process after an event.
package struct Kill: Injection {
    /// Declares the death.
    package init() {}

    package func apply(to process: inout ProcessPassage, chance: Chance) {
        process.harm = .death
    }
}

extension Kill {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "kill",
        places: [.process: .both],
        summary: "The engine's process dies right after the event, and its runs are resumed at "
            + "once.",
        imitates: "SIGKILL, the OOM killer, power loss",
        source: "signal(7), SIGKILL",
        remedy: "record what counts before anything depends on it, and go on from there",
        decode: { _, _, _ in Kill() }
    )
}

/// Has a supervisor put another process in the place of the engine's.
package struct Restart: Injection {
    /// Declares the restart.
    package init() {}

    package func apply(to process: inout ProcessPassage, chance: Chance) {
        process.harm = .death
    }
}

extension Restart {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "restart",
        places: [.process: .both],
        summary: "A supervisor replaces the engine's process right after the event; its runs are "
            + "resumed at once.",
        imitates: "a deploy, a node that is drained, a watchdog",
        source: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination",
        remedy: "as after a kill: nobody waits for a process that is in the way",
        decode: { _, _, _ in Restart() }
    )
}

extension FaultType {
    /// Kills engines; see `Kill`.
    package static let kill = Kill.type
    /// Restarts engines; see `Restart`.
    package static let restart = Restart.type
}
