package import Workflows

/// Decides for each call which faults fire, and keeps count over a whole scenario.
package struct FaultInjector: Sendable {
    /// A fault that fires on a call.
    package struct Firing: Sendable {
        /// The fault's id.
        package let id: String
        /// What it does.
        package let effect: Effect
        /// The chance of this firing alone.
        package let chance: Chance
    }

    /// What one fault did so far.
    package struct Tally: Sendable, Equatable {
        /// Calls that matched its selectors for phase, agent, attempt, run and window.
        package var visits = 0
        /// Calls that it acted on.
        package var firings = 0
        /// Visits of the current burst that fired.
        fileprivate var burst = 0
        /// When the current burst was complete: run, repetition and time in it.
        fileprivate var burstEnd: CallSite?
    }

    private let faults: [Fault]
    private var tallies: [Tally]

    /// An injector for the faults of a scenario.
    package init(_ faults: [Fault]) {
        self.faults = faults
        tallies = Array(repeating: Tally(), count: faults.count)
    }

    /// Whether there is nothing to inject.
    package var isEmpty: Bool { faults.isEmpty }

    /// How often each fault fired, by id.
    package var firings: [String: Int] {
        Dictionary(zip(faults.map(\.id), tallies.map(\.firings))) { first, _ in first }
    }

    /// How often each fault's call sites were reached, by id.
    package var visits: [String: Int] {
        Dictionary(zip(faults.map(\.id), tallies.map(\.visits))) { first, _ in first }
    }

    /// The faults that fire on this call, in the order of their declaration.
    package mutating func pass(_ site: CallSite, seed: UInt64) -> [Firing] {
        guard !faults.isEmpty else { return [] }
        var fired: [Firing] = []
        for index in faults.indices where faults[index].selector.covers(site) {
            tallies[index].visits += 1
            let fault = faults[index]
            let chance = Chance(seed: seed).named("fault").named(fault.id)
                .numbered(tallies[index].visits)
            guard fires(index, at: site, chance: chance) else { continue }
            tallies[index].firings += 1
            fired.append(
                Firing(id: fault.id, effect: fault.effect, chance: chance.named("effect"))
            )
        }
        return fired
    }

    private mutating func fires(_ index: Int, at site: CallSite, chance: Chance) -> Bool {
        let selector = faults[index].selector
        let visit = tallies[index].visits
        if let nth = selector.nth, visit != nth { return false }
        if let after = selector.after, visit <= after { return false }
        if let every = selector.every, every > 0, (visit - (selector.after ?? 0)) % every != 0 {
            return false
        }
        if let times = selector.times, tallies[index].firings >= times { return false }
        if let probability = selector.probability, chance.uniform() >= probability {
            return false
        }
        guard let burst = selector.burst else { return true }
        return continues(burst, index, at: site)
    }

    /// Fires `size` times, then not for `gap`, counted within one run.
    private mutating func continues(
        _ burst: FaultSelector.Burst,
        _ index: Int,
        at site: CallSite
    ) -> Bool {
        if tallies[index].burst >= burst.size, let end = tallies[index].burstEnd {
            let isSameRun = end.run == site.run && end.repetition == site.repetition
            if isSameRun, site.time - end.time < burst.gap { return false }
            tallies[index].burst = 0
        }
        tallies[index].burst += 1
        tallies[index].burstEnd = site
        return true
    }
}
