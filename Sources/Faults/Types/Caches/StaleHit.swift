package import Workflows

/// Lets a cache give another result of the phase than the one that was asked for.
package struct StaleHit: Injection {
    /// Declares the fault.
    package init() {}

    package func apply(to lookUp: inout LookUpPassage, chance: Chance) {
        guard lookUp.held.hasOthers else { return }
        lookUp.finding = .stale
    }
}

extension StaleHit {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "stale_hit",
        places: [.cacheRead: .both],
        summary: "The cache gives the newest other result of the phase.",
        imitates: "a cache that mixes up its entries, a key that collides",
        source: "RFC 9111, section 4.2.4 (serving stale responses)",
        remedy: "compare the key of what comes back with the key that was asked for",
        decode: { _, _, _ in StaleHit() }
    )
}

extension FaultType {
    /// Mixes results up; see `StaleHit`.
    package static let staleHit = StaleHit.type
}
