internal import CYaml
internal import Shapes

/// Owns a parser of libyaml and the bytes that it reads (yaml_parser_parse).
///
/// libyaml keeps the addresses of both, so neither may move.
@safe
struct YAMLParser: ~Copyable {
    let file: String
    private let text: AliasMask
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeMutableBufferPointer<UInt8>

    /// Makes a parser for a text.
    ///
    /// - Parameter file: The name that locations show.
    init(_ text: AliasMask, file: String) throws(Problem) {
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        unsafe parser.initialize(to: yaml_parser_t())
        // Where this fails libyaml has freed what it got.
        guard unsafe yaml_parser_initialize(parser) == 1 else {
            unsafe parser.deallocate()
            throw Problem.unreadable(in: file)
        }
        // An empty buffer would have no address, which libyaml doesn't take.
        let count = text.masked.count
        let input = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, count))
        _ = unsafe input.initialize(from: text.masked)
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        unsafe yaml_parser_set_input_string(parser, input.baseAddress, count)
        self.file = file
        self.text = text
        unsafe self.parser = unsafe parser
        unsafe self.input = unsafe input
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
        unsafe input.deallocate()
    }

    /// What comes next.
    ///
    /// - Throws: The first mistake in the syntax; nothing comes after it.
    func next() throws(Problem) -> YAMLEvent {
        var event = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(parser, &event) == 1 else {
            throw unsafe Problem(parser.pointee, text: text, file: file)
        }
        defer { unsafe yaml_event_delete(&event) }
        return unsafe copy(event)
    }

    private func copy(_ event: yaml_event_t) -> YAMLEvent {
        let location = unsafe event.start_mark.location(in: file)
        switch unsafe event.type {
        case YAML_DOCUMENT_START_EVENT:
            return .document(at: location)
        case YAML_STREAM_END_EVENT, YAML_NO_EVENT:
            return .endOfText
        case YAML_SCALAR_EVENT:
            return unsafe .node(scalar(event, at: location))
        case YAML_SEQUENCE_START_EVENT:
            let start = unsafe event.data.sequence_start
            return unsafe .node(
                Self.node(.sequence, at: location, tag: start.tag, anchor: start.anchor)
            )
        case YAML_MAPPING_START_EVENT:
            let start = unsafe event.data.mapping_start
            return unsafe .node(
                Self.node(.mapping, at: location, tag: start.tag, anchor: start.anchor)
            )
        default:
            // Never an alias, since no `*` is in the text.
            return .boundary
        }
    }

    private func scalar(_ event: yaml_event_t, at location: SourceLocation) -> YAMLEvent.Node {
        let scalar = unsafe event.data.scalar
        // The length is stated since escapes can put U+0000 into the text.
        let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
        let written = unsafe String(decoding: bytes, as: UTF8.self)
        let isPlain = unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE
        if isPlain, let name = text.aliasName(plain: written) {
            return YAMLEvent.Node(location: location, kind: .alias(name: name))
        }
        return unsafe Self.node(
            .scalar(text: text.restore(written), style: isPlain ? .plain : .quoted),
            at: location,
            tag: scalar.tag,
            anchor: scalar.anchor
        )
    }

    private static func node(
        _ kind: YAMLEvent.Kind,
        at location: SourceLocation,
        tag: UnsafePointer<yaml_char_t>?,
        anchor: UnsafePointer<yaml_char_t>?
    ) -> YAMLEvent.Node {
        YAMLEvent.Node(
            location: location,
            kind: kind,
            tag: unsafe string(tag).flatMap { $0.isEmpty ? nil : YAMLTag(name: $0) },
            anchor: unsafe string(anchor)
        )
    }

    private static func string(_ characters: UnsafePointer<yaml_char_t>?) -> String? {
        unsafe characters.map { unsafe String(cString: $0) }
    }
}
