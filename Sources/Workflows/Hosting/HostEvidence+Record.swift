// Evidence on its way from the process of a run to the one that judges it.
extension HostEvidence {
    /// Writes everything down.
    package func encode(into writer: inout ByteWriter) {
        writer.add(mostEntries)
        writer.add(mostBytes)
        writer.add(unsigned: UInt64(kept.count))
        for result in kept {
            writer.add(result.phase.name)
            writer.add(result.digest)
            writer.add(result.sequence)
        }
        writer.add(unsigned: UInt64(asked.count))
        for request in asked {
            writer.add(request.phase.name)
            writer.add(request.attempt)
            writer.add(request.bytes)
            writer.add(request.texts)
            writer.add(byte: request.hasFeedback ? 1 : 0)
            writer.add(request.history)
        }
    }

    /// Reads what was written down.
    package init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
        let most = (entries: try reader.integer(), bytes: try reader.integer())
        var kept: [Kept] = []
        for _ in 0..<(try reader.count()) {
            kept.append(
                Kept(
                    phase: PhaseID(try reader.text()),
                    digest: try reader.digest(),
                    sequence: try reader.integer()
                )
            )
        }
        var asked: [Asked] = []
        for _ in 0..<(try reader.count()) {
            asked.append(
                Asked(
                    phase: PhaseID(try reader.text()),
                    attempt: try reader.integer(),
                    bytes: try reader.integer(),
                    texts: try reader.integer(),
                    hasFeedback: try reader.byte() == 1,
                    history: try reader.integer()
                )
            )
        }
        self.init(kept: kept, most: most, asked: asked)
    }
}
