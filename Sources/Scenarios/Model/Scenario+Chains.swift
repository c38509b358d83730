/// What a sample of a run needs to be executed: the runs before it in the file, and itself.
extension Scenario {
    /// The places of the runs that a sample of the run at a place executes, in their order.
    ///
    /// A run that is alone has none before it, and is before none.
    package func chain(to place: Int) -> [Int] {
        guard runs.indices.contains(place) else { return [] }
        if runs[place].isAlone { return [place] }
        return runs.indices.filter { $0 <= place && !runs[$0].isAlone }
    }

    /// The scenario with runs whose names are no part of their draws.
    package var drawingInCommon: Scenario {
        var scenario = self
        scenario.drawsInCommon = true
        return scenario
    }

    /// The scenario with the runs at these places alone. With `drawsInCommon` a run's name is no part of its draws.
    package func measured(_ places: [Int], drawsInCommon: Bool) -> Scenario {
        var scenario = self
        scenario.runs = places.filter(runs.indices.contains).map { runs[$0] }
        scenario.drawsInCommon = drawsInCommon
        // What is required was there before the first of many samples.
        scenario.prerequisites = []
        return scenario
    }
}
