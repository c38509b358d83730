internal import Quantities

/// What a user asks of exploring.
package struct ExploreOptions: Sendable {
    /// How many faults a schedule may have at most.
    package static let mostFaults = 3

    /// The seeds, each of which is one execution.
    package var seeds: ClosedRange<UInt64> = 1...1_000
    /// How many faults an execution may meet besides the scenario's own, 0...3.
    package var faults = Self.mostFaults
    /// The types that are drawn.
    package var choice = SampleCatalog.Choice()
    /// In how many executions at a time; it changes nothing in what is found.
    package var jobs = 1

    /// What is asked where nobody says otherwise.
    package init() {}

    /// How many executions the seeds are; pairs are as many at most.
    package var executions: Int {
        Int(clamping: seeds.upperBound - seeds.lowerBound).addingClamped(1)
    }
}
