internal import Scenarios
internal import Suites
internal import Workflows

// The deaths of one batch.
extension CrashSearch {
    /// One execution in which processes died.
    private struct Trial {
        let verdict: CrashVerdict
        /// What happened in each life of the run that died, as boundaries.
        let lives: [[Event.Kind.Tag]]
        /// Whether the run began.
        let hasBegun: Bool
        /// Whether all deaths came to pass.
        let isWhole: Bool
    }

    /// The first death at a boundary, and what there is to kill in its resume.
    private struct First {
        let row: CrashRow
        let verdict: CrashVerdict
        let boundaries: [Int]
    }

    /// Kills each run of a batch at each of its boundaries; then its resumes.
    func kill(
        _ subject: CrashSubject<World>,
        _ whole: UninterruptedExecution,
        in result: inout CrashResult
    ) async throws(WorkflowGraph.Defect) {
        let batch = whole.batches[subject.batch]
        let run = scenario.runs[batch.place]
        if let reason = scenario.reasonAgainstKilling(run) {
            result.skip(run.name, because: reason)
            return
        }
        for member in batch.runs {
            let firsts = try await firstDeaths(of: member, in: subject, whole, &result)
            try await secondDeaths(after: firsts, of: member, in: subject, whole, &result)
        }
    }

    private func firstDeaths(
        of run: UninterruptedExecution.Run,
        in subject: CrashSubject<World>,
        _ whole: UninterruptedExecution,
        _ result: inout CrashResult
    ) async throws(WorkflowGraph.Defect) -> [First] {
        var firsts: [First] = []
        for event in rules.boundaries(among: run.events.map(\.tag)) where !isCancelled() {
            let trial = try await trial(CrashPlan(run: run.id, events: [event]), subject, whole)
            guard !isCancelled() else { break }
            guard trial.hasBegun else {
                result.skip(run.id, because: "it does not begin")
                break
            }
            guard trial.isWhole else {
                result.skip(run.id, because: "it was over before it could be killed", boundaries: 1)
                continue
            }
            let mark = run.events[event - 1]
            firsts.append(
                First(
                    row: CrashRow(run: run.id, event: event, kind: mark.tag, phase: mark.phase),
                    verdict: trial.verdict,
                    boundaries: rules.boundaries(among: trial.lives.last ?? [])
                )
            )
        }
        return firsts
    }

    private func secondDeaths(
        after firsts: [First],
        of run: UninterruptedExecution.Run,
        in subject: CrashSubject<World>,
        _ whole: UninterruptedExecution,
        _ result: inout CrashResult
    ) async throws(WorkflowGraph.Defect) {
        let most = killedResumes(
            of: firsts.map(\.boundaries.count),
            rest: whole.batches.count - subject.batch
        )
        for first in firsts {
            var row = first.row
            if case .different(let difference) = first.verdict { row.difference = difference }
            for again in CrashRules.spread(first.boundaries, most: most) where !isCancelled() {
                let plan = CrashPlan(run: run.id, events: [row.event, again])
                let trial = try await trial(plan, subject, whole)
                guard !isCancelled(), trial.isWhole else { continue }
                row.killedResumes += 1
                switch trial.verdict {
                case .same: break
                case .unjudged(let reason):
                    let skip = CrashSkip(run: run.id, reason: reason)
                    result.unjudgedResumes[skip, default: 0] += 1
                case .different(var difference):
                    difference.resumeEvent = again
                    row.difference = row.difference ?? difference
                }
            }
            if case .unjudged(let reason) = first.verdict, row.difference == nil {
                result.skip(run.id, because: reason, boundaries: 1)
            } else {
                result.rows.append(row)
            }
        }
    }

    /// How many resumes are killed for each first death, which leave so many boundaries; what has to be executed afterwards
    /// each time counts, too.
    private func killedResumes(of boundaries: [Int], rest: Int) -> Int {
        guard scenario.isVirtual else { return rules.killedResumes }
        let room = rules.killedResumes * 10 / max(10, rest)
        let all = boundaries.reduce(0, +)
        return all <= room ? all : max(2, room / max(1, boundaries.count))
    }

    /// Executes the scenario with these deaths, from the batch on in which they come.
    private func trial(
        _ plan: CrashPlan,
        _ subject: CrashSubject<World>,
        _ whole: UninterruptedExecution
    ) async throws(WorkflowGraph.Defect) -> Trial {
        // Who cancels it needs a thread, and searches take all that there are.
        await Task.yield()
        var session = subject.start ?? begin()
        session.world.plan = plan
        var comparison = CrashComparison(scenario, whole)
        var index = subject.start == nil ? 0 : subject.batch
        while !isCancelled(), let batch = try await session.executeBatch() {
            if index == subject.batch {
                comparison.compare(batch, at: index, in: session.world)
            } else {
                comparison.compare(batch, at: index)
            }
            index += 1
        }
        let victim = session.world.victim.map { session.world.lives[$0] }
        return Trial(
            verdict: comparison.verdict,
            lives: victim?.map { $0.events.map(\.tag) } ?? [],
            hasBegun: victim != nil,
            isWhole: session.world.deaths == plan.events.count
        )
    }
}
