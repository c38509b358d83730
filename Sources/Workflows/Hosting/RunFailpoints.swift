/// The failpoints that a run passes, where something can disturb it.
///
/// A reference, kept from run to run: a host asks it at every call, and a copy would cost more than most answers.
final class RunFailpoints {
    /// The number of the run's plan among those that faults know.
    @exclusivity(unchecked) private(set) var table: Int
    /// Whether what acts on calls depends on those before.
    @exclusivity(unchecked) private(set) var remembersCalls: Bool
    /// Every call passes here; where else something passes is worked out when it does.
    @exclusivity(unchecked) private(set) var calls: SpotChances
    @exclusivity(unchecked) private var seed: UInt64
    @exclusivity(unchecked) private var run: Site.Run
    /// The run's name as draws know it.
    @exclusivity(unchecked) private var name: Chance.Word
    /// The same where that is not the run's own.
    @exclusivity(unchecked) private var drawnName: String?
    /// What each phase's agent answered last, and the one that undoes it; known where answers are disturbed.
    @exclusivity(unchecked) private var answers: [PhaseOutput?] = []
    /// How often each place was passed that can be passed again: by failpoint, then by phase.
    @exclusivity(unchecked) private var visits: [Int: Int] = [:]

    init(table: Int, remembersCalls: Bool, of plan: RunPlan, as run: Site.Run) {
        self.table = table
        self.remembersCalls = remembersCalls
        self.run = run
        seed = plan.seed
        drawnName = plan.drawsInCommon ? plan.drawnName : nil
        name = Chance.Word(drawnName ?? run.name)
        calls = SpotChances(.agentCall, seed: seed, of: run, name)
    }

    /// Becomes those of another run.
    func begin(table: Int, remembersCalls: Bool, of plan: RunPlan, as run: Site.Run) {
        self.table = table
        self.remembersCalls = remembersCalls
        seed = plan.seed
        let drawn = plan.drawsInCommon ? plan.drawnName : nil
        if self.run.name != run.name || drawn != drawnName {
            drawnName = drawn
            name = Chance.Word(drawn ?? run.name)
        }
        self.run = run
        calls = SpotChances(.agentCall, seed: seed, of: run, name)
        if !answers.isEmpty { answers.removeAll(keepingCapacity: true) }
        if !visits.isEmpty { visits.removeAll(keepingCapacity: true) }
    }

    /// The spots at a failpoint.
    func spots(_ failpoint: Failpoint) -> SpotChances {
        failpoint == .agentCall ? calls : SpotChances(failpoint, seed: seed, of: run, name)
    }

    /// The site at a spot of the run, which concerns the phase with this name; empty where it concerns none.
    func site(_ spot: Spot, _ phase: PhaseID) -> Site {
        Site(spot, run: run, phase: phase, seed: seed, drawnName: drawnName)
    }

    /// How often a failpoint was passed for a phase, or for the whole run, before this time.
    func visit(_ failpoint: Failpoint, phase: Int?) -> Int {
        let key = failpoint.place + Failpoint.allCases.count * (phase.map { $0 + 1 } ?? 0)
        defer { visits[key, default: 0] += 1 }
        return visits[key] ?? 0
    }

    /// Keeps what the agent of a call answered; gives what it had answered before.
    func replaceAnswer(of call: CallID, by output: PhaseOutput) -> PhaseOutput? {
        let place = 2 * call.phase + (call.isCompensation ? 1 : 0)
        while answers.count <= place { answers.append(nil) }
        defer { answers[place] = output }
        return answers[place]
    }
}
