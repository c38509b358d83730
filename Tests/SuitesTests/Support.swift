import Shapes
import Foundation

import Scenarios
import TestSupport

extension TemporaryFolder {
    /// Loads a scenario from its text; messages call it `x.yaml`.
    func load(_ text: String, as name: String = "x.yaml") throws -> Scenario {
        try write(name, text)
        return try ScenarioLoader(workingDirectory: path).load(name)
    }
}
