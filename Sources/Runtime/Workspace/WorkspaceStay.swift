internal import Files
internal import Workflows

/// What one program's work means for its run's workspace: what is remembered before it, and taken up after it.
struct WorkspaceStay: Sendable {
    let workspace: Workspace
    let phase: PhaseID
    /// The moments that the run may go back to, and has not reached before.
    var marks: [WorkspaceContents.Moment] = []
    /// The moment that the workspace is taken back to first.
    var cleanedTo: WorkspaceContents.Moment?
    /// Files that become part of the result.
    var artifacts: [PathPattern] = []
    /// Where it is noted what else the program wrote; `nil` where nobody could miss it.
    var leftovers: LeftoverFiles?

    /// Gets the workspace ready; gives what lies in it, where that is wanted.
    private func begin() async -> Result<WorkspaceListing?, OperationFailure> {
        await workspace.perform {
            [marks, cleanedTo, isWatched = leftovers != nil]
            contents throws(OperationFailure) -> WorkspaceListing? in
            if let cleanedTo { contents.goBack(to: cleanedTo) }
            try contents.check()
            try contents.mark(marks)
            // Where it cannot be listed nothing is reported: that is not a failure of the phase.
            return isWatched ? try? contents.listing() : nil
        }
    }

    /// Performs a program's work in the workspace.
    func perform(
        _ call: ProcessCall
    ) async -> ProcessCall.Ending {
        let before: WorkspaceListing?
        switch await begin() {
        case .success(let listing): before = listing
        case .failure(let failure): return .init(result: .failure(failure), transcript: "")
        }
        var ending = await call.perform()
        guard case .success(var answer) = ending.result else { return ending }
        do throws(OperationFailure) {
            let files = try await self.files(of: answer.output)
            if files != answer.output.files {
                answer.output = call.secrets.blanked(answer.output.with(files))
                ending.result = .success(answer)
            }
        } catch {
            // The work was done, and cost what it cost.
            ending.result = .failure(call.secrets.blanked(error).spending(answer.usage))
        }
        if let before { await note(answer.output, since: before, call.secrets) }
        return ending
    }

    /// The files that become part of a result: those that the program answered, and those that it wrote.
    private func files(
        of output: PhaseOutput
    ) async throws(OperationFailure) -> [PhaseOutput.File] {
        guard !artifacts.isEmpty || !output.files.isEmpty else { return [] }
        return try await workspace.perform {
            [phase, artifacts] contents throws(OperationFailure) -> [PhaseOutput.File] in
            let answered = contents.withPermissions(output.files)
            guard !artifacts.isEmpty else { return answered }
            let paths = Set(answered.map(\.path))
            return answered
                + (try contents.files(of: phase, matching: artifacts, besides: paths))
        }.get()
    }

    /// Notes what the program wrote and its result does not hold.
    private func note(
        _ output: PhaseOutput,
        since before: WorkspaceListing,
        _ secrets: SecretFilter
    ) async {
        let held = Set(output.files.map(\.path))
        let changed = await workspace.perform {
            contents throws(OperationFailure) -> [String] in
            try contents.listing().changedFiles(since: before).map(\.shown)
        }
        // What cannot be listed is not reported on: the result is whole all the same.
        guard case .success(let paths) = changed else { return }
        leftovers?.note(paths.map(secrets.blanked).filter { !held.contains($0) }, of: phase)
    }
}

extension PhaseOutput {
    /// The same with these files.
    fileprivate func with(_ files: [File]) -> PhaseOutput {
        PhaseOutput(
            text: text,
            files: files,
            response: response,
            exitStatus: exitStatus
        )
    }
}
