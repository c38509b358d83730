internal import Workflows

/// A parameter of a type of fault that is a plain value: enough to check it, to document it and to read it.
package struct FaultParameter: Sendable, Equatable {
    /// What it may be.
    package enum Kind: Sendable, Equatable {
        /// A whole number within these bounds.
        case integer(ClosedRange<Int>)
        /// On which side of the agent's work the type acts.
        case point
    }

    /// The name in scenario files.
    package let name: String
    /// What it may be.
    package let kind: Kind
    /// What holds where it is not said, as it would be written.
    package let usual: String
    /// What it is, in a sentence.
    package let summary: String

    /// The side of the agent's work on which a type acts.
    static func point(_ usual: AgentCall.Point) -> FaultParameter {
        FaultParameter(
            name: "point",
            kind: .point,
            usual: usual.rawValue,
            summary: "On which side of the agent's work."
        )
    }
}

/// The plain values that a scenario file gives a type, checked already.
package struct FaultArguments: Sendable {
    private let values: [String: String]

    /// Takes up values as they are written, by the parameters' names.
    package init(_ values: [String: String]) {
        self.values = values
    }

    func integer(_ name: String) -> Int? { values[name].flatMap { Int($0) } }

    var point: AgentCall.Point? { values["point"].flatMap(AgentCall.Point.init) }
}
