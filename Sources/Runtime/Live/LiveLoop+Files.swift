internal import Agents
internal import Workflows

// The files of results, all of it off the loop, which keeps handling deadlines and signals.
extension LiveLoop {
    mutating func keepFiles(_ output: PhaseOutput, in turn: TurnID, of host: RunHost) {
        let id = host.plan.phases[turn.phase].id
        let task: Task<Result<Void, OperationFailure>, Never>
        do throws(OperationFailure) {
            let marks = marks(host)
            task = try openWorkspace().start { contents throws(OperationFailure) in
                try contents.mark(marks)
                try contents.keep(output, of: id)
            }
        } catch {
            pending.append(.filesRefused(phase: turn.phase, error))
            return
        }
        keeping[turn] = task
        beginFileWork { inbox in
            let result = await withTaskCancellationHandler {
                await task.value
            } onCancel: {
                task.cancel()
            }
            var failure: OperationFailure?
            if case .failure(let found) = result { failure = found }
            inbox.post(.kept(output, turn, failure))
        }
    }

    mutating func dropFiles(of phase: Int, of host: RunHost) {
        let id = host.plan.phases[phase].id
        for (turn, task) in keeping where turn.phase == phase { task.cancel() }
        workspace?.enqueue { contents in contents.drop(id) }
    }

    /// While another program is at work only files of results go: it may be using what else there is.
    mutating func rewind(to phase: Int, of host: RunHost) {
        guard let workspace else { return }
        let plan = host.plan
        let id = plan.phases[phase].id
        let later = plan.dependants(of: phase).map { plan.phases[$0].id }
        let isAlone = !isProgramAtWork
        let stopped = activeCalls.stopped
        let ended: @Sendable () async -> Void = {
            for call in stopped { await call.end() }
        }
        workspace.enqueue(after: ended) { contents in
            contents.forgetBeginnings(of: later)
            if isAlone { contents.startOver(id) }
        }
    }

    mutating func readFiles(in turn: TurnID, of host: RunHost) {
        guard case .process(let agent)? = order.agents[host.plan.phases[turn.phase].agent],
            let workspace = try? openWorkspace()
        else {
            pending.append(.filesRead(turn, []))
            return
        }
        let files = AgentFiles(of: agent, workspace: workspace.path)
        beginFileWork { inbox in
            let parts = await workspace.perform { _ in files.parts() }
            inbox.post(.signal(.filesRead(turn, (try? parts.get()) ?? [])))
        }
    }

    /// Puts what a resumed run's phases produced before back into its workspace, in the order of their commits.
    mutating func restoreFiles(_ host: RunHost) async {
        let phases = order.run.restoration?.phases.values.sorted { $0.order < $1.order } ?? []
        let outputs = phases.compactMap { phase in
            phase.commit.flatMap { $0.output.files.isEmpty ? nil : ($0.phase, $0.output) }
        }
        guard !outputs.isEmpty else { return }
        do throws(OperationFailure) {
            try await openWorkspace().perform { contents throws(OperationFailure) in
                for (phase, output) in outputs { try contents.keep(output, of: phase) }
            }.get()
        } catch  where error == .filesCancelled {
            // The run is cancelled before anything else happens.
        } catch {
            host.trace.note(recordingFailure: error)
        }
    }

    @discardableResult
    mutating func openWorkspace() throws(OperationFailure) -> Workspace {
        if let workspace { return workspace }
        let opened = try Workspace(
            below: shared.surroundings.workspaces,
            run: order.run.plan.run
        )
        workspace = opened
        return opened
    }

    private mutating func beginFileWork(
        _ work: @escaping @Sendable (Mailbox) async -> Void
    ) {
        otherWork += 1
        activeFileWork += 1
        starting.append(work)
    }

    mutating func endFileWork() {
        otherWork -= 1
        activeFileWork -= 1
    }

    /// The run is about to end: no result needs its files any more.
    func stopKeeping() {
        for task in keeping.values { task.cancel() }
    }
}

// What programs find in the workspace, and leave there.
extension LiveLoop {
    /// What the call of an agent means for the workspace.
    mutating func stay(for call: CallID, _ host: RunHost) throws(OperationFailure) -> WorkspaceStay
    {
        let phase = host.plan.phases[call.phase]
        var stay = try stay(during: call.phase, host)
        guard !call.isCompensation else { return stay }
        stay.artifacts = phase.configuration.artifacts
        if phase.configuration.cleansWorkspace {
            if call.attempt > 1, !isProgramAtWork { stay.cleanedTo = .call(phase.id) }
            stay.marks.append(.call(phase.id))
        }
        if couldBeMissed(call.phase, host.plan) {
            let found = leftovers ?? LeftoverFiles()
            leftovers = found
            stay.leftovers = found
        }
        return stay
    }

    /// What a program that runs next to a phase means for it.
    mutating func stay(during phase: Int, _ host: RunHost) throws(OperationFailure) -> WorkspaceStay
    {
        WorkspaceStay(
            workspace: try openWorkspace(),
            phase: host.plan.phases[phase].id,
            marks: marks(host)
        )
    }

    /// The beginnings of phases that the run may go back to: all before anything else is written.
    private mutating func marks(_ host: RunHost) -> [WorkspaceContents.Moment] {
        let places = rewindable ?? host.plan.phases.indices.filter(host.plan.mayRewind)
        rewindable = places
        return places.filter { host.hasBegun($0) }.map { .start(host.plan.phases[$0].id) }
    }

    private var isProgramAtWork: Bool { activeCalls.hasPrograms || otherWork > activeFileWork }

    /// Whether a program that is called later may look for what this phase leaves, and not find it another time.
    private func couldBeMissed(_ phase: Int, _ plan: RunPlan) -> Bool {
        guard plan.phases[phase].configuration.isCached || plan.hasCheckpoints else { return false }
        return plan.dependants(of: phase).contains { later in
            if case .process? = order.agents[plan.phases[later].agent] { true } else { false }
        }
    }
}
