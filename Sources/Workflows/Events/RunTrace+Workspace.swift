extension RunTrace {
    /// The workspace at the end: as the world found it or, in a world that has none, the files that agents answered with
    /// and that still count, the later over the earlier.
    package var workspaceAtEnd: WorkspaceEnding {
        if let workspace { return workspace }
        var order: [PhaseID: Int] = [:]
        for (number, event) in events.enumerated() {
            switch event.kind {
            case .phaseCommitted(let phase, _, _), .phaseRestored(let phase, _, _):
                order[phase] = number
            default: break
            }
        }
        var ending = WorkspaceEnding()
        for (_, output) in outputs.sorted(by: {
            order[$0.key, default: 0] < order[$1.key, default: 0]
        }) {
            for file in output.files { ending.files[file.path] = .success(file.bytes) }
        }
        ending.note(Array(ending.files.keys))
        return ending
    }
}
