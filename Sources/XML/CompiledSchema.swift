internal import CLibxml2

/// Owns a schema that libxml2 has compiled (xmlSchemaParse).
@safe
struct CompiledSchema: ~Copyable {
    private let schema: xmlSchemaPtr

    /// Compiles the bytes of a schema, which problems call by `name`.
    init(bytes: [UInt8], name: String) throws(XMLProblem) {
        try Self.refuseReferences(in: bytes, name: name)
        unsafe schema = try unsafe Self.compile(bytes, name: name)
    }

    /// Validates a file, which problems call by `name`, while reading it.
    func validate(file path: String, name: String, limits: XMLLimits) throws(XMLProblem) {
        let source = try ByteSource(file: path, name: name, limit: limits.maxBytes)
        var reader = try unsafe XMLStreamReader(
            source: source,
            name: name,
            limits: limits,
            schema: schema
        )
        try reader.drain()
    }

    deinit {
        unsafe xmlSchemaFree(schema)
    }

    private static func compile(
        _ bytes: [UInt8],
        name: String
    ) throws(XMLProblem) -> xmlSchemaPtr {
        LibXML.prepare()
        guard let problem = unsafe clibxml2_problem_new() else {
            throw XMLProblem.outOfMemory(file: name)
        }
        defer { unsafe clibxml2_problem_free(problem) }
        let compiled = unsafe bytes.withUnsafeBytes { buffer -> xmlSchemaPtr? in
            let characters = unsafe buffer.assumingMemoryBound(to: CChar.self)
            let parser = unsafe xmlSchemaNewMemParserCtxt(
                characters.baseAddress,
                CInt(clamping: characters.count)
            )
            defer { unsafe xmlSchemaFreeParserCtxt(parser) }
            unsafe clibxml2_schema_parser_observe(parser, problem)
            return unsafe xmlSchemaParse(parser)
        }
        guard let compiled = unsafe compiled, unsafe problem.pointee.recorded == 0 else {
            unsafe xmlSchemaFree(compiled)
            throw unsafe XMLProblem(problem, file: name)
                ?? XMLProblem(.invalid, file: name, message: "not a usable schema")
        }
        return unsafe compiled
    }

    /// Throws unless the schema is well-formed and names no other file.
    ///
    /// libxml2 would treat a missing import as a mere warning and continue without it.
    private static func refuseReferences(in bytes: [UInt8], name: String) throws(XMLProblem) {
        var reader = try XMLStreamReader(bytes: bytes, name: name)
        while let event = try reader.next() {
            guard case .start(let element) = event,
                let location = element["schemaLocation"],
                let tag = element.name.split(separator: ":").last,
                ["import", "include", "redefine", "override"].contains(tag)
            else { continue }
            throw XMLProblem(
                .invalid,
                file: name,
                line: element.line,
                column: element.column,
                message: "expected a schema that needs no other, found \(tag) of \"\(location)\""
            )
        }
    }
}
