// Decisions as bytes. The numbers of the kinds are part of the format.
extension RunDecision {
    private enum Kind: UInt8 {
        case exhausted = 1
        case abandoned = 2
        case awaitsHookAfter = 3
    }

    func encode(into writer: inout ByteWriter) {
        switch self {
        case .exhausted(let exhaustion):
            writer.add(byte: Kind.exhausted.rawValue)
            writer.put(
                exhaustion.phase,
                exhaustion.failure,
                exhaustion.awaitsHook,
                exhaustion.isLate
            )
        case .abandoned(let phase):
            writer.add(byte: Kind.abandoned.rawValue)
            writer.put(phase)
        case .awaitsHookAfter(let phase):
            writer.add(byte: Kind.awaitsHookAfter.rawValue)
            writer.put(phase)
        }
    }

    init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
        switch Kind(rawValue: try reader.byte()) {
        case .exhausted:
            self = .exhausted(
                try reader.make(Exhaustion.init(phase:failure:awaitsHook:isLate:))
            )
        case .abandoned: self = .abandoned(try PhaseID(from: &reader))
        case .awaitsHookAfter: self = .awaitsHookAfter(try PhaseID(from: &reader))
        case nil: throw reader.malformed("a known kind of decision")
        }
    }
}
