/// Files of XML that appear whole or not at all.
package enum XMLFile {
    /// Opens the file into which the content is first written.
    typealias Opening = (String) throws(FileDescriptor.Failure) -> FileDescriptor

    /// Writes a file: under a temporary name next to it, then read again and validated, and only
    /// then moved to its place.
    ///
    /// On any error the temporary file is removed and the old file, if any, left as it was.
    ///
    /// - Throws: `XMLProblem`, and what `body` throws.
    package static func write(
        to path: String,
        validatedBy schema: XMLSchema? = nil,
        _ body: (inout XMLStreamWriter) throws -> Void
    ) throws {
        try write(
            to: path,
            validatedBy: schema,
            opening: { path throws(FileDescriptor.Failure) in
                try FileDescriptor(path, for: .writingHere)
            },
            body
        )
    }

    /// As above; `opening` replaces the disk.
    static func write(
        to path: String,
        validatedBy schema: XMLSchema?,
        opening: Opening,
        _ body: (inout XMLStreamWriter) throws -> Void
    ) throws {
        let temporary = try TemporaryFile(for: path)
        let sink = try step("open", path) { () throws(FileDescriptor.Failure) in
            ByteSink(try opening(temporary.path))
        }
        var writer = try XMLStreamWriter(sink: sink, name: path)
        try body(&writer)
        try writer.endDocument()
        try check(temporary.path, name: path, schema)
        try step("synchronise", path, sink.synchronise)
        try step("close", path, sink.close)
        try temporary.moveIntoPlace()
    }

    /// Reads the file as its readers will.
    private static func check(
        _ path: String,
        name: String,
        _ schema: XMLSchema?
    ) throws(XMLProblem) {
        if let schema {
            try schema.validate(file: path, name: name, limits: .ownFiles)
        } else {
            let limits = XMLLimits.ownFiles
            let source = try ByteSource(file: path, name: name, limit: limits.maxBytes)
            var reader = try unsafe XMLStreamReader(
                source: source,
                name: name,
                limits: limits,
                schema: nil
            )
            try reader.drain()
        }
    }

    private static func step<Result>(
        _ verb: String,
        _ path: String,
        _ call: () throws(FileDescriptor.Failure) -> Result
    ) throws(XMLProblem) -> Result {
        do {
            return try call()
        } catch {
            throw XMLProblem.io(error.errno, to: verb, file: path)
        }
    }
}
