import Faults
import Testing
import Workflows

@testable import Exploration

/// What fires goes by a name of its own, so that it can fire again.
@Suite("Logs of firings")
struct FiringLogTests {
    @Test("a declared fault keeps its name at its first firing, whatever others are called")
    func names() {
        let fault = Fault(id: "down", inject: ServerError())
        let sample = FaultSample(fault, parameters: "{}")
        let log = FiringLog(own: ["down": sample, "down again": sample])
        let run = Site.Run(name: "cold", repetition: 0)
        let site = SiteChances(.agentCall, seed: 1, as: run).site(visit: 0, at: .zero)
        for _ in 1...2 {
            log.begin([])
            for id in ["down again", "down", "down"] {
                log.note(own: FiredFault(id: id, type: "server_error"), at: site)
            }
            #expect(log.firings.map(\.id) == ["down again", "down", "down 2"])
            #expect(log.firings.count(where: \.isOwn) == 3)
        }
    }
}
