internal import Shapes
internal import Yams

extension Problem {
    /// A mistake that Yams found in the syntax, as a located line in our wording.
    init(_ error: any Error, masked: MaskedText, file: String) {
        guard let error = error as? YamlError else {
            self.init(
                location: SourceLocation(file: file, line: 1, column: 1),
                message: "cannot be read as YAML"
            )
            return
        }
        let (mark, message) = Self.explain(error, masked: masked)
        self.init(
            location: SourceLocation(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1),
            message: message
        )
    }

    private static func explain(_ error: YamlError, masked: MaskedText) -> (Mark?, String) {
        switch error {
        case .scanner(let context, let problem, let mark, _),
            .parser(let context, let problem, let mark, _):
            explain(problem, in: context, at: mark, masked: masked)
        case .composer(_, let problem, let mark, _):
            if problem.contains("another document") {
                (mark, "expected a single document, found a second one")
            } else {
                (mark, problem)
            }
        case .duplicatedKeysInMapping(let names, let context):
            (context.mark, "duplicate key \(masked.restore(names.first ?? "").quoted)")
        case .reader(let problem, _, _, _):
            (nil, problem)
        default:
            (nil, "cannot be read as YAML")
        }
    }

    private static func explain(
        _ problem: String,
        in context: YamlError.Context?,
        at mark: Mark,
        masked: MaskedText
    ) -> (Mark?, String) {
        if problem.hasPrefix("Maximum nesting level") {
            return (mark, NodeComposer.tooDeep)
        }
        if problem.hasPrefix("found character that cannot start") {
            switch masked.character(at: mark) {
            case "\t": return (mark, "a tab cannot indent or start a value; use spaces")
            case let character?:
                let shown = masked.restore(String(character)).quoted
                return (mark, "\(shown) cannot start a value; put the text in quotes")
            case nil: break
            }
        }
        guard let context else { return (mark, problem) }
        let start = context.mark
        // A context that starts where the mistake is says nothing more.
        let place =
            start.line == mark.line && start.column == mark.column
            ? "" : " from \(start.line):\(start.column)"
        return (mark, "\(context.text)\(place): \(problem)")
    }
}
