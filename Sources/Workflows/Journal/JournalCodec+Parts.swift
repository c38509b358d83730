// The parts that records are made of.
extension OperationFailure {
    func encode(into writer: inout ByteWriter) {
        writer.put(kind, message, isRetryable, calls, retryAfter, retryAt)
    }

    init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
        let kind = try reader.text()
        let message = try reader.text()
        let isRetryable = try Bool(from: &reader)
        let calls = try reader.integer()
        let retryAfter = try Duration?(from: &reader)
        let retryAt = try Duration?(from: &reader)
        self.init(
            kind: kind,
            message: message,
            retryAfter: retryAfter,
            retryAt: retryAt,
            isRetryable: isRetryable,
            calls: calls
        )
    }
}

extension RunHeader {
    func encode(into writer: inout ByteWriter) {
        writer.add(workflow)
        writer.add(run.name)
        writer.add(run.repetition)
        writer.add(unsigned: seed)
        writer.add(startedAt)
        writer.add(phases.count)
        for phase in phases {
            writer.add(phase.id.name)
            writer.add(phase.needs.count)
            for need in phase.needs { writer.add(need) }
        }
    }

    init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
        let workflow = try reader.text()
        let name = try reader.text()
        let run = Event.Run(name: name, repetition: try reader.integer())
        let seed = try reader.unsigned()
        let startedAt = try reader.duration()
        let count = try reader.integer()
        guard count >= 0, count <= reader.remaining else { throw reader.malformed("phases") }
        var phases: [Phase] = []
        for place in 0..<count {
            let id = PhaseID(try reader.text())
            let number = try reader.integer()
            guard number >= 0, number <= reader.remaining else { throw reader.malformed("needs") }
            var needs: [Int] = []
            for _ in 0..<number { needs.append(try reader.integer()) }
            guard needs.allSatisfy({ (0..<place).contains($0) }) else {
                throw reader.malformed("needs that stand before")
            }
            phases.append(Phase(id: id, needs: needs))
        }
        self.init(workflow: workflow, run: run, seed: seed, startedAt: startedAt, phases: phases)
    }
}

extension PhaseMemory {
    func encode(into writer: inout ByteWriter) {
        writer.add(phase.name)
        writer.add(history.count)
        for past in history {
            writer.add(past.attempt)
            writer.add(past.outcome)
            writer.add(past.output)
        }
        writer.add(byte: feedback == nil ? 0 : 1)
        if let feedback { writer.add(feedback) }
    }

    init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
        let phase = PhaseID(try reader.text())
        let count = try reader.integer()
        guard count >= 0, count <= reader.remaining else { throw reader.malformed("attempts") }
        var history: [AgentRequest.PastAttempt] = []
        for _ in 0..<count {
            let attempt = try reader.integer()
            let outcome = try reader.text()
            history.append(.init(attempt: attempt, outcome: outcome, output: try reader.text()))
        }
        let hasFeedback = try reader.byte() == 1
        self.init(phase: phase, history: history, feedback: hasFeedback ? try reader.text() : nil)
    }
}

extension CommittedPhase {
    func encode(into writer: inout ByteWriter) {
        writer.add(phase.name)
        CacheKey.Part.encode(identity, into: &writer)
        writer.add(byte: isCached ? 1 : 0)
        output.encode(into: &writer)
    }

    init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
        let phase = PhaseID(try reader.text())
        let identity = try CacheKey.Part.decode(from: &reader)
        let isCached = try reader.byte() == 1
        let output = try PhaseOutput(from: &reader)
        self.init(phase: phase, identity: identity, isCached: isCached, output: output)
    }
}
