internal import Shapes
internal import Workflows

extension AgentCall.Point {
    /// The parameter by which a type says on which side of the agent's work it acts.
    static func parameter(default usual: AgentCall.Point) -> Field {
        Field(
            "point",
            .choice([
                Choice(before.rawValue, doc: "Before the agent begins."),
                Choice(after.rawValue, doc: "After its work, before its answer."),
            ]),
            default: usual.rawValue,
            doc: "On which side of the agent's work."
        )
    }

    /// The point that the parameters of a type say; `nil` where they don't.
    init?(in parameters: YAMLNode) {
        guard let point = (parameters["point"]?.text).flatMap(AgentCall.Point.init) else {
            return nil
        }
        self = point
    }
}
