internal import Locks

/// What a child wrote to one stream: all of it up to a limit, of more only the end.
struct StreamRecord: Sendable {
    /// The most bytes of an answer; more is a failure.
    static let answerLimit = 16 << 20
    /// The most bytes that are kept of standard error, or of an output that is too long: the last ones.
    static let endLimit = 64 << 10

    private let limit: Int
    /// Those that were kept.
    private(set) var bytes: [UInt8] = []
    /// How many bytes before these are gone.
    private(set) var leftOut = 0

    /// A stream of which everything is kept up to so many bytes.
    init(keeping limit: Int) {
        self.limit = limit
    }

    /// Whether there is nothing in it but white space.
    var isBlank: Bool {
        leftOut == 0 && bytes.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
    }

    mutating func append(_ more: UnsafeRawBufferPointer) {
        bytes.append(contentsOf: more)
        let most = leftOut == 0 ? limit : 2 * Self.endLimit
        if bytes.count > most { drop(to: Self.endLimit) }
    }

    /// Nothing more follows.
    mutating func end() {
        if leftOut > 0, bytes.count > Self.endLimit { drop(to: Self.endLimit) }
    }

    private mutating func drop(to count: Int) {
        leftOut += bytes.count - count
        bytes = Array(bytes.suffix(count))
    }
}

/// Takes what a child wrote from the task that read it.
final class ChildStreams: Sendable {
    private let written = Guarded<(output: StreamRecord, errors: StreamRecord)>(
        (
            StreamRecord(keeping: StreamRecord.answerLimit),
            StreamRecord(keeping: StreamRecord.endLimit)
        )
    )

    func keep(output: StreamRecord, errors: StreamRecord) {
        written.withLock { $0 = (output, errors) }
    }

    /// Takes the records out: what was written is held once.
    func take() -> (output: StreamRecord, errors: StreamRecord) {
        written.withLock { records in
            defer {
                records = (StreamRecord(keeping: 0), StreamRecord(keeping: 0))
            }
            return records
        }
    }
}
