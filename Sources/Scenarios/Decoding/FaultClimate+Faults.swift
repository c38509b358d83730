internal import Faults
package import Shapes
internal import Workflows

// The faults of a climate, in a scenario.
extension FaultClimate {
    /// Reads the faults; mistakes are the decoder's. Two of one id are one too many.
    func decode(with decoder: inout FaultDecoder) -> [DeclaredFault] {
        decoder.climate = name
        var faults: [DeclaredFault] = []
        for (index, node) in self.faults.enumerated() {
            guard let fault = decoder.decode(node, of: nil, at: "faults[\(index)]") else {
                continue
            }
            if faults.contains(where: { $0.fault.id == fault.fault.id }) {
                let id = node[FaultKeys.id] ?? ""
                decoder.problems.add(
                    node.node(FaultKeys.id) ?? node,
                    "faults[\(index)].id",
                    "expected another id, found \"\(id)\" a second time"
                )
            }
            faults.append(fault)
        }
        return faults
    }
}

extension ProblemList {
    /// A scenario's own fault may not bear the id of one of its climate's.
    mutating func check(_ own: [DeclaredFault], against climate: [DeclaredFault]) {
        let taken = Set(climate.map(\.fault.id))
        for declared in own where taken.contains(declared.fault.id) {
            add(
                at: declared.location,
                "faults",
                "expected another id, found \"\(declared.fault.id)\", which its climate has"
            )
        }
    }
}

extension ScenarioDecoder {
    /// The faults of the climate that the file names; the decoder knows the scenario's names.
    mutating func climateFaults(
        alongside own: [DeclaredFault],
        _ known: FaultDecoder
    ) -> [DeclaredFault] {
        guard let node = root[ScenarioKeys.climate], let name = node.text else { return [] }
        let climate = FaultClimate.named(
            name,
            at: node.location,
            ScenarioKeys.climate.name,
            files: files,
            into: &problems
        )
        guard let climate else { return [] }
        var decoder = FaultDecoder(
            phases: known.phases,
            agents: known.agents,
            runs: known.runs,
            files: climate.files
        )
        let faults = climate.decode(with: &decoder)
        problems.add(contentsOf: decoder.problems.list)
        problems.check(own, against: faults)
        return faults
    }
}

extension Scenario {
    /// The scenario in a climate: its own faults and the climate's, in place of those of the climate that its file names.
    ///
    /// The climate is one of the scenario's repository, or built in. Where there is none of the name, or it names a phase or
    /// an agent that the scenario has not, those are the mistakes. `option` is what the user said so with.
    package func under(_ name: String, option: String = "--climate") throws(Problems) -> Scenario {
        guard name != climate else { return self }
        var problems = ProblemList()
        let own = faults.filter { $0.climate == nil }
        let climate = FaultClimate.named(
            name,
            at: SourceLocation(file: file, line: 1),
            option,
            files: ScenarioFiles(scenarioAt: path),
            into: &problems
        )
        var added: [DeclaredFault] = []
        if let climate {
            let compensations = runs.flatMap { run in
                run.configuration.phases.values.compactMap(\.compensation)
            }
            var decoder = FaultDecoder(
                phases: workflow.phases.map(\.id.name),
                agents: workflow.phases.map(\.agent) + compensations,
                runs: runs.map(\.name),
                files: climate.files
            )
            added = climate.decode(with: &decoder)
            problems.add(contentsOf: decoder.problems.list)
            problems.check(own, against: added)
            problems.check(added, on: clock)
        }
        let found = problems.problems
        guard found.list.isEmpty else { throw found }
        var scenario = self
        scenario.faults = own + added
        scenario.climate = name
        scenario.chosenClimate = name
        return scenario
    }
}
