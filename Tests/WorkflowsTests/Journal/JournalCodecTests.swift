import Testing
import Workflows

@Suite("Entries of a journal")
struct JournalCodecTests {
    private func event(_ kind: Event.Kind) -> JournalRecord {
        .event(
            Event(
                sequence: 7,
                time: .microseconds(1_234_567),
                run: .init(name: "main", repetition: 2),
                kind: kind
            )
        )
    }

    private let commit = JournalRecord.committed(
        CommittedPhase(
            phase: "a",
            identity: [.init("agent version", Digest(of: "1"))],
            isCached: true,
            output: PhaseOutput(text: "made", files: [.init(path: "x/y", bytes: [0, 255])])
        )
    )

    private var entry: [UInt8] {
        JournalCodec.entry([commit, event(.phaseCommitted("a", digest: Digest(of: "x")))])
    }

    @Test("every kind of event comes back as it was", arguments: EventFieldsTests.allExamples)
    func kinds(example: EventFieldsTests.Example) throws {
        let record = event(example.kind)
        let reading = try JournalCodec.read([JournalCodec.entry([record])])
        #expect(reading.records == [record])
        #expect(reading.cutBytes == 0)
    }

    @Test("a record of a newer version is refused, wherever it is, and never cut", arguments: 0..<3)
    func newer(place: Int) {
        var entries = [entry, entry, entry]
        entries[place] = JournalCodec.entry(ofNewerVersion: entry)
        #expect {
            try JournalCodec.read(entries)
        } throws: { error in
            guard let damage = error as? JournalCodec.Damage else { return false }
            return damage.entry == place && damage.reason == nil
        }
    }

    @Test("a tail of zeros is torn, not newer")
    func zeros() throws {
        for count in [1, 8, 64] {
            let tail = Array("ML1".utf8) + Array(repeating: 0, count: count)
            let reading = try JournalCodec.read([entry, tail])
            #expect(reading.wholeEntries == 1)
            #expect(reading.cutBytes == tail.count)
        }
    }

    @Test(
        "the number of a kind is part of the format, and stays",
        arguments: [
            (.runStarted(workflow: "", seed: 0), 1), (.runEnded(status: .failed, error: nil), 26),
            (.phaseStarted(""), 3), (.phaseEnded("", status: .failed), 4), (.phaseSkipped(""), 5),
            (.cacheMissed("", because: []), 10),
            (.attemptStarted("", attempt: 0, truncatedBytes: 0), 11),
            (.attemptSucceeded("", attempt: 0, digest: Digest(of: ""), response: nil), 27),
            (.attemptFailed("", attempt: 0, failure: .init(kind: "", message: "")), 28),
            (.compensationStarted("", attempt: 0), 21), (.cacheEvicted("", count: 1), 29),
            (.runResumed(workflow: "", seed: 0, restored: 0, cutBytes: 0), 24),
        ] as [(Event.Kind, UInt8)]
    )
    func numbers(kind: Event.Kind, number: UInt8) {
        var writer = ByteWriter()
        Event(sequence: 0, time: .zero, run: .init(name: ""), kind: kind).encode(into: &writer)
        // Sequence, time, the run's name and repetition take a byte each.
        #expect(writer.bytes.dropFirst(4).first == number)
    }

    @Test("2,000 random records come back as they were, alone and together")
    func random() throws {
        var source = RandomRecords(seed: 1)
        let records = (0..<2000).map { _ in source.record() }
        for record in records {
            try #require(try JournalCodec.read([JournalCodec.entry([record])]).records == [record])
        }
        let entries = stride(from: 0, to: records.count, by: 20).map { start in
            JournalCodec.entry(Array(records[start..<start + 20]))
        }
        let reading = try JournalCodec.read(entries)
        #expect(reading.records == records)
        #expect(reading.wholeEntries == 100)
    }

    @Test("an entry begins with its mark, and without records is its end alone")
    func empty() throws {
        let bytes = JournalCodec.entry([])
        #expect(Array(bytes.prefix(3)) == Array("ML1".utf8))
        let reading = try JournalCodec.read([bytes])
        #expect(reading.records.isEmpty)
        #expect(reading.wholeEntries == 1)
        #expect(try JournalCodec.read([]).wholeEntries == 0)
    }

    @Test("an entry that is cut anywhere is refused")
    func cut() throws {
        for length in 0..<entry.count {
            let reading = try JournalCodec.read([Array(entry.prefix(length))])
            try #require(reading.records.isEmpty, "\(length) bytes")
            #expect(reading.cutBytes == length)
        }
    }

    @Test("an entry with one bit flipped anywhere is refused")
    func flipped() throws {
        for bit in 0..<entry.count * 8 {
            var bytes = entry
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            let reading = try JournalCodec.read([bytes])
            try #require(reading.records.isEmpty, "bit \(bit)")
            #expect(reading.wholeEntries == 0)
        }
    }

    @Test("an entry with bytes after its end, or with a record twice, is refused")
    func tooLong() throws {
        #expect(try JournalCodec.read([entry + [0]]).wholeEntries == 0)
        #expect(try JournalCodec.read([entry + entry]).wholeEntries == 0)
        // A whole record more than the end says: mark, then the first record, then everything.
        let length = Int(entry[3]) + 8
        let first = entry[3..<3 + length]
        let doubled = Array(entry.prefix(3)) + first + entry.dropFirst(3)
        #expect(try JournalCodec.read([doubled]).wholeEntries == 0)
    }

    @Test("a last entry that is not whole is cut, and its bytes are reported", arguments: [1, 2])
    func tornTail(torn: Int) throws {
        let half = Array(entry.prefix(entry.count / 2))
        let reading = try JournalCodec.read(
            [entry, entry] + Array(repeating: half, count: torn)
        )
        #expect(reading.records.count == 4)
        #expect(reading.wholeEntries == 2)
        #expect(reading.cutBytes == half.count * torn)
    }

    @Test("a bad entry before a whole one is damage, and says where", arguments: 0...2)
    func damage(place: Int) throws {
        var entries = Array(repeating: entry, count: 4)
        entries[place][20] ^= 4
        let damage = #expect(throws: JournalCodec.Damage.self) { try JournalCodec.read(entries) }
        #expect(damage?.entry == place)
        #expect(damage?.description.contains("entry \(place)") == true)
        #expect(damage?.description.contains("checksum") == true)
    }

    @Test("damage is found over a torn tail as well")
    func damageBeforeTail() {
        var entries = [entry, entry, entry, Array(entry.prefix(9))]
        entries[1].removeLast()
        #expect(throws: JournalCodec.Damage.self) { try JournalCodec.read(entries) }
    }
}
