internal import Shapes

extension Scenario {
    /// The scenario in each of the climates that its claims name, with those claims, and as it is with the others; with
    /// which of its claims those are, by their places. One that runs in a climate which the user chose is as it is.
    package var inClimatesOfClaims: [(scenario: Scenario, claims: [Int])] {
        get throws(Problems) {
            guard chosenClimate == nil, claims.contains(where: { !$0.climates.isEmpty }) else {
                return [(self, Array(claims.indices))]
            }
            var parts: [(scenario: Scenario, claims: [Int])] = []
            let plain = claims.indices.filter { claims[$0].climates.isEmpty }
            if !plain.isEmpty { parts.append((claiming(plain), plain)) }
            var seen: Set<String> = []
            for name in claims.flatMap(\.climates) where seen.insert(name).inserted {
                let places = claims.indices.filter { claims[$0].climates.contains(name) }
                parts.append((try claiming(places).under(name), places))
            }
            return parts
        }
    }

    /// The scenario with some of its claims.
    private func claiming(_ places: [Int]) -> Scenario {
        var scenario = self
        scenario.claims = places.map { claims[$0] }
        return scenario
    }
}
