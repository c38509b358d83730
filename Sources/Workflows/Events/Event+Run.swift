extension Event {
    /// Which run this belongs to.
    package struct Run: Sendable, Equatable {
        /// The run's name.
        package let name: String
        /// The number of the repetition, from 1; 0 where the run is not repeated.
        package let repetition: Int

        /// Names a run.
        package init(name: String, repetition: Int = 0) {
            self.name = name
            self.repetition = repetition
        }

        /// The name, with the number of the repetition where there are several.
        package var id: String { repetition == 0 ? name : "\(name)#\(repetition)" }
    }
}
