package import Shapes

/// What a scenario file may hold: the source of its checks, its suggestions and its JSON Schema.
package enum ScenarioShape {
    /// The whole file.
    package static let root = Shape.object(ScenarioKeys.fields)

    /// A file that others extend, or that extends others: nothing is required of it by itself.
    static let part = root.partial
}

extension ScenarioShape {
    /// Every key of a scenario file with its default and an example, as a page of Markdown.
    package static var reference: String {
        """
        # Every key of a scenario file

        What each key may be, what holds without it, and how it may look. Unknown keys are refused, with the nearest one
        that there is. `config.phases.PHASE` holds for one phase alone; what a run says is merged over what the file says.
        `moonlight schema --format markdown` prints this page, `moonlight schema` the same for editors.

        """ + "\n"
            + ReferencePage.render(
                root,
                at: "",
                elsewhere: [
                    "runs[].config": "config", "runs[].agents": "agents.AGENT",
                    "runs[].faults": "faults[]", "always.output": "runs[].expect.output",
                    "always.files": "runs[].expect.files",
                    "always.response": "runs[].expect.response",
                    "always.error": "runs[].expect.error",
                    "always.cache": "runs[].expect.cache",
                ]
            )
    }

    /// The JSON Schema of scenario files, for editors.
    package static var jsonSchema: String {
        ShapeSchema.render(
            root,
            completingKey: "extends",
            title: "Moonlight scenario",
            id: "urn:moonlight:scenario:1"
        )
    }
}
