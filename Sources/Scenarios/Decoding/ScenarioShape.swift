package import Shapes

/// What a scenario file may hold: the source of its checks, its suggestions and its JSON Schema.
package enum ScenarioShape {
    /// The whole file.
    package static let root = Shape.object(ScenarioKeys.fields)

    /// A file that others extend, or that extends others: nothing is required of it by itself.
    static let part = root.partial
}

extension ScenarioShape {
    /// All that `config` may hold, with the documented defaults, as a page of Markdown.
    package static var configurationReference: String {
        """
        # Configuration

        What `config` may hold, for a scenario or for one of its runs; `config.phases.P` holds for a phase alone.
        Every key is independent of the others. `moonlight schema --format markdown` prints this page.

        """ + "\n" + ReferencePage.render(ConfigurationKeys.shape, at: "config")
    }

    /// The JSON Schema of scenario files, for editors.
    package static var jsonSchema: String {
        JSONSchema.render(
            root,
            completingKey: "extends",
            title: "Moonlight scenario",
            id: "urn:moonlight:scenario:1"
        )
    }
}
