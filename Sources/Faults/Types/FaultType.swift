package import Shapes
package import Workflows

/// A type of fault, as scenario files, lists and editors know it. A type's file has its `Injection` as well.
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

/// What a fault injects: a type with its parameters.
///
/// It acts on what passes a failpoint, by the `apply` for that kind of thing; a type has those of the failpoints where it
/// acts. What it finds as it would leave it, it did not act on: the fault did not fire.
package protocol Injection: Sendable, Equatable {
    /// The type.
    static var type: FaultType { get }
    /// On which side of the agent's work it acts; refusals come before.
    var point: AgentCall.Point { get }
    /// Whether what it does to a call depends on the calls before: then it acts by what it remembers.
    var remembersCalls: Bool { get }
    /// Acts on a call by what is remembered of those before; says whether it fired.
    func apply(to call: inout AgentCall, _ visit: RememberedCall, _ memory: inout CallMemory)
        -> Bool
    /// Acts on a call. Chance is that of this firing alone.
    func apply(to call: inout AgentCall, chance: Chance)
    /// Acts on an answer. Chance is that of this firing alone.
    func apply(to answer: inout AnswerPassage, chance: Chance)
    /// Acts on a stream. Chance is that of this firing alone.
    func apply(to stream: inout StreamPassage, chance: Chance)
    /// Acts on a transaction of a journal. Chance is that of this firing alone.
    func apply(to append: inout AppendPassage, chance: Chance)
    /// Acts on a journal that is opened. Chance is that of this firing alone.
    func apply(to journal: inout JournalPassage, chance: Chance)
    /// Acts on a look-up in the cache. Chance is that of this firing alone.
    func apply(to lookUp: inout LookUpPassage, chance: Chance)
    /// Acts on a result that the cache is to keep. Chance is that of this firing alone.
    func apply(to store: inout StorePassage, chance: Chance)
    /// Acts on a reading of a clock, or a timer. Chance is that of this firing alone.
    func apply(to clock: inout ClockPassage, chance: Chance)
    /// Acts on a process after an event. Chance is that of this firing alone.
    func apply(to process: inout ProcessPassage, chance: Chance)
    /// Acts on what there is of a resource. Chance is that of this firing alone.
    func apply(to resource: inout ResourcePassage, chance: Chance)
    /// Acts on the validation of an output. Chance is that of this firing alone.
    func apply(to validation: inout ValidationPassage, chance: Chance)
}
