internal import Benchmarks
internal import Files
internal import Scenarios
internal import Shapes

/// Measures anew what a comparison leaves open: the base as a folder has it, the candidate as it is here.
struct ConfirmingRun {
    let folder: String
    let plan: SamplingPlan
    let surroundings: ToolEnvironment
    let threshold: Double
    let allowFailures: Bool

    /// What is measured together, because one execution gives a sample for each of the suspects.
    private struct Group {
        var suspects: [Suspect]
        let order: BenchmarkRunner.Order
        /// Whether a fresh series is the base's.
        let isBase: @Sendable (Series) -> Bool
        let isCandidate: @Sendable (Series) -> Bool
    }

    /// The rows, those that were open by what was measured anew.
    func confirm(
        _ rows: [ComparisonRow],
        base: Baseline,
        candidate: Baseline
    ) async throws -> [ComparisonRow] {
        var rows = rows
        let suspects = Comparison.suspects(
            in: rows,
            base: base,
            candidate: candidate,
            allowFailures: allowFailures
        )
        let runner = BenchmarkRunner(surroundings.runner)
        for group in try await groups(suspects) {
            let measured = try await runner.measure(group.order)
            for suspect in group.suspects {
                let (old, new) = (suspect.base, suspect.candidate)
                let first = measured.series.first {
                    $0.metric == old.metric && $0.run == old.run && group.isBase($0)
                }
                let second = measured.series.last {
                    $0.metric == new.metric && $0.run == new.run && group.isCandidate($0)
                }
                guard let first, let second, rows.indices.contains(suspect.place) else { continue }
                rows[suspect.place] = Comparison.confirmed(
                    suspect,
                    by: (first, second),
                    threshold: threshold,
                    allowFailures: allowFailures
                )
            }
        }
        return rows
    }

    /// A group for each scenario and each command, in the order of their first suspects.
    private func groups(_ suspects: [Suspect]) async throws -> [Group] {
        var groups: [Group] = []
        var places: [[String]: Int] = [:]
        for suspect in suspects {
            let series = suspect.base
            let key = [series.file, series.scenario, series.command?.line ?? ""]
            if let place = places[key] {
                groups[place].suspects.append(suspect)
            } else if let group = try await group(suspect) {
                places[key] = groups.count
                groups.append(group)
            }
        }
        return groups
    }

    private func group(_ suspect: Suspect) async throws -> Group? {
        if let base = suspect.base.command, let candidate = suspect.candidate.command {
            return commands(suspect, inFolder(base), candidate)
        }
        guard suspect.base.command == nil, suspect.candidate.command == nil,
            let base = try await scenario(suspect.base, at: inFolder(suspect.base.file)),
            let candidate = try await scenario(suspect.candidate, at: suspect.candidate.file)
        else { return nil }
        try surroundings.prepare(for: [base, candidate])
        let subjects = [base, candidate].map { scenario in
            BenchmarkSubject.scenario(
                .init(scenario, bytes: (try? RegularFile.read(scenario.file)) ?? [])
            )
        }
        return Group(
            suspects: [suspect],
            order: order(subjects, suspect),
            isBase: { [file = base.file] in $0.file == file },
            isCandidate: { [file = candidate.file] in $0.file == file }
        )
    }

    private func commands(
        _ suspect: Suspect,
        _ base: MeasuredCommand,
        _ candidate: MeasuredCommand
    ) -> Group {
        let environment = surroundings.environment
        let subjects = [base, candidate].map {
            BenchmarkSubject.command($0, environment: environment)
        }
        var order = order(subjects, suspect)
        let setups = [base.setup, candidate.setup].compactMap { line in
            line.map { surroundings.hook("setup", $0) }
        }
        let cleanups = [base.cleanup, candidate.cleanup].compactMap { line in
            line.map { surroundings.hook("cleanup", $0) }
        }
        order.plan.hooks.setup = {
            for hook in setups { try await hook.run() }
        }
        order.plan.hooks.cleanup = {
            for hook in cleanups { try await hook.runInAnyCase() }
        }
        return Group(
            suspects: [suspect],
            order: order,
            isBase: { $0.command?.line == base.line },
            isCandidate: { $0.command?.line == candidate.line }
        )
    }

    private func order(_ subjects: [BenchmarkSubject], _ suspect: Suspect) -> BenchmarkRunner.Order
    {
        var order = BenchmarkRunner.Order(subjects, plan: plan)
        order.comparisons = [(0, 1)]
        order.seed = suspect.base.seed
        order.allowsFailures = allowFailures
        order.call = RunIDs().next()
        return order
    }

    private func scenario(_ series: Series, at path: String) async throws -> Scenario? {
        let suite = try await surroundings.loader.suite(at: [path])
        guard suite.mistakes.isEmpty else { throw Problems(suite.mistakes) }
        return suite.scenarios.first { $0.nameInMatrix == series.scenario }
    }

    private func inFolder(_ file: String) -> String {
        folder.hasSuffix("/") ? folder + file : "\(folder)/\(file)"
    }

    /// The command as it is, executed in the base's folder.
    private func inFolder(_ command: MeasuredCommand) -> MeasuredCommand {
        let quoted = "'" + folder.replacing("'", with: "'\\''") + "'"
        func moved(_ line: String) -> String { "cd \(quoted) || exit 127\n\(line)" }
        return MeasuredCommand(
            moved(command.line),
            setup: command.setup.map(moved),
            prepare: command.prepare.map(moved),
            cleanup: command.cleanup.map(moved)
        )
    }
}
