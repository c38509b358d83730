internal import Agents
internal import Shapes
internal import Faults
internal import Invariants
internal import Workflows

/// Turns the tree of a scenario file into a checked scenario, or into all its mistakes.
package struct ScenarioDecoder {
    let root: SourceNode
    let file: String
    let files: ScenarioFiles
    var problems = ProblemList()
    /// What runs that change neither `config` nor `agents` have in common.
    var inherited: RunSettings?

    /// Decodes a tree that has all that it takes over.
    static func decode(
        _ whole: SourceNode,
        file: String,
        after inheritance: ScenarioInheritance
    ) throws(Problems) -> Scenario {
        var decoder = ScenarioDecoder(root: whole, file: file, files: inheritance.files)
        decoder.problems = inheritance.problems
        decoder.problems.addMerged(whole, ScenarioShape.root, at: "")
        let scenario = decoder.decode()
        let problems = decoder.problems.problems
        guard problems.list.isEmpty, let scenario else { throw problems }
        return scenario
    }

    /// The scenario, as far as the tree gives one; mistakes are collected along the way.
    private mutating func decode() -> Scenario? {
        guard let workflow = workflow() else { return nil }
        let names = RunNames(root)
        checkDuplicates(names)
        let faults = faults(workflow, names)
        let faultIDs = faults.map(\.fault.id)
        let nodes = root[ScenarioKeys.runs] ?? []
        var runs: [ScenarioRun] = []
        runs.reserveCapacity(nodes.count)
        for (index, node) in nodes.enumerated() {
            guard let name = node[RunKeys.name] else { continue }
            runs.append(
                run(
                    node,
                    named: name,
                    workflow,
                    faults: faultIDs,
                    earlier: names.runs.prefix(index),
                    "runs[\(index)]"
                )
            )
        }
        checkReferences(runs)
        checkUndoing(names)
        let clock = clock(runs)
        check(faults, on: clock)
        checkQuestions(runs, on: clock)
        let always = always(workflow, runs)
        checkQuestions(always, runs, clock)
        let claims = claims(names, clock)
        let found = found()
        var scenario = Scenario(
            name: root[ScenarioKeys.name] ?? file,
            description: root[ScenarioKeys.description] ?? "",
            tags: root[ScenarioKeys.tags] ?? [],
            file: file,
            path: files.scenario,
            workflow: workflow,
            clock: clock,
            seed: found?.seed ?? UInt64(exactly: root[ScenarioKeys.seed] ?? 0) ?? 0,
            timeLimit: root[ScenarioKeys.timeLimit],
            faults: faults,
            runs: runs,
            invariants: invariants(with: found),
            always: always,
            claims: claims,
            className: Scenario.className(ofPath: files.pathInRepository ?? file)
        )
        scenario.found = found
        scenario.climate = root[ScenarioKeys.climate]?.text
        scenario.seeds = root[ScenarioKeys.seeds]
        scenario.prerequisites = prerequisites()
        checkClimates(ofClaimsIn: scenario)
        checkRuns(of: found, in: runs)
        if let names = found?.runs { scenario = scenario.keeping(runs: names) }
        return scenario
    }

    // MARK: - The workflow

    private mutating func workflow() -> Workflow? {
        guard let node = root[ScenarioKeys.workflow] else { return nil }
        if let name = node.text { return WorkflowCatalog.workflow(named: name) }
        guard let declared = node[ScenarioKeys.phases], !declared.isEmpty else { return nil }
        let phases = declared.compactMap { phase -> Workflow.Phase? in
            guard let name = phase[ScenarioKeys.phaseName] else { return nil }
            let needs = (phase[ScenarioKeys.needs] ?? []).compactMap(\.text).map { PhaseID($0) }
            return Workflow.Phase(PhaseID(name), needs: needs, agent: phase[ScenarioKeys.agent])
        }
        guard phases.count == declared.count else { return nil }
        let workflow = Workflow(name: "custom", phases: phases)
        do throws(WorkflowGraph.Defect) {
            _ = try WorkflowGraph(workflow)
            return workflow
        } catch {
            report(error, declared)
            return nil
        }
    }

    private mutating func report(_ defect: WorkflowGraph.Defect, _ phases: [SourceNode]) {
        func node(_ id: PhaseID, last: Bool = false) -> (Int, SourceNode)? {
            let found = phases.enumerated().filter {
                $0.element[ScenarioKeys.phaseName] == id.name
            }
            return last ? found.last : found.first
        }
        switch defect {
        case .duplicate(let id):
            guard let (index, phase) = node(id, last: true) else { return }
            problems.add(
                phase.node(ScenarioKeys.phaseName) ?? phase,
                "workflow.phases[\(index)].name",
                "expected a name of its own, found \"\(id)\" a second time"
            )
        case .missing(let id, let dependant):
            guard let (index, phase) = node(dependant) else { return }
            let place = phase[ScenarioKeys.needs]?.first { $0.text == id.name } ?? phase
            problems.unknown(
                "a phase",
                id.name,
                among: phases.compactMap { $0[ScenarioKeys.phaseName] },
                place,
                "workflow.phases[\(index)].needs"
            )
        case .cycle(let path):
            guard let first = path.first, let (index, phase) = node(first) else { return }
            problems.add(
                phase.node(ScenarioKeys.needs) ?? phase,
                "workflow.phases[\(index)].needs",
                "expected phases without a cycle, found "
                    + path.map(\.name).joined(separator: " → ")
            )
        }
    }

    // MARK: - Names

    private mutating func checkDuplicates(_ names: RunNames) {
        checkDuplicates(RunNames.Placed.all(root[ScenarioKeys.runs], of: "runs"), key: RunKeys.name)
        checkDuplicates(names.faults, key: FaultKeys.id)
        checkDuplicates(
            RunNames.Placed.all(root[ScenarioKeys.claims], of: "claims"),
            key: ClaimKeys.name
        )
    }

    private mutating func checkDuplicates(_ nodes: [RunNames.Placed], key: Key<String>) {
        var seen: Set<String> = []
        for placed in nodes {
            guard let value = placed.node.node(key), let name = value.text else { continue }
            if !seen.insert(name).inserted {
                problems.add(
                    value,
                    "\(placed.path).\(key.name)",
                    "expected another \(key.name), found \"\(name)\" a second time"
                )
            }
        }
    }

    // MARK: - Faults

    private mutating func faults(_ workflow: Workflow, _ names: RunNames) -> [DeclaredFault] {
        var decoder = FaultDecoder(
            phases: workflow.phases.map(\.id.name),
            agents: workflow.phases.map(\.agent) + names.compensations,
            runs: names.runs,
            files: files
        )
        // What a saved failure names may be gone: then the fault does nothing, and says so.
        decoder.knowsNames = !isSaved
        var faults: [DeclaredFault] = []
        for (index, node) in (root[ScenarioKeys.faults] ?? []).enumerated() {
            if let fault = decoder.decode(node, of: nil, at: "faults[\(index)]") {
                faults.append(fault)
            }
        }
        for (position, run) in (root[ScenarioKeys.runs] ?? []).enumerated() {
            for (index, node) in (run[RunKeys.faults] ?? []).enumerated() {
                let path = "runs[\(position)].faults[\(index)]"
                if let fault = decoder.decode(node, of: run[RunKeys.name], at: path) {
                    faults.append(fault)
                }
            }
        }
        problems.add(contentsOf: decoder.problems.list)
        return faults + climateFaults(alongside: faults, decoder)
    }

    // MARK: - Claims

    private mutating func claims(_ names: RunNames, _ clock: Scenario.Clock) -> [Claim] {
        var decoder = ClaimDecoder(runs: names.runs, clock: clock)
        let claims = (root[ScenarioKeys.claims] ?? []).enumerated().compactMap { index, node in
            decoder.decode(node, at: "claims[\(index)]")
        }
        problems.add(contentsOf: decoder.problems.list)
        return claims
    }
}
