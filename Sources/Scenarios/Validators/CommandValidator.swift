internal import Shapes
internal import Workflows

extension ValidatorDeclaration {
    static let command = ValidatorDeclaration(
        "command",
        .list(.scalar, min: 1),
        summary: "This program ends with 0; it reads the output on standard input.",
        decode: { value, problems in
            var decoder = ProcessDecoder(files: value.files)
            let words = decoder.words(value.node, at: value.path)
            problems.add(contentsOf: decoder.problems.list)
            let files = value.files.relative(to: value.node)
            return .command(
                .init(
                    words: words,
                    scenarioDirectory: files.directory,
                    repository: files.repository
                )
            )
        }
    )
}
