internal import Shapes
internal import Workflows

extension AgentCall.Point {
    /// The parameter by which a type says on which side of the agent's work it acts.
    static func parameter(default usual: AgentCall.Point) -> Key<AgentCall.Point> {
        Key("point", .choice(summary), default: usual, doc: "On which side of the agent's work.")
    }

    @Sendable private static func summary(of point: AgentCall.Point) -> String {
        switch point {
        case .before: "Before the agent begins."
        case .after: "After its work, before its answer."
        }
    }
}
