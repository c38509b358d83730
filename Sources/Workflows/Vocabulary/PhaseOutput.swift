/// What a phase gave: text, files and, for a server that was called, its response.
package struct PhaseOutput: Sendable, Equatable {
    /// A file that an agent produced.
    package struct File: Sendable, Equatable {
        /// The path below the run's workspace, with `/` between its parts.
        package let path: String
        /// The content.
        package let bytes: [UInt8]

        /// Makes a file from its path and content.
        package init(path: String, bytes: [UInt8]) {
            self.path = path
            self.bytes = bytes
        }
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

    /// The text; for a server, the body of its response.
    package let text: String
    /// The files, sorted by path.
    package let files: [File]
    /// The response of a server.
    package let response: Response?
    /// Covers text, files and the response's status.
    package let digest: Digest

    /// Makes an output and digests it once.
    package init(text: String, files: [File] = [], response: Response? = nil) {
        self.text = text
        self.files = files.sorted { $0.path < $1.path }
        self.response = response
        var builder = DigestBuilder("output/1")
        builder.add(text)
        builder.add(self.files.count)
        for file in self.files {
            builder.add(file.path)
            builder.add(bytes: file.bytes)
        }
        builder.add(response?.status ?? -1)
        digest = builder.digest
    }

    /// The bytes that text and files take.
    package var size: Int {
        files.reduce(text.utf8.count) { $0 + $1.bytes.count }
    }

    /// The text, then each file's content as text: where validators and expectations look.
    package var searchableTexts: [String] {
        [text] + files.map { String(decoding: $0.bytes, as: UTF8.self) }
    }
}
