/// What a cache has for a key, looked at without being used: faults have to know what they would change.
package struct CacheHoldings: Sendable, Equatable {
    /// Whether it has a result under the key.
    package var hasEntry = false
    /// Whether that result is young enough to be served.
    package var isServed = false
    /// Whether results of the phase age.
    package var ages = false
    /// Whether it has another result of the phase.
    package var hasOthers = false

    /// Nothing.
    package init() {}

    /// Describes what a cache has.
    package init(hasEntry: Bool, isServed: Bool, ages: Bool, hasOthers: Bool) {
        self.hasEntry = hasEntry
        self.isServed = isServed
        self.ages = ages
        self.hasOthers = hasOthers
    }
}
