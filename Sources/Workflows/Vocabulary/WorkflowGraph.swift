/// A workflow's phases in an order in which each comes after what it needs.
package struct WorkflowGraph: Sendable, Equatable {
    /// Why a workflow cannot run.
    package enum Defect: Error, Equatable, Sendable {
        /// Two phases have one name.
        case duplicate(PhaseID)
        /// A phase needs one that does not exist.
        case missing(PhaseID, neededBy: PhaseID)
        /// The phases need one another in a cycle; the first is named again at the end.
        case cycle([PhaseID])
    }

    /// Indices into the workflow's phases, dependencies first; among the ready, declaration order.
    package let order: [Int]

    /// Orders the phases of a workflow, or says why they have no order.
    package init(_ workflow: Workflow) throws(Defect) {
        var index: [PhaseID: Int] = [:]
        for (position, phase) in workflow.phases.enumerated() {
            guard index.updateValue(position, forKey: phase.id) == nil else {
                throw .duplicate(phase.id)
            }
        }
        var dependants = Array(repeating: [Int](), count: workflow.phases.count)
        var open = Array(repeating: 0, count: workflow.phases.count)
        for (position, phase) in workflow.phases.enumerated() {
            for need in Set(phase.needs + phase.inputs).sorted() {
                guard let needed = index[need] else {
                    throw .missing(need, neededBy: phase.id)
                }
                dependants[needed].append(position)
                open[position] += 1
            }
        }
        order = Self.sort(dependants: dependants, open: &open)
        guard order.count == workflow.phases.count else {
            throw .cycle(Self.cycle(in: workflow, index: index, open: open))
        }
    }

    /// Kahn's algorithm in levels, so that the order does not depend on anything but the declaration.
    private static func sort(dependants: [[Int]], open: inout [Int]) -> [Int] {
        var order: [Int] = []
        var level = open.indices.filter { open[$0] == 0 }
        while !level.isEmpty {
            var next: [Int] = []
            for position in level {
                order.append(position)
                for dependant in dependants[position] {
                    open[dependant] -= 1
                    if open[dependant] == 0 { next.append(dependant) }
                }
            }
            level = next.sorted()
        }
        return order
    }

    /// Follows the first unmet need of each phase until one comes round again.
    private static func cycle(
        in workflow: Workflow,
        index: [PhaseID: Int],
        open: [Int]
    ) -> [PhaseID] {
        guard var position = open.firstIndex(where: { $0 > 0 }) else { return [] }
        var path: [Int] = []
        while !path.contains(position) {
            path.append(position)
            let blocked = (workflow.phases[position].needs + workflow.phases[position].inputs).lazy
                .compactMap { index[$0] }
                .first { open[$0] > 0 }
            guard let blocked else { break }
            position = blocked
        }
        let start = path.firstIndex(of: position) ?? 0
        return (path[start...] + [position]).map { workflow.phases[$0].id }
    }
}
