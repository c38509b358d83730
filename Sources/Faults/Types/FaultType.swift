package import Shapes
package import Workflows

/// A type of fault, as scenario files, lists and editors know it. A type's file has the `Injection` as well.
package struct FaultType: Sendable {
    /// The worlds in which a type acts at a failpoint.
    package enum Worlds: String, Sendable {
        /// On a virtual clock and on a real one.
        case both
        /// On a virtual clock alone.
        case virtual
        /// On a real clock alone.
        case live
    }

    /// Makes what a type injects from parameters that fit its shape; `nil` where they contradict each other, with the
    /// mistakes added.
    package typealias Decoding =
        @Sendable (_ node: SourceNode, _ path: String, _ mistakes: inout ProblemList)
        -> (any Injection)?

    /// The same for parameters that may name files.
    package typealias ReadingDecoding =
        @Sendable (
            _ node: SourceNode, _ path: String, _ files: NamedFiles, _ mistakes: inout ProblemList
        )
        -> (any Injection)?

    /// The name in scenario files.
    package let name: String
    /// Where it acts, and in which worlds.
    package let places: [Failpoint: Worlds]
    /// Its parameters with their defaults, in a line.
    package let parameters: String
    /// What its parameters may be.
    package let shape: Shape
    /// What it does, in a sentence.
    package let summary: String
    /// The real thing that it imitates.
    package let imitates: String
    /// Where that thing is described: an address or the name of a document.
    package let source: String
    /// What a good engine does about it.
    package let remedy: String
    /// The parameters that exploring draws from, each as a value of JSON; at most three.
    package let samples: [String]
    /// Reads its parameters where no file can be named.
    package let decode: Decoding
    /// The same where files can be named; `nil` of a type whose parameters name none.
    private var readingDecode: ReadingDecoding?

    init(
        name: String,
        places: [Failpoint: Worlds],
        parameters: String = "none",
        shape: Shape = .object([]),
        summary: String,
        imitates: String,
        source: String = "",
        remedy: String,
        samples: [String] = ["{}"],
        decode: @escaping Decoding
    ) {
        self.name = name
        self.places = places
        self.parameters = parameters
        self.shape = shape
        self.summary = summary
        self.imitates = imitates
        self.source = source
        self.remedy = remedy
        self.samples = samples
        self.decode = decode
    }

    /// The same type, whose parameters may name files.
    func readingFiles(_ decode: @escaping ReadingDecoding) -> FaultType {
        var type = self
        type.readingDecode = decode
        return type
    }

    /// Reads its parameters, and the files that they name.
    package func injection(
        _ node: SourceNode,
        at path: String,
        reading files: NamedFiles,
        into mistakes: inout ProblemList
    ) -> (any Injection)? {
        guard let readingDecode else { return decode(node, path, &mistakes) }
        return readingDecode(node, path, files, &mistakes)
    }
}

extension FaultType {
    /// Every type, in the order in which lists show them.
    package static let all: [FaultType] = [
        .rateLimit,
        .quotaExhausted,
        .overloaded,
        .serverError,
        .clientError,
        .auth,
        .contextLength,
        .contentFilter,
        .refusal,
        .quota,
        .failure,
        .latency,
        .hang,
        .crash,
        .ackLost,
        .allocate,
        .truncate,
        .empty,
        .slowFirstToken,
        .stall,
        .cleanCut,
        .abruptCut,
        .errorAfter200,
        .invalidJSON,
        .fencedJSON,
        .errorIn200,
        .wrongButValid,
        .stale,
        .pathEscape,
        .ioError,
        .noSpace,
        .slow,
        .tornWrite,
        .bitFlip,
        .lostFsync,
        .deliveredLate,
        .truncatedTail,
        .oldVersion,
        .kill,
        .pause,
        .restart,
        .signal,
        .falseMiss,
        .staleHit,
        .poison,
        .ttlSkew,
        .evict,
        .keyOmits,
        .clockJump,
        .clockBackwards,
        .clockDrift,
        .timerEarly,
        .timerLate,
        .permits,
        .fewerTokens,
        .lowerCost,
        .flip,
        .error,
    ]

    /// The types that act at a failpoint.
    package static func all(at failpoint: Failpoint) -> [FaultType] {
        all.filter { $0.places[failpoint] != nil }
    }

    /// The type of this name.
    package static func named(_ name: String) -> FaultType? { all.first { $0.name == name } }
}
