internal import JSON
internal import Scenarios

extension DeclaredFault {
    /// The parameters of what it injects, as a value of JSON; those of a fault that code made are unknown, and none.
    var parameters: String {
        guard let inject, case .object(let members)? = JSONValue(parsing: inject),
            let parameters = members.values.first
        else { return "{}" }
        return parameters.text
    }
}
