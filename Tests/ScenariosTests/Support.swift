import Shapes
import Foundation
import TestSupport

@testable import Scenarios

extension TemporaryFolder {
    /// Loads a scenario from its text; messages call it `x.yaml`.
    func load(_ text: String, as name: String = "x.yaml") throws -> Scenario {
        try write(name, text)
        return try ScenarioLoader(workingDirectory: path).load(name)
    }

    /// The lines that a user sees for a text.
    func complaints(about text: String) throws -> [String] {
        do {
            _ = try load(text)
            return []
        } catch let problems as Problems {
            return problems.description.split(separator: "\n").map(String.init)
        }
    }
}

extension Repository {
    static let loader = ScenarioLoader(workingDirectory: root.path)

    /// The scenario files that are shipped, as messages show them.
    static let scenarioFiles: [String] = {
        let files = try? loader.files(at: ["Scenarios", "Fixtures/claims"])
        return (files ?? []).map(loader.displayed)
    }()
}
