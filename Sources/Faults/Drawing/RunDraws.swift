internal import Workflows

/// What is drawn for a fault once in a run and repetition: its window, and what its group decides.
///
/// Draws are keyed by seed, run, repetition and the words of the fault or of its group: what other faults there are, also in
/// the group, moves none of them.
struct RunDraws: Sendable {
    /// What came of the draws of one run.
    struct Drawn: Sendable {
        /// When the fault can fire; always where nothing is said.
        let window: Range<Duration>?
        /// Whether it fires at every visit or at none; `nil` where each visit draws.
        let fires: Bool?
    }

    private let fault: Chance.Word
    private let group: (word: Chance.Word, together: Chance.Threshold)?
    private let threshold: Chance.Threshold
    private let window: (start: LatencySampler, length: LatencySampler)?
    /// The run that asked last, as nearly all visits are of the same one.
    private var latest: (run: Chance, drawn: Drawn)?

    private static let together = Chance.Word("together")
    private static let firing = Chance.Word("firing")
    private static let start = Chance.Word("window start")
    private static let length = Chance.Word("window length")

    /// The draws of a fault; `nil` where it has none of the kind.
    init?(_ fault: Fault) {
        guard fault.group != nil || fault.selector.drawnWindow != nil else { return nil }
        self.fault = Chance.Word(fault.id)
        group = fault.group.map { (Chance.Word($0.name), Chance.Threshold($0.together)) }
        threshold = Chance.Threshold(fault.selector.probability ?? 1)
        window = fault.selector.drawnWindow.map {
            (LatencySampler($0.start), LatencySampler($0.length))
        }
    }

    /// What is drawn in the run of a site.
    mutating func drawn(at site: Site) -> Drawn {
        let run = site.chanceOfRun
        if let latest, latest.run == run { return latest.drawn }
        let drawn = draw(in: run)
        latest = (run, drawn)
        return drawn
    }

    private func draw(in run: Chance) -> Drawn {
        guard let group else { return Drawn(window: window(run.named(fault)), fires: nil) }
        let common = run.named(Self.together).named(group.word)
        guard common.isBelow(group.together) else {
            return Drawn(window: window(run.named(fault)), fires: nil)
        }
        return Drawn(
            window: window(common),
            fires: common.named(Self.firing).isBelow(threshold)
        )
    }

    private func window(_ chance: Chance) -> Range<Duration>? {
        guard let window else { return nil }
        let start = window.start.sample(chance.named(Self.start))
        return start..<start + window.length.sample(chance.named(Self.length))
    }
}
