/// Where the process of a run dies: once in its first life, and where several are named in as many of those that resume it.
package struct CrashPlan: Sendable, Equatable {
    /// The id of the run, with its repetition.
    package let run: String
    /// For each life that ends so, the number of its last event, from 1.
    package let events: [Int]

    /// Names deaths.
    package init(run: String, events: [Int]) {
        self.run = run
        self.events = events
    }
}
