/// What somebody wants to know of a run's workspace when the run is over.
package enum WorkspaceQuestion: Sendable, Equatable {
    /// What the file of this path has in it, if there is one.
    case file(String)
    /// Whether this program ends with 0 in the workspace.
    case command(ProcessAgent)
}
