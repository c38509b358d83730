internal import Shapes

// The climates that claims name.
extension ScenarioDecoder {
    /// A climate that there is not, or that does not fit the scenario, is a mistake before anything is measured.
    mutating func checkClimates(ofClaimsIn scenario: Scenario) {
        for (index, node) in (root[ScenarioKeys.claims] ?? []).enumerated() {
            for place in node[ClaimKeys.under]?.itemsOrSelf ?? [] {
                guard let name = place.text else { continue }
                let path = "claims[\(index)].\(ClaimKeys.under.name)"
                let climate = FaultClimate.named(
                    name,
                    at: place.location,
                    path,
                    files: files,
                    into: &problems
                )
                guard climate != nil else { continue }
                do throws(Problems) {
                    _ = try scenario.under(name, option: path)
                } catch {
                    problems.add(contentsOf: error.list)
                }
            }
        }
    }
}
