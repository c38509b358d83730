package import Workflows

/// What came of one execution of a run.
package struct RepetitionResult: Sendable {
    /// The run's name, with the number of the repetition where there are several.
    package var id: String
    /// What its events amount to.
    package var record: RunRecord
    /// The id under which it is stored, where it is.
    package var storedID: String?
    /// How many results the cache evicted for those of the run.
    package var evicted = 0
    /// How it ended.
    package var status: RunStatus
    /// The first cause, where it failed.
    package var error: RunError?
    /// What a server answered, where one was called: of the last phase that has a response.
    package var response: PhaseOutput.Response?
    /// What processes wrote.
    package var transcripts: [RunTrace.Transcript]
    /// What its programs took; `nil` where that was not measured, or is not known of each.
    package var programs: ProgramUsage?
    /// What programs left in the workspace that later phases could miss another time.
    package var leftovers: [RunTrace.Leftovers] = []
    /// What its agents did to the world, over all executions of the run.
    package var effects: [EffectEntry] = []
    /// What programs said of effects that could not be read.
    package var unreadEffects: [String] = []
    /// The expectations that did not hold.
    package var failures: [ExpectationFailure]
    /// Why its record is incomplete, where it is.
    package var recordingFailure: OperationFailure?
}
