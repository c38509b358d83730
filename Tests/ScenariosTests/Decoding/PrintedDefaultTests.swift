import TestSupport
import Testing
import Workflows

@testable import Scenarios
@testable import Shapes

/// A key under `config` with the keys that lead to it.
struct ConfigPlace: Sendable, CustomTestStringConvertible {
    let path: [String]
    let field: Field

    var testDescription: String { (path + [field.key]).joined(separator: ".") }

    /// The value as a file with nothing else would have it.
    func yaml(_ value: String) -> String {
        (path + [field.key]).reversed().reduce(value) { "{\($1): \($0)}" }
    }
}

@Suite("Defaults and examples that the reference prints")
struct PrintedDefaultTests {
    private static func places(_ shape: Shape, _ path: [String] = []) -> [ConfigPlace] {
        switch shape {
        case .object(let fields, _):
            fields.flatMap {
                [ConfigPlace(path: path, field: $0)] + places($0.shape, path + [$0.key])
            }
        default: []
        }
    }

    /// Those whose default is a value; others are said in words, such as `100 × initial`.
    private static let defaults = places(ConfigurationKeys.shape).filter { place in
        guard let text = place.field.defaultText, let node = try? readYAML(text) else {
            return false
        }
        return Checker.accepts(node, place.field.shape)
    }

    private func configuration(_ config: String) throws -> WorkflowConfiguration {
        let folder = try TemporaryFolder()
        try folder.write(
            "x.yaml",
            "{name: x, workflow: {phases: [{name: a}]}, agents: {a: {simulated: {}}}, "
                + "config: \(config), runs: [{name: r}]}"
        )
        let scenario = try ScenarioLoader(workingDirectory: folder.path).load("x.yaml")
        var configuration = try #require(scenario.runs.first).configuration
        // That a number was said is no setting.
        configuration.phases[PhaseID("a")]?.retry.hasDeclaredAttempts = false
        return configuration
    }

    @Test("a default that is written out changes nothing", arguments: defaults)
    func changesNothing(place: ConfigPlace) throws {
        let text = try #require(place.field.defaultText)
        #expect(try configuration(place.yaml(text)) == configuration("{}"))
    }

    @Test("most keys with a default are held to it")
    func count() {
        #expect(Self.defaults.count >= 20)
    }

    @Test("every example fits its key")
    func examples() throws {
        let page = ScenarioShape.reference
        #expect(page.contains("| `max_attempts` |"))
        for field in Self.fields(ScenarioShape.root) {
            let complaints = complaints(about: field.exampleText, against: field.shape)
            #expect(complaints == [], "\(field.key): \(field.exampleText)")
        }
    }

    private static func fields(_ shape: Shape) -> [Field] {
        switch shape {
        case .object(let fields, _), .tagged(let fields):
            fields.flatMap { [$0] + Self.fields($0.shape) }
        case .map(let value, _): fields(value)
        case .list(let item, _), .singleOrList(let item): fields(item)
        case .anyOf(_, let variants): variants.flatMap(fields)
        case .named(_, let inner): fields(inner())
        default: []
        }
    }
}
