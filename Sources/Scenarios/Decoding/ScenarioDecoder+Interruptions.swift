internal import Shapes
internal import Workflows

// What interrupts a run on purpose, and what resumes it.
extension ScenarioDecoder {
    mutating func interruption(
        _ node: SourceNode,
        _ workflow: Workflow,
        _ configuration: WorkflowConfiguration,
        _ path: String
    ) -> RunInterruption? {
        if let kill = node[RunKeys.kill] {
            return moment(kill, workflow, configuration, "\(path).kill").map { .killed($0) }
        }
        guard let cancel = node[RunKeys.cancel] else { return nil }
        let grace = cancel[InterruptionKeys.grace]
        return moment(cancel, workflow, configuration, "\(path).cancel").map {
            .cancelled($0, grace: grace)
        }
    }

    private mutating func moment(
        _ node: SourceNode,
        _ workflow: Workflow,
        _ configuration: WorkflowConfiguration,
        _ path: String
    ) -> RunMoment? {
        if let time = node[InterruptionKeys.at] { return .at(time) }
        if let number = node[InterruptionKeys.event] { return .event(number) }
        if let after = node[InterruptionKeys.after] {
            return phase(after, workflow, configuration, "\(path).after").map {
                .afterCommit(of: $0)
            }
        }
        guard let during = node[InterruptionKeys.during] else { return nil }
        let place = "\(path).during"
        guard let step = during.text.flatMap(RunMoment.Step.init) else {
            let steps = RunMoment.Step.allCases.map(\.rawValue)
            return phase(during, workflow, configuration, place, or: steps).map { .during($0) }
        }
        if workflow.phases.contains(where: { $0.id.name == step.rawValue }) {
            problems.add(
                during,
                place,
                "expected what means one thing, found \"\(step.rawValue)\", which is a phase here, too; "
                    + "say after, at or event"
            )
            return nil
        }
        return .atFirst(step)
    }

    private mutating func phase(
        _ node: SourceNode?,
        _ workflow: Workflow,
        _ configuration: WorkflowConfiguration,
        _ path: String,
        or others: [String] = []
    ) -> PhaseID? {
        guard let node, let name = node.text else { return nil }
        let names = workflow.phases.map(\.id.name)
        guard names.contains(name) else {
            problems.unknown("a phase", name, among: names + others, node, path)
            return nil
        }
        if configuration.skipped.contains(PhaseID(name)) {
            problems.add(
                node,
                path,
                "expected a phase that is executed, found \"\(name)\", which is skipped"
            )
        }
        return PhaseID(name)
    }

    /// Reports runs that refer to other runs, or to their results, that do not exist.
    mutating func checkReferences(_ runs: [ScenarioRun]) {
        var next = 0
        var tags: Set<String>?
        for placed in RunNames.Placed.all(root[ScenarioKeys.runs], of: "runs") {
            // One without a name is no run.
            guard next < runs.count, runs[next].location == placed.node.location else { continue }
            let position = next
            next += 1
            let node = placed.node
            if let kill = node[RunKeys.kill] {
                checkSingle(runs[position], kill, "\(placed.path).kill")
            }
            if let resume = node.node(RunKeys.resume) {
                let path = "\(placed.path).resume"
                checkSingle(runs[position], resume, path)
                checkResumed(resume, among: runs[..<position], path)
                checkCheckpoints(runs[position], resume, path)
                checkChain(runs[position], resume, among: runs[..<position], path)
            }
            // Other scenarios may have kept results under other tags in the shared cache.
            if let items = node[RunKeys.invalidate], runs[position].configuration.cacheStore == .run
            {
                // Gathered once, and only where somebody asks.
                let known = tags ?? Self.tags(of: runs)
                tags = known
                checkTags(items, among: known, "\(placed.path).invalidate")
            }
        }
    }

    private static func tags(of runs: [ScenarioRun]) -> Set<String> {
        Set(runs.flatMap { $0.configuration.phases.values.flatMap(\.cacheTags) })
    }

    private mutating func checkTags(_ items: [SourceNode], among tags: Set<String>, _ path: String)
    {
        for (number, item) in items.enumerated() {
            guard let tag = item.text, !tags.contains(tag) else { continue }
            problems.unknown(
                "a tag under cache.tags",
                tag,
                among: tags.sorted(),
                item,
                "\(path)[\(number)]"
            )
        }
    }

    private mutating func checkSingle(_ run: ScenarioRun, _ node: SourceNode, _ path: String) {
        guard run.repetitions > 1 else { return }
        problems.add(
            node,
            path,
            "expected a run that is executed once, found \(run.repetitions) executions"
        )
    }

    /// Without checkpoints a resume would execute everything a second time.
    private mutating func checkCheckpoints(
        _ run: ScenarioRun,
        _ node: SourceNode,
        _ path: String
    ) {
        guard !run.configuration.hasCheckpoints else { return }
        problems.add(
            node,
            path,
            "expected a run with checkpoints, found \"\(run.name)\", which has none: there is nothing to resume from"
        )
    }

    /// What is measured alone has no run before it that it could resume.
    private mutating func checkChain(
        _ run: ScenarioRun,
        _ node: SourceNode,
        among earlier: ArraySlice<ScenarioRun>,
        _ path: String
    ) {
        let resumed = earlier.last { $0.name == node.text }
        guard let lone = [run, resumed].compactMap(\.self).first(where: \.isAlone) else { return }
        problems.add(
            node,
            path,
            "expected runs that are measured one after the other, found \"\(lone.name)\", which says alone"
        )
    }

    private mutating func checkResumed(
        _ node: SourceNode,
        among earlier: ArraySlice<ScenarioRun>,
        _ path: String
    ) {
        guard let name = node.text else { return }
        guard let run = earlier.last(where: { $0.name == name }) else {
            problems.unknown("an earlier run", name, among: earlier.map(\.name), node, path)
            return
        }
        checkSingle(run, node, path)
        checkCheckpoints(run, node, path)
        // A saved failure expects nothing, so says nothing of how its runs end.
        guard !isSaved, !run.mayStopEarly else { return }
        problems.add(
            node,
            path,
            "expected a run that is killed, is cancelled, pauses or fails, found \"\(name)\", "
                + "which is expected to end"
        )
    }
}

extension ScenarioRun {
    /// Whether there may be something left to do at its end.
    fileprivate var mayStopEarly: Bool {
        guard interruption == nil else { return true }
        let unfinished: Set<RunStatus> = [.failed, .cancelled, .interrupted, .paused]
        return expectations.contains { expectation in
            expectation.condition.endings?.isDisjoint(with: unfinished) == false
        }
    }
}
