package import Workflows

/// A failure declared alongside the workload: where, when and what.
package struct Fault: Sendable {
    /// What the user expects of the run in which it fires.
    package enum Expectation: String, Sendable, CaseIterable {
        /// The run ends as it would have ended without the fault.
        case absorbed
        /// It does not.
        case surfaced
        /// Either.
        case any
    }

    /// The name in reports and events; unique in a scenario.
    package let id: String
    /// Where it acts.
    package let failpoint: Failpoint
    /// When it fires.
    package let selector: FaultSelector
    /// What it injects.
    package let injection: any Injection
    /// What the user expects.
    package let expectation: Expectation
    /// With which others it fires together.
    package let group: FaultGroup?

    /// Declares a fault.
    package init(
        id: String,
        failpoint: Failpoint = .agentCall,
        selector: FaultSelector = FaultSelector(),
        inject injection: any Injection,
        expectation: Expectation = .any,
        group: FaultGroup? = nil
    ) {
        self.id = id
        self.failpoint = failpoint
        self.selector = selector
        self.injection = injection
        self.expectation = expectation
        self.group = group
    }
}

extension Fault: Equatable {
    package static func == (left: Fault, right: Fault) -> Bool {
        left.id == right.id && left.failpoint == right.failpoint
            && left.selector == right.selector && left.expectation == right.expectation
            && left.group == right.group && left.injection.isEqual(to: right.injection)
    }
}
