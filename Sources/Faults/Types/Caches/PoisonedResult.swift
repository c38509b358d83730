package import Workflows

/// Lets a cache give other bytes under the digest of a result.
package struct PoisonedResult: Injection {
    /// Declares the fault.
    package init() {}

    package func apply(to lookUp: inout LookUpPassage, chance: Chance) {
        guard lookUp.held.isServed else { return }
        lookUp.finding = .poisoned
    }
}

extension PoisonedResult {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "poison",
        places: [.cacheRead: .both],
        summary: "The cache gives other bytes than the ones that it was given to keep.",
        imitates: "a disk that rots, somebody who writes to a shared cache",
        source: "https://portswigger.net/web-security/web-cache-poisoning",
        remedy: "check the digest of what is read, and execute the phase again",
        decode: { _, _, _ in PoisonedResult() }
    )
}

extension FaultType {
    /// Poisons results; see `PoisonedResult`.
    package static let poison = PoisonedResult.type
}
