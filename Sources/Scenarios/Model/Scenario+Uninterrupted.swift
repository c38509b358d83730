extension Scenario {
    /// The runs up to one, which is not interrupted.
    package func uninterrupted(upTo place: Int) -> Scenario {
        var runs = Array(runs.prefix(place + 1))
        if let last = runs.last { runs[runs.count - 1] = last.uninterrupted }
        var scenario = Scenario(
            name: name,
            tags: tags,
            file: file,
            path: path,
            workflow: workflow,
            clock: clock,
            seed: seed,
            faults: faults,
            runs: runs,
            invariants: [],
            className: className
        )
        scenario.climate = climate
        scenario.chosenClimate = chosenClimate
        scenario.drawsInCommon = drawsInCommon
        scenario.variant = variant
        return scenario
    }
}

extension ScenarioRun {
    /// The same run without what interrupts it.
    fileprivate var uninterrupted: ScenarioRun {
        ScenarioRun(
            name,
            at: location,
            seed: seed,
            requirements: requirements,
            configuration: configuration,
            inheritsSettings: inheritsSettings,
            agents: agents,
            repetitions: repetitions,
            concurrency: concurrency,
            advance: advance,
            resumes: resumes,
            isRestarted: isRestarted,
            invalidatedTags: invalidatedTags,
            hooks: hooks,
            expectations: expectations
        )
    }
}
