import TestSupport
import Testing
import Workflows

@testable import Faults

@Suite("What faults let by at a failpoint")
struct LetByTests {
    /// Answers of as many repetitions, a second of the run after the other.
    private func sites(_ count: Int, _ plan: RunPlan) -> [Site] {
        (1...count).map { number in
            let run = Site.Run(name: plan.run.name, repetition: number)
            return SiteChances(.agentOutput, seed: 1, as: run)
                .site(of: 0, plan.phases[0], attempt: 1, at: .seconds(number % 60))
        }
    }

    private func fault(
        _ id: String,
        _ probability: Double?,
        window: FaultSelector.DrawnWindow? = nil,
        group: FaultGroup? = nil
    ) -> Fault {
        let selector = FaultSelector.make {
            $0.probability = probability
            $0.drawnWindow = window
        }
        return Fault(
            id: id,
            failpoint: .agentOutput,
            selector: selector,
            inject: EmptyOutput(),
            group: group
        )
    }

    /// Lets all of them by, or pass; gives what acted at each, and how many were let by.
    private func pass(
        _ sites: [Site],
        of plan: RunPlan,
        _ faults: inout DrawnFaults,
        asks: Bool
    ) -> (acted: [[String]], letBy: Int) {
        let table = faults.enter(plan)
        var letBy = 0
        let acted = sites.map { site -> [String] in
            if asks, faults.letsBy(site.spot, of: table) {
                letBy += 1
                return []
            }
            var passage = Passage.answer(AnswerPassage(AgentAnswer("hello")))
            return faults.pass(&passage, at: site, of: table).map(\.id)
        }
        return (acted, letBy)
    }

    @Test("one that its own draw passes is counted once where a later one fires")
    func laterFires() throws {
        let plan = try RunPlan.of([.init("a")])
        let all = [fault("never", 0), fault("seldom", 0.2), fault("often", 0.5)]
        var faults = DrawnFaults(all)
        let sites = sites(400, plan)
        let (acted, letBy) = pass(sites, of: plan, &faults, asks: true)
        #expect(faults.tallies.mapValues(\.visits) == ["never": 400, "seldom": 400, "often": 400])
        #expect(acted.count { $0 == ["often"] } > 100)
        #expect((100...240).contains(letBy))
        var thorough = DrawnFaults(all)
        #expect(pass(sites, of: plan, &thorough, asks: false).acted == acted)
        #expect(thorough.tallies == faults.tallies)
    }

    private static let window = FaultSelector.DrawnWindow(
        start: .uniform(min: .seconds(5), max: .seconds(30)),
        length: .uniform(min: .seconds(5), max: .seconds(20))
    )

    @Test(
        "one with a drawn window or a group is counted in its window alone, first or last in the row",
        arguments: [nil, FaultGroup(name: "vendor", together: 0.7)],
        [true, false]
    )
    func windows(group: FaultGroup?, isFirst: Bool) throws {
        let plan = try RunPlan.of([.init("a")])
        let drawn = fault("drawn", 0.3, window: Self.window, group: group)
        let plain = fault("plain", 0.1)
        let all = isFirst ? [drawn, plain] : [plain, drawn]
        let sites = sites(600, plan)
        var faults = DrawnFaults(all)
        let (acted, letBy) = pass(sites, of: plan, &faults, asks: true)
        #expect(letBy == 0, "whoever draws once in a run is always asked")
        #expect(faults.tallies["plain"]?.visits == 600)
        let visits = try #require(faults.tallies["drawn"]?.visits)
        #expect((50...300).contains(visits))
        var certain = DrawnFaults([fault("drawn", nil, window: Self.window, group: group)])
        let inside = pass(sites, of: plan, &certain, asks: false).acted.count { !$0.isEmpty }
        if group == nil { #expect(visits == inside) }
        var thorough = DrawnFaults(all)
        #expect(pass(sites, of: plan, &thorough, asks: false).acted == acted)
        #expect(thorough.tallies == faults.tallies)
    }

    @Test("one with a group and no window is counted at every visit")
    func groups() throws {
        let plan = try RunPlan.of([.init("a")])
        var faults = DrawnFaults([
            fault("drawn", 0.3, group: FaultGroup(name: "vendor", together: 0.7)),
            fault("plain", 0.1),
        ])
        _ = pass(sites(200, plan), of: plan, &faults, asks: true)
        #expect(faults.tallies.mapValues(\.visits) == ["drawn": 200, "plain": 200])
    }
}
