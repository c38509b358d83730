import TestSupport
import Testing
import Workflows

@Suite("Bytes that are read back")
struct ByteReaderTests {
    @Test(
        "numbers come back as they were",
        arguments: [0, 1, -1, 63, 64, -64, -65, 1 << 40, .max, .min]
    )
    func integers(number: Int) throws {
        var writer = ByteWriter()
        writer.add(number)
        writer.add(unsigned: UInt64(bitPattern: Int64(number)))
        var reader = ByteReader(writer.bytes)
        #expect(try reader.integer() == number)
        #expect(try reader.unsigned() == UInt64(bitPattern: Int64(number)))
        #expect(reader.isAtEnd)
    }

    @Test("small numbers of either sign take one byte")
    func small() {
        for number in -64...63 {
            var writer = ByteWriter()
            writer.add(number)
            #expect(writer.bytes.count == 1)
        }
    }

    @Test("fixed numbers are little-endian")
    func fixed() throws {
        var writer = ByteWriter()
        writer.add(fixed: 0x0102_0304)
        #expect(writer.bytes == [4, 3, 2, 1])
        var reader = ByteReader(writer.bytes)
        #expect(try reader.fixed() == 0x0102_0304)
    }

    @Test("a number of more than 64 bits is refused")
    func tooLarge() {
        var reader = ByteReader(Array(repeating: 0xFF, count: 9) + [0x02])
        #expect(throws: ByteReader.Malformed.self) { try reader.unsigned() }
        var endless = ByteReader(Array(repeating: 0x80, count: 30))
        #expect(throws: ByteReader.Malformed.self) { try endless.unsigned() }
    }

    @Test("a length beyond the bytes is refused before anything is allotted for it")
    func length() {
        var writer = ByteWriter()
        writer.add(unsigned: .max)
        writer.add(byte: 65)
        var reader = ByteReader(writer.bytes)
        let problem = #expect(throws: ByteReader.Malformed.self) { try reader.text() }
        #expect(problem?.expected == "\(UInt64.max) more bytes")
        #expect(problem?.offset == 10)
    }

    @Test("a text that is not UTF-8 is refused")
    func utf8() {
        var reader = ByteReader([2, 0xC3, 0x28])
        #expect(throws: ByteReader.Malformed.self) { try reader.text() }
    }

    @Test("a reader of a part sees nothing beyond it")
    func part() throws {
        var reader = ByteReader([9, 1, 2, 9], in: 1..<3)
        #expect(reader.remaining == 2)
        #expect(try reader.raw(2) == [1, 2])
        #expect(throws: ByteReader.Malformed.self) { try reader.byte() }
        #expect(ByteReader([1], in: 5..<9).isAtEnd)
    }

    /// Reads the bytes as everything that records are made of; what matters is that each comes to an end.
    private func readAll(_ bytes: [UInt8]) -> Int {
        var read = 0
        var event = ByteReader(bytes)
        if (try? Event(from: &event)) != nil { read += 1 }
        var output = ByteReader(bytes)
        if (try? PhaseOutput(from: &output)) != nil { read += 1 }
        var parts = ByteReader(bytes)
        if (try? CacheKey.Part.decode(from: &parts)) != nil { read += 1 }
        if PhaseOutput(encoded: bytes) != nil { read += 1 }
        if CacheKey(encoded: bytes) != nil { read += 1 }
        if (try? JournalCodec.read([bytes]))?.wholeEntries == 1 { read += 1 }
        return read
    }

    @Test(
        "20,000 times random, cut or changed bytes are read or refused, and never stop the program"
    )
    func fuzz() {
        var source = SplitMix64(seed: 1)
        var records = RandomRecords(seed: 2)
        var read = 0
        for number in 0..<20_000 {
            var bytes: [UInt8]
            if number % 2 == 0 {
                let length = Int.random(in: 0..<40, using: &source)
                bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &source) }
            } else {
                var writer = ByteWriter()
                records.event().encode(into: &writer)
                bytes = writer.bytes
                if let place = bytes.indices.randomElement(using: &source) {
                    bytes[place] = UInt8.random(in: 0...255, using: &source)
                }
                bytes.removeLast(Int.random(in: 0..<3, using: &source))
            }
            read += readAll(bytes)
        }
        #expect(read > 1000, "some bytes happen to be records")
    }

    @Test("random content with a valid checksum is refused, too")
    func fuzzedContent() {
        var source = SplitMix64(seed: 3)
        for _ in 0..<5000 {
            let length = Int.random(in: 3..<60, using: &source)
            var content = (0..<length).map { _ in UInt8.random(in: 0...255, using: &source) }
            content[0] = UInt8.random(in: 0...4, using: &source)
            var writer = ByteWriter()
            writer.append(raw: Array("ML1".utf8))
            writer.add(fixed: UInt32(content.count))
            writer.add(fixed: CRC32C.checksum(content))
            writer.append(raw: content)
            // It is no torn tail: whoever wrote a right checksum knew what it meant.
            let reading = try? JournalCodec.read([writer.bytes])
            #expect(reading?.wholeEntries ?? 0 == 0)
        }
    }
}
