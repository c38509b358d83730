import Testing

@testable import Workflows

@Suite("Effects in a journal")
struct EffectRecordTests {
    private let ledger = EffectLedger([
        EffectAct(AgentEffect("charge"), by: .init(phase: "pay", attempt: 1), key: "k"),
        EffectAct(
            AgentEffect("charge", isIdempotent: false),
            by: .init(phase: "pay", discards: 2, attempt: 7, isUndoing: true),
            key: nil,
            place: 3,
            isUndo: true
        ),
    ])

    @Test("a ledger is read as it was written, and the latest one counts")
    func round() throws {
        let entries = [EffectLedger(Array(ledger.acts.prefix(1))), ledger].map {
            JournalCodec.entry([.affected($0)])
        }
        let reading = try JournalCodec.read(entries)
        #expect(reading.wholeEntries == 2)
        #expect(RunRestoration(reading.records).ledger == ledger)
    }

    @Test("a record with too few effects is a torn one")
    func torn() throws {
        var writer = ByteWriter()
        writer.add(3)
        var reader = ByteReader(writer.bytes)
        #expect(throws: ByteReader.Malformed.self) { try EffectLedger(from: &reader) }
    }
}
