package import Patterns

/// What a phase gave: text, and files.
public struct PhaseOutput: Sendable, Equatable {
    /// A file that an agent produced.
    public struct File: Sendable, Equatable {
        /// A relative path with `/` between its parts, none of which is empty, `.` or `..`.
        public let path: String
        /// The content.
        public let bytes: [UInt8]
        /// Whether it is a program; only a file that a program made itself can be one.
        package let isExecutable: Bool

        /// Makes a file from its path and content.
        package init(path: String, bytes: [UInt8], isExecutable: Bool = false) {
            self.path = path
            self.bytes = bytes
            self.isExecutable = isExecutable
        }

        /// Makes a file from bytes.
        public init(path: String, bytes: [UInt8]) {
            self.init(path: path, bytes: bytes, isExecutable: false)
        }

        /// Makes a file from text, as UTF-8.
        public init(path: String, text: String) {
            self.init(path: path, bytes: Array(text.utf8), isExecutable: false)
        }

        /// The content as UTF-8.
        public var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    /// What a server answered to the probe.
    package struct Response: Sendable, Equatable {
        /// The HTTP status.
        package let status: Int
        /// The body as text.
        package let body: String
        /// The loopback port that answered; not part of the digest, because it differs every time.
        package let port: Int

        /// Keeps what a server answered.
        package init(status: Int, body: String, port: Int) {
            self.status = status
            self.body = body
            self.port = port
        }
    }

    /// Handed on between phases, worlds, caches and journals all the time: one reference is cheaper than its parts.
    final class Content: Sendable {
        let text: String
        let files: [File]
        let response: Response?
        let exitStatus: Int
        private let computed = LazyDigestWords()

        init(text: String, files: [File], response: Response?, exitStatus: Int) {
            self.text = text
            self.files = files.count > 1 ? files.sorted { $0.path < $1.path } : files
            self.response = response
            self.exitStatus = exitStatus
        }

        /// The words of the digest, computed when they are first asked for.
        var digestWords: Digest.Words { computed.words { digest().words } }

        private func digest() -> Digest {
            var builder = DigestBuilder("output/1", expecting: text.utf8.count)
            builder.add(text)
            builder.add(files.count)
            for file in files {
                builder.add(file.path)
                builder.add(bytes: file.bytes)
                if file.isExecutable { builder.add("executable") }
            }
            builder.add(response?.status ?? -1)
            if exitStatus != 0 { builder.add(exitStatus) }
            return builder.digest
        }
    }

    let content: Content

    /// The text; for a server, the body of its response.
    public var text: String { content.text }
    /// The files, sorted by path.
    public var files: [File] { content.files }
    /// The response of a server.
    package var response: Response? { content.response }
    /// How the agent's process ended; 0 where it was none.
    package var exitStatus: Int { content.exitStatus }
    /// Covers text, files, the response's status and the exit status; computed once, when it is first asked for.
    package var digest: Digest { Digest(of: content) }

    /// Makes an output.
    package init(
        text: String,
        files: [File] = [],
        response: Response? = nil,
        exitStatus: Int = 0
    ) {
        content = Content(text: text, files: files, response: response, exitStatus: exitStatus)
    }

    /// Makes an output of text, and of files, which are sorted by path.
    public init(text: String, files: [File] = []) {
        self.init(text: text, files: files, response: nil, exitStatus: 0)
    }

    /// Whether text and files are equal, and what else a process or a server gave.
    public static func == (left: PhaseOutput, right: PhaseOutput) -> Bool {
        left.content === right.content
            || (left.text == right.text && left.files == right.files
                && left.response == right.response && left.exitStatus == right.exitStatus)
    }

    /// The bytes that text and files take.
    package var size: Int {
        files.reduce(text.utf8.count) { $0 + $1.bytes.count }
    }

    /// Whether the text or a file has these bytes somewhere.
    package func contains(_ text: String) -> Bool {
        ByteSearch.contains(text, in: self.text)
            || files.contains { ByteSearch.contains(text, in: $0.bytes) }
    }

    /// Whether the text or a file, as text, matches a pattern somewhere; `nil` where that takes too many steps to say.
    package func isMatched(
        by pattern: Pattern,
        within limit: PatternSteps = PatternSteps()
    ) -> Bool? {
        var steps = limit
        guard let isFound = pattern.isFound(in: text, steps: &steps) else { return nil }
        if isFound { return true }
        for file in files {
            let text = String(decoding: file.bytes, as: UTF8.self)
            guard let isFound = pattern.isFound(in: text, steps: &steps) else { return nil }
            if isFound { return true }
        }
        return false
    }
}
