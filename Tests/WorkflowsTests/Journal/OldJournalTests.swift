import Testing

@testable import Workflows

@Suite("What 0.1.0 recorded")
struct OldJournalTests {
    private static let digest = Digest(bytes: Array(0..<32))

    /// Bytes as 0.1.0 wrote them: number 7, 1.234567 s, repetition 2 of the run "main", then the kind.
    static let records: [(hex: String, kind: Event.Kind)] = [
        (
            "0e8eda9601046d61696e0402066661696c6564010774696d656f7574",
            .runEnded(
                status: .failed,
                error: RunError(phase: nil, failure: OperationFailure(kind: "timeout", message: ""))
            )
        ),
        (
            "0e8eda9601046d61696e04020973756363656564656400",
            .runEnded(status: .succeeded, error: nil)
        ),
        (
            "0e8eda9601046d61696e0404016109646973636172646564",
            .phaseEnded("a", status: .discarded)
        ),
        (
            "0e8eda9601046d61696e040c0161020001020304050607"
                + "08090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f019003",
            .attemptSucceeded("a", attempt: 1, digest: digest, response: 200)
        ),
        (
            "0e8eda9601046d61696e040d0161040774696d656f7574016d01060180897a00",
            .attemptFailed(
                "a",
                attempt: 2,
                failure: OperationFailure(
                    kind: "timeout",
                    message: "m",
                    retryAfter: .seconds(1),
                    calls: 3
                )
            )
        ),
    ]

    @Test("is read as it was meant", arguments: records)
    func read(hex: String, kind: Event.Kind) throws {
        var reader = ByteReader(try Self.bytes(hex))
        let event = try Event(from: &reader)
        #expect(reader.isAtEnd)
        #expect(
            event
                == Event(
                    sequence: 7,
                    time: .microseconds(1_234_567),
                    run: .init(name: "main", repetition: 2),
                    kind: kind
                )
        )
        #expect(event.place == -1)
    }

    @Test("has kinds of one number each, and no new kind takes an old number")
    func numbers() {
        let retired: Set<UInt8> = [2, 12, 13]
        #expect(retired.isDisjoint(with: Event.Kind.Tag.allCases.map(\.rawValue)))
    }

    @Test(
        "an unknown kind, or an invalid ending, is an error and not a crash",
        arguments: [
            "0e8eda9601046d61696e04ff0161", "0e8eda9601046d61696e04000161",
            "0e8eda9601046d61696e0404016104676f6e65",
        ]
    )
    func unknown(hex: String) throws {
        var reader = ByteReader(try Self.bytes(hex))
        #expect(throws: ByteReader.Malformed.self) { try Event(from: &reader) }
    }

    private static func bytes(_ hex: String) throws -> [UInt8] {
        let digits = Array(hex.utf8)
        return try stride(from: 0, to: digits.count, by: 2).map { place in
            let word = String(decoding: digits[place...place + 1], as: UTF8.self)
            return try #require(UInt8(word, radix: 16))
        }
    }
}
