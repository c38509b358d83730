internal import Scenarios
internal import Runtime

extension RunnerSurroundings {
    /// What a scenario's live world needs; workspaces lie in a folder of the scenario's own where it is named.
    func live(for scenario: Scenario, workspace: String? = nil) -> LiveSurroundings {
        var scale = 1.0
        if case .real(let timeScale) = scenario.clock { scale = timeScale }
        return LiveSurroundings(
            clock: clock,
            wall: wall,
            workspaces: workspace.map { "\(workspaces)/\($0)" } ?? workspaces,
            environment: environment,
            secrets: scenario.secrets(in: environment),
            timeScale: scale
        )
    }
}
