import Simulation
import Scenarios
import Suites
import Workflows

/// A world on a virtual clock in which something is wrong with journals: a defect of an engine, planted.
struct LossyWorld: SessionWorld {
    /// Changes what is found of a run whose process died.
    typealias Tampering = @Sendable ([[UInt8]]) -> [[UInt8]]

    private var world: VirtualSessionWorld
    private let tamper: Tampering

    init(_ scenario: Scenario, _ tamper: @escaping Tampering) {
        world = VirtualSessionWorld(scenario, keepsJournal: true)
        self.tamper = tamper
    }

    var basis: ScenarioBasis { world.basis }

    var delivered: DeliveryCounts {
        get { world.delivered }
        set { world.delivered = newValue }
    }

    var environment: [String: String] { world.environment }

    mutating func advance(by time: Duration) { world.advance(by: time) }

    mutating func loseMemory() { world.loseMemory() }

    mutating func invalidate(tag: String) { world.invalidate(tag: tag) }

    mutating func entries(of run: String) -> [[UInt8]] { tamper(world.entries(of: run)) }

    mutating func open(
        _ entries: [[UInt8]],
        of plan: RunPlan,
        as run: Site.Run
    ) -> (JournalPassage, [FiredFault]) {
        world.open(entries, of: plan, as: run)
    }

    mutating func perform(_ runs: [SessionRun]) -> [RunTrace] { world.perform(runs) }

    mutating func takeJournal(of run: SessionRun) -> VirtualJournal { world.takeJournal(of: run) }
}
