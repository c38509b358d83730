internal import CLibxml2

/// Owns a parser of libxml2 that is fed with bytes (xmlParseChunk) and, if it is to validate, the
/// validator plugged into it.
///
/// The parser neither loads nor substitutes entities and never opens a file or a connection.
@safe
struct PushParser: ~Copyable {
    private let name: String
    private let receiver: ParserReceiver
    private let problem: UnsafeMutablePointer<clibxml2_problem>
    private let context: xmlParserCtxtPtr
    private let validation: xmlSchemaValidCtxtPtr?
    private let plug: xmlSchemaSAXPlugPtr?
    private let gathering: UnsafeMutablePointer<clibxml2_gathering>?

    /// Makes a parser for the document called `name`.
    ///
    /// - Parameter schema: Must outlive the parser.
    init(
        name: String,
        collector: EventCollector,
        schema: xmlSchemaPtr?
    ) throws(XMLProblem) {
        LibXML.prepare()
        guard let problem = unsafe clibxml2_problem_new() else {
            throw XMLProblem.outOfMemory(file: name)
        }
        let receiver = unsafe ParserReceiver(collector: collector, problem: problem)
        let context = unsafe receiver.makeContext()
        let validation = unsafe schema.flatMap { unsafe xmlSchemaNewValidCtxt($0) }
        let gathering = unsafe schema == nil ? nil : clibxml2_gathering_new()
        let plug = unsafe clibxml2_validation_plug(validation, context, gathering)
        guard let context = unsafe context, unsafe (plug == nil) == (schema == nil) else {
            unsafe Self.free(plug, validation, context, problem)
            unsafe clibxml2_gathering_free(gathering)
            throw XMLProblem.outOfMemory(file: name)
        }
        self.name = name
        self.receiver = receiver
        unsafe self.problem = unsafe problem
        unsafe self.context = unsafe context
        unsafe self.validation = unsafe validation
        unsafe self.plug = unsafe plug
        unsafe self.gathering = unsafe gathering
    }

    /// Parses the next bytes of the document; none mean that it ends here.
    ///
    /// Problems are found in `check`, after the events before them were taken.
    func feed(_ bytes: ArraySlice<UInt8>) {
        let isLast: CInt = bytes.isEmpty ? 1 : 0
        unsafe problem.pointee.is_at_end = isLast
        unsafe bytes.withUnsafeBytes { buffer in
            let characters = unsafe buffer.assumingMemoryBound(to: CChar.self)
            // The return code is asked for again in `check`, where its message is known.
            _ = unsafe xmlParseChunk(
                context,
                characters.baseAddress,
                CInt(clamping: characters.count),
                isLast
            )
        }
    }

    /// Throws the first problem met so far.
    ///
    /// - Parameter atEnd: Whether all bytes were fed.
    func check(atEnd: Bool) throws(XMLProblem) {
        if let refusal = receiver.collector.refusal {
            throw XMLProblem(
                refusal.kind,
                file: name,
                line: refusal.line,
                column: refusal.column,
                message: refusal.message
            )
        }
        if let found = unsafe XMLProblem(problem, file: name) {
            // libxml2 speaks of extra content at the end when there is too little, too.
            guard unsafe problem.pointee.is_document_end != 0, !receiver.collector.isComplete else {
                throw found
            }
            throw XMLProblem(
                .malformed,
                file: name,
                line: found.line,
                column: found.column,
                message: "the document ends before its root element does"
            )
        }
        // Codes without a message have been seen, so each of them is asked for.
        if unsafe clibxml2_parser_is_well_formed(context) == 0 && atEnd {
            throw XMLProblem(.malformed, file: name, message: "not a complete XML document")
        }
        if atEnd, let validation = unsafe validation, unsafe xmlSchemaIsValid(validation) != 1 {
            throw XMLProblem(.invalid, file: name, message: "not valid against the schema")
        }
    }

    deinit {
        unsafe Self.free(plug, validation, context, problem)
        unsafe clibxml2_gathering_free(gathering)
    }

    /// The plug goes first: it puts the parser back in the state in which it may be freed.
    private static func free(
        _ plug: xmlSchemaSAXPlugPtr?,
        _ validation: xmlSchemaValidCtxtPtr?,
        _ context: xmlParserCtxtPtr?,
        _ problem: UnsafeMutablePointer<clibxml2_problem>
    ) {
        if let plug = unsafe plug { _ = unsafe xmlSchemaSAXUnplug(plug) }
        unsafe xmlSchemaFreeValidCtxt(validation)
        unsafe xmlFreeParserCtxt(context)
        unsafe clibxml2_problem_free(problem)
    }
}

extension XMLProblem {
    /// The problem that libxml2 reported first, if it has reported any.
    init?(_ problem: UnsafePointer<clibxml2_problem>, file: String) {
        guard unsafe problem.pointee.recorded != 0 else { return nil }
        let isOfSchema = unsafe problem.pointee.is_of_schema != 0
        self.init(
            isOfSchema ? .invalid : .malformed,
            file: file,
            line: Int(unsafe problem.pointee.line),
            column: Int(unsafe problem.pointee.column),
            message: unsafe String(cString: clibxml2_problem_message(problem))
        )
    }
}
