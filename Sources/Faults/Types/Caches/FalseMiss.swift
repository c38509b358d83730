package import Workflows

/// Lets a cache deny a result that it has.
package struct FalseMiss: Injection {
    /// Declares the fault.
    package init() {}

    package func apply(to lookUp: inout LookUpPassage, chance: Chance) {
        guard lookUp.held.isServed else { return }
        lookUp.finding = .nothing
    }
}

extension FalseMiss {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "false_miss",
        places: [.cacheRead: .both],
        summary: "The cache says that it has nothing although it has the result.",
        imitates: "a replica that lags, a node that was just replaced",
        source: "https://redis.io/docs/latest/operate/oss_and_stack/management/replication/",
        remedy: "execute the phase again; two executions must be as good as one",
        decode: { _, _, _ in FalseMiss() }
    )
}

extension FaultType {
    /// Hides results; see `FalseMiss`.
    package static let falseMiss = FalseMiss.type
}
