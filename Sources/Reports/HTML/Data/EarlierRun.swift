internal import Workflows

/// A run of an earlier suite that held: what the same run is compared with where it fails now.
package struct EarlierRun: Sendable {
    /// The number of the scenario in the suite.
    let scenario: Int
    /// The run's name, without the number of a repetition.
    let run: String
    private let timeline: StoredTimeline

    /// A stored run, with the place of the run that fails now.
    package init(_ timeline: StoredTimeline, scenario: Int, run: String) {
        self.timeline = timeline
        self.scenario = scenario
        self.run = run
    }

    /// What the page's script needs to show it as it shows the runs of the suite.
    func json(words: inout WordTable) -> [UInt8] {
        let events = timeline.restoration.events
        let record = RunRecord(run: events.first?.run ?? .init(name: timeline.run), events: events)
        let steps = StepMarks.encode(RunSteps(events), words: &words)
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("name", run)
            writer.member("started", UTCText.text(timeline.startedAt))
            writer.member("stored_id", timeline.id)
            writer.member("status", timeline.status)
            writer.member("duration_s", seconds: record.duration)
            writer.key("tokens")
            writer.literal(record.tokens.map { String($0) } ?? "null")
            writer.key("cost")
            writer.literal(record.costMicros.map(CostText.text) ?? "null")
            writer.member("digest", record.digest.description)
            writer.key("steps")
            writer.value(steps)
        }
        return writer.bytes
    }
}
