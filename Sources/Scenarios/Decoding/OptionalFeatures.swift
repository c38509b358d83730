internal import Shapes
internal import Workflows

/// What the workflow `full` does without.
enum OptionalFeatures {
    /// Nothing is cached, journaled, watched or rolled back; no context but requirements and inputs.
    static let none: WorkflowConfiguration = {
        var configuration = WorkflowConfiguration()
        configuration.context = .off
        configuration.isParallel = false
        configuration.hasCheckpoints = false
        configuration.isMonitored = false
        configuration.rollback = .none
        return configuration
    }()

    /// The settings of features that the workflow does not have.
    static func mistakes(
        in node: SourceNode,
        of workflow: Workflow,
        at path: String
    ) -> [Problem] {
        guard !workflow.hasOptionalFeatures else { return [] }
        var found = places(in: node, ConfigurationKeys.optionalFeatures, path)
        for phase in node[ConfigurationKeys.phases] ?? [] {
            found += places(
                in: phase.value,
                ConfigurationKeys.optionalPhaseFeatures,
                "\(path).phases.\(phase.key)"
            )
        }
        return found.map { feature, location, path in
            Problem(
                location: location,
                path: path,
                message: "the workflow \(workflow.name) has no optional features; enhanced_full "
                    + "has \"\(feature)\""
            )
        }
    }

    private static func places(
        in node: SourceNode,
        _ features: [String],
        _ path: String
    ) -> [(feature: String, location: SourceLocation, path: String)] {
        var places: [(String, SourceLocation, String)] = []
        for entry in node.entries where features.contains(entry.key) {
            places.append((entry.key, entry.keyLocation, "\(path).\(entry.key)"))
        }
        if let exit = node[ConfigurationKeys.retry]?.node(RetryKeys.onExhausted),
            exit.text == RetryPolicy.Exhaustion.rollback.rawValue
        {
            places.append(("rollback", exit.location, "\(path).retry.on_exhausted"))
        }
        return places
    }
}
