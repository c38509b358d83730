package import Agents
internal import Files
package import Workflows

/// The files that are part of a program's identity: those that words of its command name, and its sources.
///
/// Only regular files count; a FIFO or a device is not even opened.
package struct AgentFiles: Sendable {
    /// The word as it is written, and the path that it leads to.
    private let words: [(word: String, path: String)]
    private let sources: [ProcessAgent.Source]

    /// The files of an agent that would run in this workspace.
    package init(of agent: ProcessAgent, workspace: String) {
        let folder = ProcessPlace.directory(of: agent, workspace: workspace)
        words = agent.command.enumerated().compactMap { place, word in
            // The first word is looked up in PATH, or starts at the scenario's folder; a program of the system's is no
            // part of the agent.
            guard place > 0 || (word.contains("/") && !word.hasPrefix("/")) else { return nil }
            let filled = ProcessPlace.filled(word, of: agent, workspace: workspace)
            guard !filled.isEmpty, filled.utf8.count < Self.longestPath, !filled.contains("\0")
            else { return nil }
            if filled.hasPrefix("/") { return (word, filled) }
            return (word, "\(place == 0 ? agent.scenarioDirectory : folder)/\(filled)")
        }
        sources = agent.sources
    }

    /// Longer words name no file on any system.
    private static let longestPath = 4096
    private static let pieceBytes = 1 << 18

    /// The parts of the key that they make.
    package func parts() -> [CacheKey.Part] {
        var parts: [CacheKey.Part] = []
        for (word, path) in words {
            if let content = Self.digest(of: path) { parts.append(.file(word, content)) }
        }
        for source in sources {
            var builder = DigestBuilder("sources/1")
            for path in source.files() {
                builder.add(path)
                builder.add(Self.digest(of: "\(source.folder)/\(path)") ?? Self.unreadable)
            }
            parts.append(.sources(source.text, builder.digest))
        }
        return parts
    }

    private static let unreadable = Digest(of: "a file that cannot be read")

    /// Of the content of a regular file; `nil` if there is no such file.
    private static func digest(of path: String) -> Digest? {
        guard FileStatus(at: path)?.kind == .regular else { return nil }
        do {
            let file = try RegularFile.open(path)
            var stream = StreamDigest()
            while !Task.isCancelled {
                let piece = try file.bytes(atMost: pieceBytes)
                if piece.isEmpty { break }
                stream.add(piece)
            }
            return stream.digest
        } catch {
            return unreadable
        }
    }
}
