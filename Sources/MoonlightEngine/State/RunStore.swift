internal import Runtime
internal import Storage

/// Where an engine keeps its runs.
protocol RunStore: Sendable {
    /// What was mended on opening, in words for the user.
    var notices: [String] { get }
    /// Becomes the only one that executes a run until `release` is called; `.underWay` where another does.
    func hold(_ id: String) throws(EngineError) -> RunHold
    /// The run of this id, where there is one.
    func run(_ id: String) throws(EngineError) -> KnownRun?
    /// The newest runs, newest first.
    func runs(limit: Int) throws(EngineError) -> [RunSummary]
    /// The records of a run.
    func entries(of id: String) throws(EngineError) -> [[UInt8]]
    /// Removes a torn tail.
    func cut(_ id: String, from position: Int) throws(EngineError)
    /// Adds a record to a run that has so many; durable on return.
    func append(_ entry: [UInt8], to id: String, at position: Int) throws(EngineError)
    /// Where it is kept what a run's agents did to the world; `nil` where that is with the world.
    func effects(of id: String) -> EffectFolder?
    /// The journal of a run that has so many records.
    func journal(_ origin: RunOrigin, after records: Int) -> any RunJournal
    /// Forgets the results that were kept with a tag, where they are kept here.
    func invalidate(tag: String) throws(EngineError)
    /// Deletes the oldest runs that are over until so many are left; says how many.
    func trim(to count: Int, sparing active: Set<String>) throws(EngineError) -> Int
}

/// The right to execute one run.
struct RunHold: Sendable {
    let release: @Sendable () -> Void
}

/// A run that has records.
struct KnownRun: Sendable {
    let origin: RunOrigin
    let status: RunStatus
}
