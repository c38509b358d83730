// What agents did to the world, as a record of a journal.
extension EffectLedger {
    func encode(into writer: inout ByteWriter) {
        writer.add(acts.count)
        for act in acts {
            writer.put(act.origin.phase, act.origin.discards, act.origin.attempt)
            writer.put(act.origin.isUndoing, act.effect.name, act.effect.isIdempotent)
            writer.put(act.key, act.place, act.isUndo)
        }
    }

    init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
        let count = try reader.integer()
        guard count >= 0, count <= reader.remaining else { throw reader.malformed("effects") }
        var acts: [EffectAct] = []
        for _ in 0..<count {
            let origin = try reader.make(EffectAct.Origin.init)
            let effect = try reader.make(AgentEffect.init)
            acts.append(
                try reader.make { (key: String?, place: Int, isUndo: Bool) in
                    EffectAct(effect, by: origin, key: key, place: place, isUndo: isUndo)
                }
            )
        }
        self.init(acts)
    }
}
