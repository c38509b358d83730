internal import Agents
internal import Workflows

// What somebody wants to know of the workspace when nobody is at work in it any more.
extension LiveLoop {
    /// Looks at the files first: programs may change them.
    mutating func answerQuestions(_ host: RunHost) async {
        // A process that died leaves the workspace to nobody; who cancels a run wants no verdict.
        guard !host.hasCrashed, !Task.isCancelled else { return }
        let paths = order.questions.compactMap { question in
            if case .file(let path) = question { path } else { nil }
        }
        var ending = WorkspaceEnding()
        do throws(OperationFailure) {
            ending = try await openWorkspace().perform { contents throws(OperationFailure) in
                try contents.ending(askedFor: paths)
            }.get()
            for case .command(let program) in order.questions where !Task.isCancelled {
                var call = try process(program, [])
                call.wantsAnswer = false
                ending.verdicts[program.command] =
                    switch await call.perform().result {
                    case .success: .held
                    case .failure(let failure): .failed(failure)
                    }
            }
            if let workspace { StrayProcesses.end(of: workspace.path) }
        } catch {
            for question in order.questions {
                switch question {
                case .file(let path): ending.files[path] = .failure(error)
                case .command(let program): ending.verdicts[program.command] = .failed(error)
                }
            }
        }
        guard !Task.isCancelled else { return }
        host.trace.workspace = ending
    }
}
