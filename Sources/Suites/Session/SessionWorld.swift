package import Scenarios
package import Simulation
package import Workflows

/// One repetition of a run that a session has performed.
package struct SessionRun: Sendable {
    /// What the scenario says of it.
    package let run: ScenarioRun
    /// What is to be done, as far as every world understands it.
    package var order: RunRequest
    /// The journal that it resumes, without a torn tail.
    package var entries: [[UInt8]] = []
    /// The journal as it was found, before anything acted on it.
    var found: [[UInt8]] = []
    /// Receives every event as it happens, in worlds where that takes time.
    package var observer: (@Sendable (Event) -> Void)?

    /// How the run that it resumes had ended, where that left nothing to do.
    var nothingLeft: RunStatus?
    /// What was planned.
    package var plan: RunPlan { order.plan }
}

/// A world as a session uses it: one scenario's runs follow one another in it.
package protocol SessionWorld: Sendable {
    /// What the next run depends on.
    var basis: ScenarioBasis { get }
    /// How many answers agents delivered so far.
    var delivered: DeliveryCounts { get set }
    /// The environment that agents' identities are taken from.
    var environment: [String: String] { get }
    /// Lets time pass between runs.
    mutating func advance(by time: Duration)
    /// The process starts anew: what was only in its memory is lost.
    mutating func loseMemory()
    /// Forgets the results with a tag.
    mutating func invalidate(tag: String)
    /// What the journal of an earlier run holds, by the run's name; empty where nothing was recorded.
    mutating func entries(of run: String) throws(Resumption.Refusal) -> [[UInt8]]
    /// Lets a journal that a run resumes be opened; says what acted on it.
    mutating func open(
        _ entries: [[UInt8]],
        of plan: RunPlan,
        as run: Site.Run
    ) -> (JournalPassage, [FiredFault])
    /// Performs runs at the same time, to the end of the last; what came of them is in their order.
    mutating func perform(_ runs: [SessionRun]) async throws(Resumption.Refusal) -> [RunTrace]
    /// The entries that a run which is over left in memory; empty where they are elsewhere.
    mutating func takeJournal(of run: SessionRun) -> VirtualJournal
}
