/// What a run depends on of the runs of its scenario that were over when it began: enough to continue in another
/// process as in the same.
package struct ScenarioBasis: Sendable, Equatable {
    /// How many answers each simulated agent had delivered.
    package var delivered: [String: Int]
    /// What had become of each fault.
    package var tallies: [String: FaultTally]
    /// What faults left of the resources of runs that may be resumed, by `RunPlan.idempotencyScope`.
    package var lowered: [String: ResourcePassage] = [:]
    /// What the keys of phases leave out, because a fault has it so.
    package var omitted: [PhaseID: Set<CacheKey.Field>] = [:]

    /// Nothing happened before.
    package init(delivered: [String: Int] = [:], tallies: [String: FaultTally] = [:]) {
        self.delivered = delivered
        self.tallies = tallies
    }

    /// Takes up answers that were delivered since.
    package mutating func add(delivered more: [String: Int]) {
        for (agent, count) in more where count > 0 { delivered[agent, default: 0] += count }
    }

    /// Whether nothing happened before.
    package var isEmpty: Bool { delivered.isEmpty && tallies.isEmpty && isUnchanged }

    /// Whether faults left resources and keys as they are declared: then a record says nothing of them.
    private var isUnchanged: Bool { lowered.isEmpty && omitted.isEmpty }

    /// The same for one run alone: what there is of the resources of others is nothing to it.
    func ofRun(_ scope: String) -> ScenarioBasis {
        guard !lowered.isEmpty else { return self }
        var own = self
        own.lowered = lowered.filter { $0.key == scope }
        return own
    }

    /// Appends it; whoever reads it has to know where it ends.
    package func encode(into writer: inout ByteWriter) {
        writer.add(delivered.count)
        for (agent, count) in delivered.sorted(by: { $0.key < $1.key }) {
            writer.add(agent)
            writer.add(count)
        }
        writer.add(tallies.count)
        for (fault, tally) in tallies.sorted(by: { $0.key < $1.key }) {
            writer.add(fault)
            tally.encode(into: &writer)
        }
        guard !isUnchanged else { return }
        writer.add(lowered.count)
        for (scope, left) in lowered.sorted(by: { $0.key < $1.key }) {
            writer.add(scope)
            for number in [left.permits, left.tokens, left.costMicros] { writer.add(number) }
        }
        writer.add(omitted.count)
        for (phase, fields) in omitted.sorted(by: { $0.key.name < $1.key.name }) {
            writer.add(phase.name)
            writer.add(fields.count)
            for name in fields.map(\.rawValue).sorted() { writer.add(name) }
        }
    }

    /// Reads it to the reader's end.
    package init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
        self.init()
        for _ in 0..<(try reader.count(of: "agents")) {
            let agent = try reader.text()
            delivered[agent] = try reader.integer()
        }
        for _ in 0..<(try reader.count(of: "faults")) {
            let fault = try reader.text()
            tallies[fault] = try FaultTally(from: &reader)
        }
        guard !reader.isAtEnd else { return }
        for _ in 0..<(try reader.count(of: "runs")) {
            let scope = try reader.text()
            let permits = try reader.integer()
            let tokens = try reader.integer()
            let cost = try reader.integer()
            lowered[scope] = ResourcePassage(permits: permits, tokens: tokens, costMicros: cost)
        }
        for _ in 0..<(try reader.count(of: "phases")) {
            let phase = PhaseID(try reader.text())
            for _ in 0..<(try reader.count(of: "parts of a key")) {
                guard let field = CacheKey.Field(rawValue: try reader.text()) else {
                    throw reader.malformed("a part of a key")
                }
                omitted[phase, default: []].insert(field)
            }
        }
    }
}

extension FaultTally {
    fileprivate func encode(into writer: inout ByteWriter) {
        for number in [visits, firings, overshadowed, burst, shadows.count] { writer.add(number) }
        for shadow in shadows.sorted() { writer.add(shadow) }
        writer.add(byte: burstEnd == nil ? 0 : 1)
        guard let burstEnd else { return }
        writer.add(burstEnd.run)
        writer.add(burstEnd.repetition)
        writer.add(burstEnd.time)
    }

    fileprivate init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
        self.init()
        visits = try reader.integer()
        firings = try reader.integer()
        overshadowed = try reader.integer()
        burst = try reader.integer()
        for _ in 0..<(try reader.count(of: "faults")) { shadows.insert(try reader.text()) }
        guard try reader.byte() == 1 else { return }
        let run = try reader.text()
        let repetition = try reader.integer()
        burstEnd = BurstEnd(run: run, repetition: repetition, time: try reader.duration())
    }
}

extension ByteReader {
    /// A number of things that follow; no more than there are bytes.
    fileprivate mutating func count(of things: String) throws(Malformed) -> Int {
        let count = try integer()
        guard count >= 0, count <= remaining else { throw malformed(things) }
        return count
    }
}
