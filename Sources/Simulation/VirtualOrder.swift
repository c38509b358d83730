package import Agents
package import Workflows

/// A run that a virtual world is asked to perform.
@dynamicMemberLookup
package struct VirtualOrder: Sendable {
    /// What is the same in every world.
    package var run: RunOrder
    /// Who does it, by the names that the plan's phases call them.
    package let agents: [String: SimulatedAgent]

    /// Orders a new run.
    package init(plan: RunPlan, agents: [String: SimulatedAgent]) {
        run = RunOrder(plan: plan)
        self.agents = agents
    }

    package subscript<Value>(dynamicMember member: WritableKeyPath<RunOrder, Value>) -> Value {
        get { run[keyPath: member] }
        set { run[keyPath: member] = newValue }
    }

    package subscript<Value>(dynamicMember member: KeyPath<RunOrder, Value>) -> Value {
        run[keyPath: member]
    }
}
