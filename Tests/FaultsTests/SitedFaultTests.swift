import TestSupport
import Testing
import Workflows

@testable import Faults

@Suite("A fault at one exact site")
struct SitedFaultTests {
    private static let site = Site.Key(
        .agentCall,
        run: .init(name: "cold", repetition: 2, life: 1),
        phase: "coder",
        role: .undo,
        attempt: 3
    )

    /// The call at that site.
    private static let call = Visit.make(run: "cold", repetition: 2, attempt: 3).changed {
        $0.life = 1
        $0.role = .undo
    }

    private static func fault(_ id: String = "f", at site: Site.Key = site) -> Fault {
        .hang(id, .make { $0.site = site })
    }

    @Test(
        "fires there, and nowhere that differs in one part",
        arguments: [
            ("another run", call.changed { $0.run = "warm" }),
            ("another repetition", call.changed { $0.repetition = 1 }),
            ("a run that is not repeated", call.changed { $0.repetition = 0 }),
            ("another life", call.changed { $0.life = 0 }),
            ("another phase", call.changed { $0.phase = "planner" }),
            ("doing it", call.changed { $0.role = .execute }),
            ("another attempt", call.changed { $0.attempt = 2 }),
        ]
    )
    func parts(_ difference: String, other: Visit) throws {
        var rig = FaultRig([Self.fault()])
        #expect(
            try rig.firings(on: [other, Self.call, other, Self.call]) == [false, true, false, true]
        )
        #expect(rig.visits["f"] == 2)
        #expect(rig.fired["f"] == 2)
    }

    @Test("a run that is not repeated is not its first repetition", arguments: [0, 1])
    func repetition(number: Int) throws {
        let site = Site.Key(
            .agentCall,
            run: .init(name: "main", repetition: number),
            phase: "coder",
            role: .execute,
            attempt: 1
        )
        var rig = FaultRig([Self.fault(at: site)])
        let fired = try rig.firings(on: [.make(repetition: 0), .make(repetition: 1)])
        #expect(fired == [number == 0, number == 1])
    }

    @Test("of a place that is passed again, one visit is met")
    func visit() throws {
        let plan = try RunPlan.of([.init("a")], run: "main")
        let site = Site.Key(
            .journalAppend,
            run: .init(name: "main", repetition: 0),
            phase: "",
            role: .execute,
            attempt: 0,
            visit: 2
        )
        var faults = DrawnFaults([
            Fault(
                id: "f",
                failpoint: .journalAppend,
                selector: .make { $0.site = site },
                inject: Hang()
            )
        ])
        let table = faults.enter(plan)
        let sites = SiteChances(.journalAppend, seed: 1, as: site.run)
        let letBy = (0..<5).map { visit in
            faults.letsBy(sites.site(visit: visit, at: .zero).spot, of: table)
        }
        // Nothing but the site itself says whether it is the one.
        #expect(letBy == [false, false, false, false, false])
        for visit in 0..<5 {
            var passage = Passage.call(AgentCall())
            let fired = faults.pass(&passage, at: sites.site(visit: visit, at: .zero), of: table)
            #expect(fired.map(\.id) == (visit == 2 ? ["f"] : []))
        }
        #expect(faults.tallies["f"]?.visits == 1)
    }

    @Test("one of a whole run is met at no phase, and one of a phase not at the whole run")
    func wholeRun() throws {
        let plan = try RunPlan.of([.init("a")], run: "main")
        let run = Site.Run(name: "main", repetition: 0)
        func key(_ phase: String) -> Site.Key {
            Site.Key(.process, run: run, phase: phase, role: .execute, attempt: 0)
        }
        var faults = DrawnFaults(
            ["", "a"].map { phase in
                Fault(
                    id: phase.isEmpty ? "run" : phase,
                    failpoint: .process,
                    selector: .make { $0.site = key(phase) },
                    inject: Hang()
                )
            }
        )
        let table = faults.enter(plan)
        let sites = SiteChances(.process, seed: 1, as: run)
        var passage = Passage.call(AgentCall())
        let ofRun = faults.pass(&passage, at: sites.site(visit: 0, at: .zero), of: table)
        passage = Passage.call(AgentCall())
        let ofPhase = faults.pass(
            &passage,
            at: sites.site(of: 0, plan.phases[0], at: .zero),
            of: table
        )
        #expect(ofRun.map(\.id) == ["run"])
        #expect(ofPhase.map(\.id) == ["a"])
    }

    @Test("what a run resumes is named, not the run itself")
    func lineage() {
        let selector = FaultSelector.make { $0.site = Self.site }
        #expect(selector.covers(run: "second life", resuming: "cold"))
        #expect(!selector.covers(run: "cold", resuming: "first"))
    }

    @Test("draws of others are what they are without it")
    func others() throws {
        let drawn = Fault.hang("drawn", .make { $0.probability = 0.5 })
        let calls = (1...200).map { Visit.make(run: "cold", attempt: $0) }
        var (alone, beside) = (FaultRig([drawn]), FaultRig([Self.fault(), drawn]))
        let expected = try alone.firings(of: "drawn", on: calls)
        #expect(try beside.firings(of: "drawn", on: calls) == expected)
        #expect(expected.contains(true) && expected.contains(false))
    }
}
