/// A value that records hold in one form, so that several can be written and read in a row.
protocol RecordField {
    /// Appends the value.
    func encode(into writer: inout ByteWriter)
    /// Reads a value.
    init(from reader: inout ByteReader) throws(ByteReader.Malformed)
}

extension ByteWriter {
    /// Appends values one after another.
    mutating func put<each Field: RecordField>(_ field: repeat each Field) {
        repeat (each field).encode(into: &self)
    }
}

extension ByteReader {
    /// Reads as many values as something is made of, in that order, and makes it.
    mutating func make<each Field: RecordField, Made>(
        _ make: (repeat each Field) -> Made
    ) throws(Malformed) -> Made {
        make(repeat try (each Field)(from: &self))
    }
}

extension String: RecordField {
    func encode(into writer: inout ByteWriter) { writer.add(self) }

    init(from reader: inout ByteReader) throws(ByteReader.Malformed) { self = try reader.text() }
}

extension Int: RecordField {
    func encode(into writer: inout ByteWriter) { writer.add(self) }

    init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
        self = try reader.integer()
    }
}

extension UInt64: RecordField {
    func encode(into writer: inout ByteWriter) { writer.add(unsigned: self) }

    init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
        self = try reader.unsigned()
    }
}

extension Bool: RecordField {
    func encode(into writer: inout ByteWriter) { writer.add(byte: self ? 1 : 0) }

    init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
        self = try reader.byte() == 1
    }
}

extension Duration: RecordField {
    func encode(into writer: inout ByteWriter) { writer.add(self) }

    init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
        self = try reader.duration()
    }
}

extension Digest: RecordField {
    func encode(into writer: inout ByteWriter) { writer.add(self) }

    init(from reader: inout ByteReader) throws(ByteReader.Malformed) { self = try reader.digest() }
}

extension PhaseID: RecordField {
    func encode(into writer: inout ByteWriter) { writer.add(name) }

    init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
        self.init(try reader.text())
    }
}

extension Optional: RecordField where Wrapped: RecordField {
    func encode(into writer: inout ByteWriter) {
        writer.add(byte: self == nil ? 0 : 1)
        self?.encode(into: &writer)
    }

    init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
        self = try reader.byte() == 1 ? try Wrapped(from: &reader) : nil
    }
}

extension Array: RecordField where Element: RecordField {
    func encode(into writer: inout ByteWriter) {
        writer.add(count)
        for element in self { element.encode(into: &writer) }
    }

    init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
        let count = try reader.integer()
        guard count >= 0, count <= reader.remaining else { throw reader.malformed("parts") }
        self = []
        for _ in 0..<count { append(try Element(from: &reader)) }
    }
}

extension RecordField where Self: RawRepresentable, RawValue == String {
    func encode(into writer: inout ByteWriter) { writer.add(rawValue) }

    init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
        guard let value = Self(rawValue: try reader.text()) else {
            throw reader.malformed("a known \(Self.self)")
        }
        self = value
    }
}

extension RunStatus: RecordField {}
extension PhaseEnding: RecordField {}
extension PhaseHook: RecordField {}
extension OperationFailure: RecordField {}

extension RunError: RecordField {
    func encode(into writer: inout ByteWriter) { writer.put(phase, failure) }

    init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
        self = try reader.make(RunError.init(phase:failure:))
    }
}

extension Usage: RecordField {
    func encode(into writer: inout ByteWriter) {
        writer.put(tokens, costMicros, calls)
        // Where it is not shared, what an optional number is: so records had it that know of no sharing.
        writer.add(byte: (memoryBytes == nil ? 0 : 1) + (isMemoryShared ? 2 : 0))
        memoryBytes?.encode(into: &writer)
    }

    init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
        let amounts = try reader.make { (tokens: Int?, cost: Int?, calls: Int?) in
            (tokens, cost, calls)
        }
        let memory = try reader.byte()
        guard memory < 4 else { throw reader.malformed("what is known of memory") }
        self.init(
            tokens: amounts.0,
            costMicros: amounts.1,
            calls: amounts.2,
            memoryBytes: memory & 1 == 1 ? try Int(from: &reader) : nil,
            isMemoryShared: memory & 2 == 2
        )
    }
}

extension ValidationFinding: RecordField {
    func encode(into writer: inout ByteWriter) { writer.put(validator, message) }

    init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
        self = try reader.make(ValidationFinding.init(named:message:))
    }
}
