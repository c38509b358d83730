internal import Scenarios
internal import Workflows

/// Runs of a scenario that are executed one after another in fresh state, some of which are measured.
struct Chain: Hashable {
    /// The places of the runs in the scenario.
    let runs: [Int]
    /// Whether the runs' names are no part of their draws.
    let drawsInCommon: Bool
}

/// Where a claim's two samples come from: the same chain twice where one gives both.
struct ChainUse: Equatable {
    let baseline: Chain
    let candidate: Chain

    /// Whether one chain gives both samples, in the order of the file.
    var isShared: Bool { baseline == candidate }
}

/// Which chains a pair executes, so that all claims of a scenario share them.
struct ChainPlan {
    /// For each claim, where its samples come from.
    let uses: [ChainUse?]

    /// A plan for claims about runs at these places; `nil` for those that are not measured.
    init(_ claims: [(claim: Claim, baseline: Int, candidate: Int)?], of scenario: Scenario) {
        let needs = claims.map { claim in claim.map { Need($0, scenario) } }
        let chains = Set(needs.compactMap { $0?.sharedEnd })
        uses = needs.map { $0?.use(among: chains, of: scenario) }
    }

    /// The chains that claims at these places need.
    func chains(of claims: some Sequence<Int>) -> [Chain] {
        var chains: [Chain] = []
        for use in claims.compactMap({ uses.indices.contains($0) ? uses[$0] : nil }) {
            for chain in [use.baseline, use.candidate] where !chains.contains(chain) {
                chains.append(chain)
            }
        }
        return chains
    }
}

/// What a claim needs to be measured.
private struct Need {
    let baseline: Int
    let candidate: Int
    let drawsInCommon: Bool
    /// Whether one chain gives both samples.
    let isShared: Bool
    let isVirtual: Bool

    init(_ claim: (claim: Claim, baseline: Int, candidate: Int), _ scenario: Scenario) {
        (baseline, candidate) = (claim.baseline, claim.candidate)
        drawsInCommon = scenario.drawsInCommon(for: claim.claim)
        isVirtual = scenario.isVirtual
        let runs = [scenario.runs[baseline], scenario.runs[candidate]]
        let later = scenario.runs[candidate]
        let depends = later.resumes != nil || later.looksIntoCache(of: scenario.workflow)
        // On a virtual clock nothing before a run disturbs its time: every chain gives all of its runs.
        isShared =
            !runs.contains(where: \.isAlone)
            && (isVirtual || baseline == candidate || (baseline < candidate && depends))
    }

    /// The place and the draws of the run that a shared chain goes up to.
    var sharedEnd: SharedEnd? {
        isShared ? SharedEnd(place: max(baseline, candidate), drawsInCommon: drawsInCommon) : nil
    }

    func use(among ends: Set<SharedEnd>, of scenario: Scenario) -> ChainUse {
        guard isShared else {
            return ChainUse(
                baseline: chain(to: baseline, scenario),
                candidate: chain(to: candidate, scenario)
            )
        }
        // The longest of them has all others' runs.
        let end = ends.filter { $0.drawsInCommon == drawsInCommon }.map(\.place).max()
        let chain = chain(to: end ?? max(baseline, candidate), scenario)
        return ChainUse(baseline: chain, candidate: chain)
    }

    private func chain(to place: Int, _ scenario: Scenario) -> Chain {
        Chain(runs: scenario.chain(to: place), drawsInCommon: drawsInCommon)
    }
}

private struct SharedEnd: Hashable {
    let place: Int
    let drawsInCommon: Bool
}

extension ScenarioRun {
    /// Whether one of its phases may take its result from the cache.
    fileprivate func looksIntoCache(of workflow: Workflow) -> Bool {
        workflow.phases.contains { configuration.phases[$0.id]?.isCached ?? true }
    }
}
