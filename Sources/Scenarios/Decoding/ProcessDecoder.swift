internal import Agents
internal import Shapes
internal import Workflows

/// Turns the keys that name a user-supplied program into a process agent.
struct ProcessDecoder {
    let files: ScenarioFiles
    var problems = ProblemList()

    /// Decodes the mapping of a process agent, or of a hook.
    mutating func decode(
        _ node: SourceNode,
        at path: String,
        orElse answer: AnswerFormat = .auto
    ) -> ProcessAgent? {
        guard let command = node[ProcessKeys.command] else { return nil }
        let words = words(command, at: "\(path).command")
        let get = node[ProcessKeys.probe]?[ProcessKeys.get]
        if let probe = get {
            checkProbe(probe, of: node, "\(path).probe.get")
        }
        let files = files.relative(to: command)
        return ProcessAgent(
            command: words,
            environment: environment(node[ProcessKeys.environment], "\(path).env"),
            directory: node[ProcessKeys.directory].flatMap {
                directory($0, of: command, "\(path).cwd")
            },
            probe: (get?.text).map { .init(path: $0) },
            timeout: node[ProcessKeys.timeout],
            grace: node[ProcessKeys.grace] ?? ProcessAgent.usualGrace,
            answer: node[ProcessKeys.answer] ?? answer,
            sources: sources(node[ProcessKeys.sources], "\(path).sources"),
            scenarioDirectory: files.directory,
            repository: files.repository
        )
    }

    /// Decodes a hook: its words, or a mapping with more.
    mutating func decodeHook(_ node: SourceNode, at path: String) -> ProcessAgent? {
        // A hook has nothing to answer.
        guard case .sequence = node.content else { return decode(node, at: path, orElse: .text) }
        let files = files.relative(to: node)
        return ProcessAgent(
            command: words(node, at: path),
            answer: .text,
            scenarioDirectory: files.directory,
            repository: files.repository
        )
    }

    /// The program and its arguments.
    mutating func words(_ node: SourceNode, at path: String) -> [String] {
        checkPlaceholders(node.items, path)
        if let program = node.items.first { checkProgram(program, "\(path)[0]") }
        return node.items.compactMap(\.text)
    }

    private mutating func environment(
        _ entries: [SourceNode.Entry]?,
        _ path: String
    ) -> [String: ProcessAgent.Variable] {
        var environment: [String: ProcessAgent.Variable] = [:]
        for entry in entries ?? [] {
            guard entry.key != ProcessAgent.workspaceVariable else {
                problems.add(
                    entry.value,
                    "\(path).\(entry.key)",
                    "this variable is set to the workspace of the run; choose another name"
                )
                continue
            }
            if let source = entry.value[ProcessKeys.source] {
                environment[entry.key] = .inherited(
                    name: source,
                    isSecret: entry.value[ProcessKeys.isSecret] ?? false
                )
            } else if let text = entry.value.text {
                checkPlaceholders([entry.value], "\(path).\(entry.key)")
                environment[entry.key] = .value(text)
            }
        }
        return environment
    }

    private mutating func sources(_ items: [SourceNode]?, _ path: String) -> [ProcessAgent.Source] {
        (items ?? []).enumerated().compactMap { index, item in
            guard let text = item.text else { return nil }
            let own = files.relative(to: item)
            guard let below = own.pathInRepository(text), let pattern = PathPattern(below) else {
                problems.add(
                    item,
                    "\(path)[\(index)]",
                    "expected a pattern of files inside the repository, found \"\(text)\""
                )
                return nil
            }
            return ProcessAgent.Source(text: text, folder: own.repository, pattern: pattern)
        }
    }

    /// A folder that is set in another file than the command is named by its path in the repository, because a
    /// process agent knows one folder alone.
    private mutating func directory(
        _ node: SourceNode,
        of command: SourceNode,
        _ path: String
    ) -> String? {
        guard let text = node.text else { return nil }
        checkPlaceholders([node], path)
        let own = files.relative(to: node)
        if !text.contains("{"), let mistake = own.mistakeInFolder(text) {
            problems.add(node, path, mistake.message)
        }
        let isRelative = !text.hasPrefix("/") && !text.hasPrefix("{")
        guard isRelative, own.directory != files.relative(to: command).directory else {
            return text
        }
        return own.anchored(text)
    }

    private mutating func checkProbe(_ probe: SourceNode, of process: SourceNode, _ path: String) {
        guard let text = probe.text else { return }
        let isPlain = text.unicodeScalars.allSatisfy { ("!"..."~").contains($0) }
        if !text.hasPrefix("/") || !isPlain {
            problems.add(
                probe,
                path,
                "expected a path of visible ASCII that begins with \"/\", found \"\(text)\""
            )
        }
        let words =
            (process[ProcessKeys.command]?.items ?? [])
            + (process[ProcessKeys.environment] ?? []).map(\.value)
        if !words.contains(where: { $0.text?.contains("{port}") ?? false }) {
            problems.add(
                probe,
                path,
                "expected {port} in the command or in env, without which the server cannot know "
                    + "where to listen"
            )
        }
    }

    /// A program that is named by a path of the repository must be there; others are looked up in PATH.
    private mutating func checkProgram(_ node: SourceNode, _ path: String) {
        guard let text = node.text, text.contains("/"), !text.hasPrefix("/"), !text.contains("{")
        else { return }
        if let mistake = files.relative(to: node).mistakeInFile(text) {
            problems.add(node, path, mistake.message)
        }
    }

    mutating func checkPlaceholders(_ nodes: [SourceNode], _ path: String) {
        for node in nodes {
            // `awk {print}` is not a mistake; `{workspce}` is.
            for name in ProcessAgent.unknownPlaceholders(in: node.text ?? "")
            where NearestName.find(name, among: ProcessAgent.placeholders) != nil {
                problems.unknown(
                    "a placeholder",
                    name,
                    among: ProcessAgent.placeholders,
                    node,
                    path
                )
            }
        }
    }
}
