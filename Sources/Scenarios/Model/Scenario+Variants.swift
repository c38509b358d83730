extension Scenario {
    /// The name, with the variant where there are several.
    package var title: String { variant.map { "\(name) \($0.label)" } ?? name }

    /// The name with what the matrix chose; the seed is known beside it.
    package var nameInMatrix: String {
        variant?.settingsLabel.map { "\(name) \($0)" } ?? name
    }

    /// How many variants its seeds make, at least one.
    package var seedCount: Int { seeds.map { $0.upperBound - $0.lowerBound + 1 } ?? 1 }

    /// One scenario for each of the seeds; itself where there are none.
    package func variants(of seeds: ClosedRange<Int>?) -> [Scenario] {
        guard let seeds else { return [self] }
        return seeds.compactMap { number in
            guard let seed = UInt64(exactly: number) else { return nil }
            var scenario = self
            scenario.seed = seed
            scenario.variant = ScenarioVariant(seed: seed, settings: variant?.settings ?? [])
            return scenario
        }
    }

    /// Whether a part of its name, or of its variant's, is this text.
    package func isNamed(_ text: String) -> Bool {
        title.contains(text) || nameInMatrix.contains(text)
    }
}
