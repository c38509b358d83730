internal import Shapes
internal import ArgumentParser
internal import Scenarios

/// The examples that end the help of each command.
enum CommandExamples {
    /// A command line, and what it is for.
    typealias Example = (line: String, purpose: String)

    /// The paragraph at the end of a command's help; the tool's own without a name.
    static func text(of command: String?) -> String {
        let examples = all(command)
        let width = examples.reduce(0) { max($0, $1.line.count) }
        return "EXAMPLES:\n"
            + examples.map { example in
                let space = String(repeating: " ", count: width - example.line.count)
                return "  \(example.line)\(space)  # \(example.purpose)\n"
            }
            .joined()
    }

    private static func all(_ command: String?) -> [Example] {
        switch command {
        case "run":
            [
                ("moonlight run Scenarios/first.yaml", "one file"),
                ("moonlight run --tag smoke --seed 7", "what has a tag, with another seed"),
            ]
        case "lint":
            [
                ("moonlight lint", "everything in Scenarios/"),
                ("moonlight lint Scenarios/first.yaml --format json", "one file, for an editor"),
            ]
        case "list":
            [
                ("moonlight list faults", "what can go wrong, with its parameters"),
                ("moonlight list scenarios --format json", "the suite, for a program"),
            ]
        case "show":
            [
                ("moonlight show", "the newest runs"),
                ("moonlight show first/cold", "the newest run of that name"),
            ]
        case "diff":
            [
                ("moonlight diff first/cold first/warm", "the newest runs of these names"),
                ("moonlight diff 3f9a 81c2 --html diff.html", "two ids, and a page to send"),
            ]
        case "resume":
            [
                ("moonlight resume first/cold", "the newest run of that name"),
                ("moonlight resume 3f9a --format json", "the run whose id begins so"),
            ]
        case "crash":
            [
                ("moonlight crash Scenarios/first.yaml", "one file"),
                ("moonlight crash --time-limit 30s --format json", "the suite, for a program"),
            ]
        case "explore":
            [
                (
                    "moonlight explore Scenarios/first.yaml",
                    "every single and double fault, and seeds"
                ),
                (
                    "moonlight explore --seeds 2000 --time-limit 1m --format json",
                    "the suite, for a program"
                ),
            ]
        case "replay":
            [
                (
                    "moonlight replay reports/failures/first-liveness-0f1e2d3c.yaml",
                    "what explore saved"
                ),
                (
                    "moonlight replay --quiet reports/failures/first-liveness-0f1e2d3c.yaml",
                    "its exit code alone"
                ),
            ]
        case "history":
            [
                ("moonlight history", "every scenario that was run"),
                ("moonlight history first --format json", "one of them, for a program"),
            ]
        case "bench":
            [
                ("moonlight bench --save before --pairs 30", "a baseline to compare with"),
                ("moonlight bench --command ./a --command ./b", "two programs, interleaved"),
            ]
        case "compare":
            [
                ("moonlight compare before after", "two baselines by name"),
                ("moonlight compare base.xml new.xml --format json", "two files, for a program"),
            ]
        case "verify":
            [
                ("moonlight verify", "every claim in Scenarios/"),
                ("moonlight verify --pairs 200", "with more pairs, for narrower intervals"),
            ]
        case "speed":
            [
                ("moonlight speed", "all modes"),
                ("moonlight speed --mode simulated --batches 3", "one mode, roughly"),
            ]
        case "init":
            [
                ("moonlight init", "into this folder"),
                ("moonlight init ../my-agents", "into another one"),
            ]
        case "schema":
            [
                ("moonlight schema > scenario.schema.json", "for an editor"),
                ("moonlight schema --format markdown", "every key with its default and an example"),
            ]
        default:
            [
                ("moonlight init my-agents", "a first suite to start from"),
                ("moonlight run", "everything in Scenarios/"),
            ]
        }
    }
}

extension Moonlight {
    /// The names of the commands that users call.
    static var commandNames: [String] {
        configuration.subcommands.map { $0.configuration }
            .filter(\.shouldDisplay).compactMap(\.commandName)
    }

    /// The command that these arguments call or ask help for; `nil` where they name none.
    static func command(in arguments: [String]) -> String? {
        let words = arguments.first == "help" ? arguments.dropFirst() : arguments[...]
        return words.first.flatMap { $0.hasPrefix("-") ? nil : $0 }
    }

    /// What is wrong with a command that does not exist; `nil` where nothing is.
    static func refusal(of command: String) -> ValidationError? {
        let known = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
        guard !known.contains(command) else { return nil }
        let nearest = commandNames.nearest(to: command)
        let hint =
            nearest.map { "did you mean '\($0)'?" }
            ?? "there are \(commandNames.joined(separator: ", "))"
        return ValidationError("unknown command '\(command)'; \(hint)")
    }
}
