internal import Agents
internal import JSON
internal import Workflows

/// What a process agent writes on standard output: plain text, or one JSON object.
enum AgentAnswerText {
    /// What an output is.
    private enum Reading {
        case answer([String: JSONValue])
        case text
        /// It was meant to be an answer, but is not one, for this reason.
        case broken(String)
    }

    /// Reads an answer; what was meant to be one and isn't is a failure that says why.
    static func read(
        _ text: String,
        as format: AnswerFormat = .auto
    ) -> Result<AgentAnswer, OperationFailure> {
        switch reading(of: text, as: format) {
        case .answer(let members):
            do throws(OperationFailure) {
                return try AnswerMembers(members: members).result()
            } catch {
                // Its usage is known all the same.
                let usage = try? AnswerMembers(members: members).usage()
                return .failure(error.spending(usage ?? .unknown))
            }
        case .text:
            let plain = text.hasSuffix("\n") ? String(text.dropLast()) : text
            return .success(AgentAnswer(output: PhaseOutput(text: plain)))
        case .broken(let reason): return .failure(failure(reason, format))
        }
    }

    /// What an agent that failed says of it.
    enum Declaration {
        case failure(OperationFailure)
        /// It was meant to say so, and cannot be understood for this reason; it used this up all the same.
        case broken(String, Usage)
        /// It says nothing of it; it used this up all the same.
        case nothing(Usage)
    }

    /// What the output of an agent that failed declares.
    static func declaration(in text: String, as format: AnswerFormat) -> Declaration {
        switch reading(of: text, as: format) {
        case .text: return .nothing(.unknown)
        case .broken(let reason): return .broken(reason, .unknown)
        case .answer(let members):
            let answer = AnswerMembers(members: members)
            do throws(OperationFailure) {
                return try answer.declaredFailure().map { .failure($0) }
                    ?? .nothing((try? answer.usage()) ?? .unknown)
            } catch {
                return .broken(AnswerMembers.flaw(in: error), (try? answer.usage()) ?? .unknown)
            }
        }
    }

    private static func failure(_ reason: String, _ format: AnswerFormat) -> OperationFailure {
        let advice = format == .auto ? "; if this is text, say \"answer: text\"" : ""
        return OperationFailure(
            kind: .answer,
            message: "\(AnswerMembers.start)\(reason)\(advice)",
            isRetryable: false
        )
    }

    private static func reading(of text: String, as format: AnswerFormat) -> Reading {
        guard format != .text else { return .text }
        let isObject =
            text.utf8.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "{")
        guard isObject else {
            if format == .json {
                return .broken("expected one JSON object, found \(start(of: text))")
            }
            return AnswerKeys.firstLine(in: text).map { .broken(prelude(to: $0, in: text)) }
                ?? .text
        }
        let flaw: String
        switch object(text) {
        case .answer(let members): return .answer(members)
        case .broken(let reason): flaw = reason
        case .text: flaw = "expected one of its keys \(list(AnswerKeys.all)), found none"
        }
        guard format == .auto else { return .broken(flaw) }
        guard let line = AnswerKeys.firstLine(in: text) else { return .text }
        // Plain text may have such a line further down.
        let isFirst = text.utf8.prefix(line.start).allSatisfy {
            [0x20, 0x09, 0x0A, 0x0D].contains($0)
        }
        return .broken(isFirst ? flaw : prelude(to: line, in: text))
    }

    /// What a text that begins with a brace is, were it meant to be an answer.
    private static func object(_ text: String) -> Reading {
        var parser = JSONParser(text)
        let members: [String: JSONValue]
        do throws(JSONProblem) {
            guard case .object(let found) = try parser.parse() else { return .text }
            members = found
        } catch {
            return .broken("\(error)")
        }
        if let unknown = members.keys.filter({ !AnswerKeys.all.contains($0) }).min() {
            let hint = AnswerKeys.meant(by: unknown).map { "; did you mean \"\($0)\"?" }
            let known = hint == nil ? "; there are \(list(AnswerKeys.all))" : ""
            return .broken(
                "expected no unknown key, found \(JSONValue.text(unknown).brief)\(hint ?? known)"
            )
        }
        if let name = parser.repeatedName {
            return .broken("expected each key once, found \(JSONValue.text(name).brief) twice")
        }
        return members.isEmpty ? .text : .answer(members)
    }

    /// What precedes the line on which an answer begins.
    private static func prelude(to line: (number: Int, start: Int), in text: String) -> String {
        let isMark = line.number == 1
        let found = isMark ? "a byte order mark" : start(of: text)
        return
            "expected one JSON object alone, found \(found) before the one on line \(line.number)"
    }

    private static func start(of text: String) -> String {
        let line = text.unicodeScalars.prefix(80).prefix { $0 != "\n" && $0 != "\r" }
        return JSONValue.text(String(String.UnicodeScalarView(line))).text
    }

    private static func list(_ names: Set<String>) -> String {
        names.sorted().joined(separator: ", ")
    }
}
