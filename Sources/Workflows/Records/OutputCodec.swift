extension PhaseOutput {
    /// The output as bytes that `init(encoded:)` reads back.
    package var encoded: [UInt8] {
        var writer = ByteWriter()
        encode(into: &writer)
        return writer.bytes
    }

    /// Appends the output.
    package func encode(into writer: inout ByteWriter) {
        writer.add(text)
        writer.add(exitStatus)
        writer.add(files.count)
        for file in files {
            writer.add(file.path)
            writer.add(bytes: file.bytes)
        }
        let programs = files.indices.filter { files[$0].isExecutable }
        var marks: Marks = response == nil ? [] : .response
        if !programs.isEmpty { marks.insert(.programs) }
        writer.add(byte: marks.rawValue)
        if let response {
            writer.add(response.status)
            writer.add(response.body)
            writer.add(response.port)
        }
        guard !programs.isEmpty else { return }
        writer.add(programs.count)
        for place in programs { writer.add(place) }
    }

    /// What follows the files.
    private struct Marks: OptionSet {
        let rawValue: UInt8
        static let response = Marks(rawValue: 1)
        /// The places of files that are programs.
        static let programs = Marks(rawValue: 2)
    }

    /// Reads an output; its digest is computed anew from what is read.
    package init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
        let text = try reader.text()
        let exitStatus = try reader.integer()
        var files: [File] = []
        let count = try reader.integer()
        guard count >= 0, count <= reader.remaining else { throw reader.malformed("files") }
        for _ in 0..<count {
            let path = try reader.text()
            files.append(File(path: path, bytes: try reader.content()))
        }
        var response: Response?
        let marks = Marks(rawValue: try reader.byte())
        if marks.contains(.response) {
            let status = try reader.integer()
            let body = try reader.text()
            response = Response(status: status, body: body, port: try reader.integer())
        }
        if marks.contains(.programs) {
            let programs = try reader.integer()
            guard programs >= 0, programs <= files.count else {
                throw reader.malformed("programs")
            }
            for _ in 0..<programs {
                let place = try reader.integer()
                guard files.indices.contains(place) else { throw reader.malformed("programs") }
                let file = files[place]
                files[place] = File(path: file.path, bytes: file.bytes, isExecutable: true)
            }
        }
        self.init(text: text, files: files, response: response, exitStatus: exitStatus)
    }

    /// Reads a whole output; `nil` where the bytes are none.
    package init?(encoded: [UInt8]) {
        var reader = ByteReader(encoded)
        guard let output = try? PhaseOutput(from: &reader), reader.isAtEnd else { return nil }
        self = output
    }
}

extension CacheKey {
    /// Phase and parts as bytes that `init(encoded:)` reads back.
    package var encoded: [UInt8] {
        var writer = ByteWriter()
        writer.add(phase.name)
        CacheKey.Part.encode(parts, into: &writer)
        return writer.bytes
    }

    /// Reads a key; its digest is computed anew. `nil` where the bytes are none.
    package convenience init?(encoded: [UInt8]) {
        var reader = ByteReader(encoded)
        guard let name = try? reader.text(), let parts = try? Part.decode(from: &reader),
            reader.isAtEnd
        else { return nil }
        self.init(phase: PhaseID(name), parts: parts)
    }
}

extension CacheKey.Part {
    /// Appends a list of parts.
    package static func encode(_ parts: [Self], into writer: inout ByteWriter) {
        writer.add(parts.count)
        for part in parts {
            writer.add(part.name)
            writer.add(part.digest)
        }
    }

    /// Reads a list of parts.
    package static func decode(
        from reader: inout ByteReader
    ) throws(ByteReader.Malformed) -> [Self] {
        let count = try reader.integer()
        guard count >= 0, count <= reader.remaining else { throw reader.malformed("parts") }
        var parts: [Self] = []
        for _ in 0..<count {
            let name = try reader.text()
            parts.append(Self(name, try reader.digest()))
        }
        return parts
    }
}
