package import Faults
internal import Scenarios
internal import Shapes
package import Workflows

/// A type of fault with one value of its parameters, at one failpoint, as exploring draws it.
///
/// A reference: a seed draws several, and a copy would cost more than the draw.
package final class FaultSample: Sendable {
    /// Where it acts.
    package let failpoint: Failpoint
    /// The type's name.
    package let type: String
    /// The parameters, as a value of JSON.
    package let parameters: String
    /// What it injects.
    package let injection: any Injection
    /// Whether it is the first of its type's values: pairs use that one alone.
    package let isFirst: Bool

    /// A fault that a scenario declares, with its parameters as a value of JSON.
    init(_ fault: Fault, parameters: String) {
        failpoint = fault.failpoint
        type = fault.injection.type.name
        self.parameters = parameters
        injection = fault.injection
        isFirst = false
    }

    /// Reads parameters; those that do not decode are a mistake of ours, which throws.
    init(
        of type: FaultType,
        _ parameters: String,
        at failpoint: Failpoint,
        isFirst: Bool
    ) throws(Problems) {
        let node = try YAMLReader.read(
            bytes: Array(parameters.utf8),
            file: "sample of \(type.name)"
        )
        var problems = ProblemList()
        let injection = type.injection(node, at: type.name, reading: .none, into: &problems)
        guard let injection else {
            problems.add(node, type.name, "expected parameters, found \(parameters)")
            throw problems.problems
        }
        self.failpoint = failpoint
        self.type = type.name
        self.parameters = parameters
        self.injection = injection
        self.isFirst = isFirst
    }

    /// The same type with another value of its parameters.
    func replacing(parameters: String) throws(Problems) -> FaultSample? {
        guard let type = FaultType.named(type) else { return nil }
        return try FaultSample(of: type, parameters, at: failpoint, isFirst: isFirst)
    }
}
