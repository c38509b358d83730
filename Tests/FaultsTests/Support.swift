import Faults
import Workflows

extension CallSite {
    /// A call of which a test says only what it is about.
    static func make(
        run: String = "main",
        repetition: Int = 0,
        phase: String = "coder",
        agent: String = "writer",
        attempt: Int = 1,
        at time: Duration = .zero
    ) -> CallSite {
        CallSite(
            run: run,
            repetition: repetition,
            phase: phase,
            agent: agent,
            attempt: attempt,
            time: time
        )
    }
}

extension FaultSelector {
    /// A selector that says this and nothing else.
    static func make(_ change: (inout FaultSelector) -> Void = { _ in }) -> FaultSelector {
        var selector = FaultSelector()
        change(&selector)
        return selector
    }
}

extension Fault {
    /// A hang that fires when the selector says so.
    static func hang(_ id: String = "f", _ selector: FaultSelector = .make()) -> Fault {
        Fault(id: id, selector: selector, effect: .hang(Hang()))
    }
}

extension FaultInjector {
    /// Passes calls in turn, and says for each whether the fault with this id fired.
    mutating func firings(of id: String = "f", on sites: [CallSite], seed: UInt64 = 1) -> [Bool] {
        sites.map { site in pass(site, seed: seed).contains { $0.id == id } }
    }
}
