internal import Shapes

/// The names that a file declares, read before anything refers to them.
struct RunNames {
    /// An item of a list, and where it is. Of 10,000 items hardly any is ever named: paths are put together where they are.
    struct Placed {
        /// The item.
        let node: SourceNode
        private let list: String
        private let index: Int

        /// The items of a list with their paths.
        static func all(_ items: [SourceNode]?, of list: String) -> [Placed] {
            (items ?? []).enumerated().map { Placed(node: $1, list: list, index: $0) }
        }

        /// Its path, such as `runs[2]`.
        var path: String { "\(list)[\(index)]" }
    }

    let runs: [String]
    let faults: [Placed]
    /// The agents that undo phases.
    let compensations: [String]

    init(_ root: SourceNode) {
        let runNodes = Placed.all(root[ScenarioKeys.runs], of: "runs")
        runs = runNodes.compactMap { $0.node[RunKeys.name] }
        faults =
            Placed.all(root[ScenarioKeys.faults], of: "faults")
            + runNodes.flatMap { run in
                run.node[RunKeys.faults].map { Placed.all($0, of: "\(run.path).faults") } ?? []
            }
        let configurations =
            [root[ScenarioKeys.configuration]]
            + runNodes.map { $0.node[RunKeys.configuration] }
        compensations = configurations.flatMap { node in
            (node?[ConfigurationKeys.phases] ?? []).compactMap { $0.value[PhaseKeys.compensate] }
        }
    }
}
