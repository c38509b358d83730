package import Scenarios
package import Runtime

extension SuiteEnvironment {
    /// What a scenario's live world needs; workspaces lie in a folder of the scenario's own where it is named.
    package func live(for scenario: Scenario, workspace: String? = nil) -> LiveEnvironment {
        var scale = 1.0
        if case .real(let timeScale) = scenario.clock { scale = timeScale }
        var live = LiveEnvironment(
            clock: clock,
            wall: wall,
            workspaces: workspace.map { "\(workspaces)/\($0)" } ?? workspaces,
            environment: environment,
            secrets: scenario.secrets(in: environment),
            timeScale: scale
        )
        live.urgency = urgency
        live.measuresPrograms = measuresPrograms
        return live
    }
}
