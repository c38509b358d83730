package import Workflows

extension DeliveryCounts {
    /// What events of a run say of its simulated agents.
    package init(_ events: some Sequence<Event>, of run: SessionRun) {
        let simulated = run.run.simulatedAgents
        var counts: [String: Int] = [:]
        for event in events {
            guard let call = event.delivery(in: run.plan) else { continue }
            let phase = run.plan.phases[call.phase]
            let undo = call.isCompensation ? phase.configuration.compensation : nil
            let name = undo ?? phase.agent
            if simulated[name] != nil { counts[name, default: 0] += 1 }
        }
        self.init(counts)
    }

    /// What the journal has of a run when it begins.
    package init(recordedOf run: SessionRun) {
        self.init(run.order.restoration?.events ?? [], of: run)
    }
}
