internal import Workflows

/// What exploring never came to, as sentences: what was not tried is not known to hold.
struct Unreached {
    let sentences: [String]

    init(_ result: Exploration, _ places: Set<VisitedPlace>, _ catalog: SampleCatalog) {
        var sentences = Facts.all.filter { !result.facts.contains($0.fact) }.map {
            "never: \($0.words)"
        }
        var silent: [(type: String, place: String)] = []
        let fired = Set(
            result.reach.cells.filter { $0.value.fired > 0 }.map { $0.key }
        )
        let spots = Set(
            places.map { Reach.Cell(failpoint: $0.failpoint, type: "", phase: $0.phase) }
        )
        for spot in spots.sorted() {
            for sample in catalog.places(at: spot.failpoint)
            where catalog.samples[sample].isFirst {
                let type = catalog.samples[sample].type
                let cell = Reach.Cell(failpoint: spot.failpoint, type: type, phase: spot.phase)
                guard !fired.contains(cell) else { continue }
                let phase = spot.phase.isEmpty ? "" : " of \(spot.phase)"
                silent.append((type, "\(spot.failpoint.rawValue)\(phase)"))
            }
        }
        sentences += silent.map { "never: \($0.type) at \($0.place)" }
        self.sentences = sentences
    }
}
