/// The samples of two series that are compared: pairs of one seed where the series share any, else all of both; those of
/// executions that failed never are.
struct SeriesPairing {
    /// Whether the values at one place belong together.
    let isPaired: Bool
    /// The places of the samples that are compared.
    let places: (base: [Int], candidate: [Int])
    private let series: (base: Series, candidate: Series)
    /// How many samples have a counterpart of the same seed, those of executions that failed too.
    private let ofSameSeed: Int

    init(_ base: Series, _ candidate: Series) {
        series = (base, candidate)
        let (sound, counterparts) = (base.soundPlaces, candidate.soundPlaces)
        let bySeed = Dictionary(
            counterparts.map { (candidate.seed(of: $0), $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let seeds = Set(candidate.samples.indices.map { candidate.seed(of: $0) })
        ofSameSeed = base.samples.indices.count { seeds.contains(base.seed(of: $0)) }
        var shared: (base: [Int], candidate: [Int]) = ([], [])
        for place in sound {
            guard let counterpart = bySeed[base.seed(of: place)] else { continue }
            shared.base.append(place)
            shared.candidate.append(counterpart)
        }
        isPaired = base.shares(aSeedWith: candidate)
        places = isPaired ? shared : (sound, counterparts)
    }

    /// The compared samples of the base.
    var base: [Double] { places.base.map { Double(series.base.samples[$0]) } }

    /// The compared samples of the candidate.
    var candidate: [Double] { places.candidate.map { Double(series.candidate.samples[$0]) } }

    /// The pairs, or the values of the smaller side.
    var count: Int { min(places.base.count, places.candidate.count) }

    /// What should be known of samples that have no counterpart of their seed; `nil` where all have one. Those that are left
    /// out because they failed are counted elsewhere.
    var note: String? {
        let counts = (series.base.samples.count, series.candidate.samples.count)
        guard isPaired, ofSameSeed < max(counts.0, counts.1) else { return nil }
        return "\(ofSameSeed) of \(counts.0) and \(counts.1) samples have the same seed"
    }

    /// The phase with the largest part in the change, where both series say how long their phases took.
    var blame: PhaseBlame? {
        guard !series.base.phases.isEmpty, !series.candidate.phases.isEmpty else { return nil }
        let total = change(series.base.samples, series.candidate.samples)
        guard total != 0 else { return nil }
        let before = Dictionary(
            series.base.phases.map { ($0.name, $0.samples) },
            uniquingKeysWith: { first, _ in first }
        )
        let after = Dictionary(
            series.candidate.phases.map { ($0.name, $0.samples) },
            uniquingKeysWith: { first, _ in first }
        )
        let names =
            series.base.phases.map(\.name)
            + series.candidate.phases.map(\.name).filter { before[$0] == nil }
        let blames = names.map { name in
            PhaseBlame(
                phase: name,
                change: change(before[name] ?? [], after[name] ?? []),
                total: total
            )
        }
        // The first of those that changed as much.
        let largest = blames.reduce(nil) { (best: PhaseBlame?, next) in
            next.share > (best?.share ?? 0) ? next : best
        }
        return largest
    }

    /// The mean over the compared samples of the candidate less that of the base; what has no sample took no time.
    private func change(_ before: [Int], _ after: [Int]) -> Double {
        func mean(_ samples: [Int], _ places: [Int]) -> Double {
            let values = places.map { samples.indices.contains($0) ? Double(samples[$0]) : 0 }
            return values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
        }
        return mean(after, places.candidate) - mean(before, places.base)
    }
}

extension Series {
    /// The places of the samples whose executions did not fail.
    fileprivate var soundPlaces: [Int] {
        let failed = Set(failed)
        return samples.indices.filter { !failed.contains($0) }
    }

    fileprivate func seed(of place: Int) -> UInt64 { seed &+ UInt64(place) }

    /// Whether some sample of one has the seed of one of the other.
    fileprivate func shares(aSeedWith other: Series) -> Bool {
        other.seed &- seed < UInt64(samples.count)
            || seed &- other.seed < UInt64(other.samples.count)
    }
}
