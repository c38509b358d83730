internal import Locks
internal import Scenarios
internal import Suites
internal import Workflows

/// Executes chains of runs in fresh state, and says what was measured of each run.
struct ChainSampler {
    let scenario: Scenario
    let surroundings: SuiteEnvironment
    /// Whether it is judged whether each run's expectations hold, which takes longer.
    let judges: Bool

    /// Measures the first repetition of each run of a chain, by the run's place; `number` keeps workspaces apart.
    func samples(
        of chain: Chain,
        seed: UInt64,
        number: Int
    ) async throws(MeasuringFailure) -> [Int: RunSample] {
        if Task.isCancelled { throw .cancelled }
        let part = scenario.measured(chain.runs, drawsInCommon: chain.drawsInCommon)
        var samples =
            scenario.isVirtual
            ? try await virtual(part, seed) : try await judged(part, seed, number)
        if judges, scenario.isVirtual {
            let judged = try await judged(part, seed, number)
            for (place, sample) in judged { samples[place] = sample.with(samples[place]) }
        }
        return Dictionary(
            uniqueKeysWithValues: samples.compactMap { place, sample in
                chain.runs.indices.contains(place) ? (chain.runs[place], sample) : nil
            }
        )
    }

    /// Executes a scenario in a virtual world, without judging anything.
    private func virtual(
        _ part: Scenario,
        _ seed: UInt64
    ) async throws(MeasuringFailure) -> [Int: RunSample] {
        var samples: [Int: RunSample] = [:]
        var earlier = RunStatus.succeeded
        do throws(WorkflowGraph.Defect) {
            let world = VirtualSessionWorld(part) { Task.isCancelled }
            var session = ScenarioSession(part, seed: seed, in: world)
            while !Task.isCancelled, let batch = try await session.executeBatch() {
                guard samples[batch.run] == nil, let trace = batch.runs.first?.trace else {
                    continue
                }
                let times = RunTimes(trace.events)
                let record = trace.record
                let resumes = part.runs[batch.run].resumes != nil
                samples[batch.run] = RunSample(
                    seed: seed,
                    measured: MeasuredRun(
                        record: record,
                        recoveryTime: record.recoveryTime(
                            times,
                            followsFailure: resumes || earlier.leavesWork
                        ),
                        holds: nil
                    ),
                    status: trace.status,
                    phaseTimes: times.phases,
                    storedID: nil
                )
                earlier = trace.status
            }
        } catch {
            throw MeasuringFailure(reason: "the workflow has no order: \(error)")
        }
        if Task.isCancelled { throw .cancelled }
        return samples
    }

    /// Runs a scenario as `run` does.
    private func judged(
        _ part: Scenario,
        _ seed: UInt64,
        _ number: Int
    ) async throws(MeasuringFailure) -> [Int: RunSample] {
        let times = Guarded<[String: RunTimes]>([:])
        var surroundings = surroundings
        // What is executed only to be judged can be had again, and would crowd out what cannot.
        if scenario.isVirtual { surroundings.state = nil }
        surroundings.watch = { _, event in
            times.withLock { $0[event.run.id, default: RunTimes([])].add(event) }
        }
        var options = ScenarioRunner.Options()
        options.seed = seed
        let result = await ScenarioRunner(surroundings, options: options)
            .run(part, number: number)
        if Task.isCancelled || result.wasCancelled { throw .cancelled }
        if let failure = result.infrastructureFailure { throw MeasuringFailure(reason: failure) }
        var samples: [Int: RunSample] = [:]
        var earlier = RunStatus.succeeded
        for (place, run) in result.runs.enumerated() {
            guard let repetition = run.repetitions.first else {
                throw MeasuringFailure(reason: result.breakage ?? "a run was not reached")
            }
            let resumes = part.runs[place].resumes != nil
            let known = times.withLock { $0[repetition.id] } ?? RunTimes([])
            samples[place] = RunSample(
                seed: seed,
                measured: MeasuredRun(
                    record: repetition.record,
                    recoveryTime: repetition.record.recoveryTime(
                        known,
                        followsFailure: resumes || earlier.leavesWork
                    ),
                    holds: repetition.failures.isEmpty,
                    programs: repetition.programs
                ),
                status: repetition.status,
                phaseTimes: known.phases,
                storedID: repetition.storedID
            )
            earlier = repetition.status
        }
        return samples
    }
}

extension MeasuringFailure {
    /// Somebody stopped it.
    static let cancelled = MeasuringFailure(reason: "it was cancelled")
}

extension RunSample {
    /// What another execution of the same run measured, with what this one says of its expectations.
    fileprivate func with(_ other: RunSample?) -> RunSample {
        guard let other else { return self }
        return RunSample(
            seed: other.seed,
            measured: MeasuredRun(
                record: other.measured.record,
                recoveryTime: other.measured.recoveryTime,
                holds: measured.holds
            ),
            status: other.status,
            phaseTimes: other.phaseTimes,
            storedID: storedID
        )
    }
}
