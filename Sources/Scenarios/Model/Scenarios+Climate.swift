package import Shapes

extension [Scenario] {
    /// The scenarios in a climate; as they are where there is none. What is wrong with the name is reported once.
    package func under(_ climate: String?) throws(Problems) -> [Scenario] {
        guard let climate else { return self }
        var mistakes: [Problem] = []
        var reported: Set<String> = []
        var scenarios: [Scenario] = []
        for scenario in self {
            do throws(Problems) {
                scenarios.append(try scenario.under(climate))
            } catch {
                mistakes += error.list.filter {
                    reported.insert("\($0.path) \($0.message)").inserted
                }
            }
        }
        guard mistakes.isEmpty else { throw Problems(mistakes) }
        return scenarios
    }

    /// Each scenario in each of the climates; as they are where there is none.
    package func underEach(_ climates: [String]) throws(Problems) -> [Scenario] {
        guard !climates.isEmpty else { return self }
        var mistakes: [Problem] = []
        var scenarios: [Scenario] = []
        for climate in climates {
            do throws(Problems) {
                scenarios += try under(climate)
            } catch {
                mistakes += error.list
            }
        }
        guard mistakes.isEmpty else { throw Problems(mistakes) }
        return scenarios
    }
}
